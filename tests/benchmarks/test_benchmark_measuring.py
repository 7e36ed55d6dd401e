import pytest

from benchmarks.callers import Timed, is_answer
from benchmarks.machine import cpu_model
from benchmarks.measuring import latencies
from benchmarks.messages import Kind, Message


def make_turns(*milliseconds):
    """One turn of every kind for each latency."""
    return [Timed(Message(kind, "de", "Hallo"), latency) for latency in milliseconds for kind in Kind]


def make_reply(act="answer"):
    return {"recipient_id": "somebody", "text": "Ja.", "custom": {"act": act}}


def test_late_turns_are_compared_with_early_ones():
    assert latencies(make_turns(4.0), make_turns(6.0))["late_to_early"] == pytest.approx(1.5)


def test_latencies_of_a_kind_leave_out_the_other_kinds():
    lookup = Timed(Message(Kind.LOOKUP, "de", "Jobcenter Halle"), 100.0)
    values = latencies([*make_turns(4.0, 4.0), lookup], make_turns(4.0))
    assert (values["lookup_p95_ms"] > 4.0, values["topic_p95_ms"]) == (True, 4.0)


def test_a_reply_is_an_answer():
    assert is_answer([make_reply()])


def test_a_reply_without_our_contract_is_an_answer():
    assert is_answer([{"recipient_id": "somebody", "text": "Ja."}])


@pytest.mark.parametrize("replies", [[], {}, None, {"error": "message: must be a text"}])
def test_no_reply_is_no_answer(replies):
    assert not is_answer(replies)


def test_an_apology_is_no_answer():
    assert not is_answer([make_reply(act="info")])


def test_a_notice_after_the_answer_does_not_spoil_it():
    assert is_answer([make_reply(), make_reply(act="info")])


def test_processor_is_named_as_the_system_names_it():
    assert cpu_model("processor\t: 0\nmodel name\t: Example CPU @ 2.0GHz\n") == "Example CPU @ 2.0GHz"


def test_processor_has_some_name_where_the_system_has_no_list():
    assert isinstance(cpu_model(""), str)
