"""What counts as right."""

from typing import Any

import pytest

from bot.nlu.decision import Decision
from evaluation.questions import Question
from evaluation.scoring import (
    FALLBACK,
    OFFERED,
    OFFERED_FIRST,
    OFFERED_WRONG,
    RIGHT,
    RIGHT_SECOND,
    TALK,
    WRONG,
    Share,
    Target,
    decided,
    lookup_is_right,
    outcome,
    scope_targets,
    topic_targets,
)

CARD = "hiring/eu_blue_card"
WAGE = "rights/minimum_wage"


def certain(label, also=()):
    return Decision(label, 0.9, "certain", (), tuple(also))


def unsure(*options):
    return Decision(options[0], 0.3, "unsure", options, ())


def unknown(label=CARD):
    return Decision(label, 0.1, "unknown", (), ())


def question(label=CARD, **more):
    return Question("Wie viel?", label, "de", **more)


def kinds_of(key):
    return {"chamber": ("chamber_ihk", "chamber_hwk"), "employer_service": ("employer_contact_point",)}.get(
        key, (key,)
    )


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (certain(CARD), RIGHT),
        (certain(WAGE), WRONG),
        (certain(WAGE, also=[CARD]), RIGHT_SECOND),
        (certain("lookup/jobcenter"), WRONG),
        (certain("greet"), TALK),
        (certain("follow_up/cost"), TALK),
        (certain("out_of_scope"), FALLBACK),
        (unsure(CARD, WAGE), OFFERED_FIRST),
        (unsure(WAGE, CARD), OFFERED),
        (unsure(WAGE), OFFERED_WRONG),
        (unknown(), FALLBACK),
    ],
)
def test_a_decision_about_a_topic_ends_in_one_of_eight_ways(decision, expected):
    assert decided(CARD, decision) == expected


def answer(topic: str, *also: str) -> dict[str, Any]:
    return {"act": "answer", "topic": topic, "also": list(also)}


def clarify(*options: str) -> dict[str, Any]:
    return {"act": "clarify", "options": list(options)}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(CARD), RIGHT),
        (answer(WAGE, CARD), RIGHT_SECOND),
        (answer(WAGE), WRONG),
        ({"act": "services", "kind": "jobcenter"}, WRONG),
        ({"act": "ask", "asks": "place"}, WRONG),
        ({"act": "greet"}, TALK),
        ({"act": "fallback"}, FALLBACK),
        (clarify(CARD, WAGE), OFFERED_FIRST),
        (clarify(WAGE, CARD), OFFERED),
        (clarify(WAGE), OFFERED_WRONG),
        ({}, TALK),
    ],
)
def test_a_question_about_a_topic_ends_in_one_of_eight_ways(reply: dict[str, Any], expected: str) -> None:
    assert outcome(CARD, reply) == expected


def test_an_offer_counts_as_right_first_only_when_it_is_the_first_option():
    pairs = [(question(), r) for r in (answer(CARD), clarify(CARD, WAGE), clarify(WAGE, CARD), answer(WAGE))]
    assert [target.share for target in topic_targets("de", pairs)] == [Share(2, 4), Share(3, 4), Share(1, 4)]


def test_asking_back_on_a_question_out_of_scope_is_no_answer():
    pairs = [
        (question("out_of_scope", near=near), d)
        for near, d in [(True, clarify(CARD)), (True, answer(CARD)), (False, {"act": "fallback"})]
    ]
    assert [target.share for target in scope_targets(pairs)] == [Share(2, 3), Share(1, 2), Share(1, 1)]


def services(district: str | None, *covered: list[str], kind: str = "jobcenter") -> dict[str, Any]:
    served = [{"district": districts} for districts in covered]
    return {"act": "services", "kind": kind, "district": district, "services": served}


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (services("15003"), (True, True)),
        (services("15083"), (True, False)),
        (services(None, ["15003", "15083"]), (True, True)),
        (services(None, ["15083"]), (True, False)),
        (services("15003", kind="labour_agency"), (False, True)),
        ({"act": "ask", "asks": "place", "kind": "jobcenter"}, (True, False)),
        ({"act": "ask", "asks": "occupation", "kind": "jobcenter"}, (True, True)),
        ({"act": "clarify"}, (False, False)),
        ({}, (False, False)),
    ],
)
def test_a_look_up_needs_its_kind_and_its_place(reply: dict[str, Any], expected: tuple[bool, bool]) -> None:
    asked = question("lookup/jobcenter", kind="jobcenter", district="15003")
    assert lookup_is_right(asked, reply, ["jobcenter"]) == expected


@pytest.mark.parametrize(
    ("reply", "place"),
    [
        ({"act": "ask"}, True),
        ({"act": "services", "district": "15003"}, False),
        pytest.param({"act": "services", "district": None}, True, id="the same in the whole state"),
    ],
)
def test_a_look_up_without_a_place_invents_none(reply: dict[str, Any], place: bool) -> None:
    asked = question("lookup/jobcenter", kind="jobcenter")
    assert lookup_is_right(asked, {**reply, "kind": "jobcenter"}, ["jobcenter"]) == (True, place)


@pytest.mark.parametrize(
    ("hits", "target", "at_most", "met"),
    [(94, 0.94, False, True), (93, 0.94, False, False), (3, 0.03, True, True), (4, 0.03, True, False)],
)
def test_a_target_is_met_when_it_is_reached_exactly(hits, target, at_most, met):
    assert Target("share", Share(hits, 100), target, at_most).met is met


def test_a_figure_without_target_is_neither_met_nor_missed():
    assert Target("share", Share(1, 2)).met is None


def test_the_share_of_nothing_is_zero():
    assert Share(0, 0).value == 0
