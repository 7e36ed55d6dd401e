"""What counts as right."""

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
def test_a_question_about_a_topic_ends_in_one_of_eight_ways(decision, expected):
    assert outcome(CARD, decision) == expected


def test_an_offer_counts_as_right_first_only_when_it_is_the_first_option():
    pairs = [(question(), d) for d in (certain(CARD), unsure(CARD, WAGE), unsure(WAGE, CARD), certain(WAGE))]
    assert [target.share for target in topic_targets("de", pairs)] == [Share(2, 4), Share(3, 4), Share(1, 4)]


def test_asking_back_on_a_question_out_of_scope_is_no_answer():
    pairs = [
        (question("out_of_scope", near=near), d)
        for near, d in [(True, unsure(CARD)), (True, certain(CARD)), (False, certain("out_of_scope"))]
    ]
    assert [target.share for target in scope_targets(pairs)] == [Share(2, 3), Share(1, 2), Share(1, 1)]


@pytest.mark.parametrize(
    ("decision", "districts", "expected"),
    [
        (certain("lookup/jobcenter"), ["15003"], (True, True)),
        (certain("lookup/jobcenter"), ["15003", "15083"], (True, False)),
        (certain("lookup/jobcenter"), [], (True, False)),
        (certain("lookup/labour_agency"), ["15003"], (False, True)),
        (unsure("lookup/jobcenter"), ["15003"], (False, True)),
    ],
)
def test_a_look_up_needs_its_kind_for_certain_and_one_place(decision, districts, expected):
    asked = question("lookup/jobcenter", kind="jobcenter", district="15003")
    assert lookup_is_right(asked, decision, districts, kinds_of) == expected


def test_a_look_up_without_a_place_is_right_when_none_is_found():
    asked = question("lookup/jobcenter", kind="jobcenter")
    assert lookup_is_right(asked, certain("lookup/jobcenter"), [], kinds_of) == (True, True)


def test_another_look_up_with_the_same_reply_is_right():
    asked = question("lookup/employer_service", kind="employer_contact_point")
    decision = certain("lookup/employer_contact_point")
    assert lookup_is_right(asked, decision, [], kinds_of) == (True, True)


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
