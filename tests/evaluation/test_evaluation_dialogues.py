"""Whether a turn of a dialogue is as expected."""

import pytest

from evaluation.dialogues import Dialogue, Turn, mismatches

ANSWER = {"act": "answer", "topic": "hiring/costs", "language": "de"}


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ({"act": "answer", "language": "de"}, {}),
        ({"topic": ["hiring/duration", "hiring/costs"]}, {}),
        ({"topic": ["hiring/duration"]}, {"topic": "hiring/costs"}),
        ({"act": "services", "district": "15003"}, {"act": "answer", "district": None}),
    ],
)
def test_fields_of_the_first_message_are_compared(expected, wrong):
    assert mismatches(expected, [ANSWER, {"act": "services"}]) == wrong


@pytest.mark.parametrize(
    "replies",
    [
        [ANSWER, ANSWER | {"topic": "hiring/duration"}],
        [ANSWER | {"also": ["hiring/duration"]}],
    ],
)
def test_each_topic_may_be_answered_by_any_message(replies):
    assert mismatches({"any_topic": ["hiring/duration", "hiring/costs"]}, replies) == {}


def test_a_topic_that_no_message_answers_is_wrong():
    assert mismatches({"any_topic": ["hiring/duration"]}, [ANSWER]) == {"any_topic": ["hiring/costs"]}


def test_silence_is_wrong():
    assert mismatches({"act": "answer"}, []) == {"act": None}


def test_one_wrong_turn_makes_a_dialogue_wrong():
    good, bad = Turn("a", {"act": "answer"}, [ANSWER]), Turn("b", {"act": "greet"}, [ANSWER])
    assert Dialogue("short", "de", [good]).is_right
    assert not Dialogue("short", "de", [good, bad]).is_right
