"""Answer, ask back, or say that we do not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.nlu.decision import Part, Ranking, Thresholds, decide, is_topic

THRESHOLDS = Thresholds(answer=0.5, act=0.4, refuse=0.7, offer=0.1, second=0.6, doubt=0.2, alarm=0.8)
BLUE_CARD, COSTS, DURATION, FAMILY = (
    "hiring/eu_blue_card",
    "hiring/costs",
    "hiring/duration",
    "arrival/family",
)


def ranking(*pairs: tuple[str, float]) -> Ranking:
    """Return a ranking, filled up with labels that nothing speaks for."""
    return [*pairs, ("greet", 0.001), ("thanks", 0.001), ("deny", 0.001)]


def asked(*rankings: Ranking) -> list[tuple[Part, Ranking]]:
    """Return the parts of a message of questions."""
    return [(Part("was kostet das?", asks=True), ranking) for ranking in rankings]


@pytest.mark.parametrize(
    ("label", "confidence", "outcome"),
    [
        (BLUE_CARD, 0.51, "certain"),
        (BLUE_CARD, 0.5, "certain"),
        (BLUE_CARD, 0.49, "unsure"),
        (BLUE_CARD, 0.1, "unsure"),
        (BLUE_CARD, 0.09, "unknown"),
        ("greet", 0.4, "certain"),
        ("greet", 0.39, "unknown"),
        ("lookup/welcome_center", 0.4, "certain"),
        ("follow_up/cost", 0.39, "unknown"),
        ("out_of_scope", 0.7, "certain"),
        ("out_of_scope", 0.69, "unknown"),
    ],
)
def test_confidence_decides_what_is_done(label: str, confidence: float, outcome: str) -> None:
    assert decide(ranking((label, confidence)), [], THRESHOLDS).outcome == outcome


def test_options_are_the_likely_topics_best_first() -> None:
    decision = decide(ranking((COSTS, 0.4), (BLUE_CARD, 0.3), (DURATION, 0.2)), [], THRESHOLDS)
    assert decision.options == (COSTS, BLUE_CARD, DURATION)


def test_three_options_are_offered_at_most() -> None:
    decision = decide(
        ranking((COSTS, 0.3), (BLUE_CARD, 0.25), (DURATION, 0.2), (FAMILY, 0.15)), [], THRESHOLDS
    )
    assert len(decision.options) == 3


def test_only_topics_are_offered() -> None:
    decision = decide(ranking(("greet", 0.3), ("lookup/chamber", 0.2), (COSTS, 0.2)), [], THRESHOLDS)
    assert decision.options == (COSTS,)


def test_an_unlikely_topic_is_not_offered() -> None:
    decision = decide(ranking((COSTS, 0.4), (BLUE_CARD, 0.05)), [], THRESHOLDS)
    assert decision.options == (COSTS,)


def test_a_certain_message_keeps_the_likely_topics_for_an_answer_that_does_not_help() -> None:
    decision = decide(ranking((COSTS, 0.8), (BLUE_CARD, 0.19)), [], THRESHOLDS)
    assert (decision.outcome, decision.options) == ("certain", (COSTS, BLUE_CARD))


def test_a_message_that_may_be_out_of_scope_offers_the_likely_topics() -> None:
    decision = decide(ranking(("out_of_scope", 0.6), (COSTS, 0.3)), [], THRESHOLDS)
    assert (decision.outcome, decision.options) == ("unsure", (COSTS,))


def test_a_second_question_is_answered_too() -> None:
    parts = asked(ranking((COSTS, 0.9)), ranking((DURATION, 0.8)))
    assert decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).also == (DURATION,)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param((DURATION, 0.59), id="not certain enough"),
        pytest.param((COSTS, 0.9), id="the same topic"),
        pytest.param(("lookup/chamber", 0.9), id="no topic"),
    ],
)
def test_a_second_question_is_left_out(second: tuple[str, float]) -> None:
    parts = asked(ranking((COSTS, 0.9)), ranking(second))
    assert decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).also == ()


def test_what_the_message_as_a_whole_is_about_comes_first() -> None:
    parts = asked(ranking((COSTS, 0.9)), ranking((DURATION, 0.8)))
    decision = decide(ranking((DURATION, 0.9)), parts, THRESHOLDS)
    assert (decision.label, decision.also) == (DURATION, (COSTS,))


def test_beside_a_sure_topic_a_second_has_to_be_sure() -> None:
    thresholds = replace(THRESHOLDS, answer=0.8)
    parts = asked(ranking((COSTS, 0.7)), ranking((DURATION, 0.9)))
    decision = decide(ranking((DURATION, 0.95)), parts, thresholds)
    assert (decision.label, decision.also, decision.outcome) == (DURATION, (), "certain")


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param((FAMILY, 0.3), id="another topic"),
        pytest.param(("greet", 0.9), id="no topic"),
        pytest.param((COSTS, 0.05), id="hardly anything"),
    ],
)
def test_two_sure_questions_decide_whatever_the_whole_message_looks_like(whole: tuple[str, float]) -> None:
    parts = asked(ranking((COSTS, 0.9)), ranking((DURATION, 0.6)))
    decision = decide(ranking(whole), parts, THRESHOLDS)
    assert (decision.label, decision.also, decision.outcome) == (COSTS, (DURATION,), "certain")


def test_a_statement_is_no_second_question() -> None:
    parts = [
        (Part("die gebühr habe ich bezahlt.", asks=False), ranking((COSTS, 0.9))),
        *asked(ranking((DURATION, 0.8))),
    ]
    assert decide(ranking((DURATION, 0.7)), parts, THRESHOLDS).also == ()


def test_a_cry_for_help_in_a_story_about_work_comes_first() -> None:
    parts = [
        (Part("ich arbeite 14 Stunden am Tag.", asks=False), ranking(("rights/working_time_leave", 0.9))),
        (Part("ich will nicht mehr leben", asks=False), ranking(("emergency", 0.8))),
    ]
    whole = ranking(("rights/working_time_leave", 0.9), ("emergency", 0.01))
    decision = decide(whole, parts, THRESHOLDS)
    assert (decision.label, decision.outcome, decision.also) == ("emergency", "certain", ())


def test_a_danger_that_is_over_is_no_emergency() -> None:
    parts = [
        (Part("die Polizei hat ihn mitgenommen.", asks=False), ranking(("emergency", 0.99))),
        *asked(ranking(("lookup/womens_offer", 0.9))),
    ]
    assert decide(ranking(("lookup/womens_offer", 0.99)), parts, THRESHOLDS).label == "lookup/womens_offer"


def test_what_is_hardly_a_cry_for_help_is_none() -> None:
    parts = [
        (Part("mein Chef schreit mich an.", asks=False), ranking(("emergency", 0.79))),
        *asked(ranking((COSTS, 0.9))),
    ]
    assert decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).label == COSTS


def test_one_sure_question_does_not_decide_the_message() -> None:
    parts = asked(ranking((COSTS, 0.9)), ranking((DURATION, 0.59)))
    decision = decide(ranking((FAMILY, 0.3)), parts, THRESHOLDS)
    assert (decision.label, decision.outcome) == (FAMILY, "unsure")


def test_two_topics_are_answered_at_most() -> None:
    parts = asked(*(ranking((topic, 0.9)) for topic in (COSTS, DURATION, FAMILY, BLUE_CARD)))
    assert len(decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).also) == 1


@pytest.mark.parametrize(
    ("label", "expected"),
    [(BLUE_CARD, True), ("lookup/chamber", False), ("follow_up/cost", False), ("greet", False), ("", False)],
)
def test_only_labels_of_the_catalogue_are_topics(label: str, expected: bool) -> None:
    assert is_topic(label) is expected


@pytest.mark.parametrize(("chance", "outcome"), [(0.1, "certain"), (0.2, "unsure")])
def test_a_topic_that_may_be_out_of_scope_is_offered_instead_of_answered(chance: float, outcome: str) -> None:
    ranking = [("hiring/costs", 0.7), ("out_of_scope", chance)]
    decision = decide(ranking, [], THRESHOLDS)
    assert (decision.outcome, decision.options) == (outcome, ("hiring/costs",))


@pytest.mark.parametrize(
    ("label", "confidence", "expected"),
    [
        ("greet", 0.5, True),
        (COSTS, 0.6, True),
        (COSTS, 0.4, False),
        ("lookup/jobcenter", 0.8, True),
        ("lookup/jobcenter", 0.7, False),
        ("follow_up/cost", 0.9, True),
        ("out_of_scope", 0.9, False),
        pytest.param("emergency", 0.95, True, id="a cry for help"),
        pytest.param("emergency", 0.8, False, id="the boss will fire him"),
    ],
)
def test_what_says_enough_is_understood_without_its_past(
    label: str, confidence: float, expected: bool
) -> None:
    assert decide(ranking((label, confidence)), [], THRESHOLDS).says_enough is expected
