"""Answer, ask back, or say that we do not know."""

from __future__ import annotations

import pytest

from bot.nlu.decision import Ranking, Thresholds, decide, is_topic, questions_in

THRESHOLDS = Thresholds(answer=0.5, act=0.4, refuse=0.7, offer=0.1, second=0.6, doubt=0.2)
BLUE_CARD, COSTS, DURATION, FAMILY = (
    "hiring/eu_blue_card",
    "hiring/costs",
    "hiring/duration",
    "arrival/family",
)


def ranking(*pairs: tuple[str, float]) -> Ranking:
    """Return a ranking, filled up with labels that nothing speaks for."""
    return [*pairs, ("greet", 0.001), ("thanks", 0.001), ("deny", 0.001)]


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
    parts = [ranking((COSTS, 0.9)), ranking((DURATION, 0.8))]
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
    parts = [ranking((COSTS, 0.9)), ranking(second)]
    assert decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).also == ()


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param((FAMILY, 0.3), id="another topic"),
        pytest.param(("greet", 0.9), id="no topic"),
        pytest.param((COSTS, 0.05), id="hardly anything"),
    ],
)
def test_two_sure_questions_decide_whatever_the_whole_message_looks_like(whole: tuple[str, float]) -> None:
    parts = [ranking((COSTS, 0.9)), ranking((DURATION, 0.6))]
    decision = decide(ranking(whole), parts, THRESHOLDS)
    assert (decision.label, decision.also, decision.outcome) == (COSTS, (DURATION,), "certain")


def test_one_sure_question_does_not_decide_the_message() -> None:
    parts = [ranking((COSTS, 0.9)), ranking((DURATION, 0.59))]
    decision = decide(ranking((FAMILY, 0.3)), parts, THRESHOLDS)
    assert (decision.label, decision.outcome) == (FAMILY, "unsure")


def test_two_topics_are_answered_at_most() -> None:
    parts = [ranking((topic, 0.9)) for topic in (COSTS, DURATION, FAMILY, BLUE_CARD)]
    assert len(decide(ranking((COSTS, 0.7)), parts, THRESHOLDS).also) == 1


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "Was kostet das Visum? Wie lange dauert es?",
            ["Was kostet das Visum?", "Wie lange dauert es?"],
        ),
        (
            "Guten Tag. Was kostet das Visum? Und wie lange dauert es? Danke!",
            ["Was kostet das Visum?", "Und wie lange dauert es?"],
        ),
        (
            "Können wir einen Azubi aus Vietnam einstellen und was kostet das Visum?",
            ["Können wir einen Azubi aus Vietnam einstellen", "was kostet das Visum?"],
        ),
        (
            "Can I bring my two kids with me, and do they have to go to school straight away?",
            ["Can I bring my two kids with me", "do they have to go to school straight away?"],
        ),
        (
            "Was verdient ein Azubi und muss er dafür Deutsch können?",
            ["Was verdient ein Azubi", "muss er dafür Deutsch können?"],
        ),
        ("Was kostet das Visum und die Reise?", []),
        ("Do my wife and children need a visa, and can do they?", []),
        ("Was kostet das Visum?", []),
        ("Was kostet das Visum? Und wann?", []),
        ("Ich suche Arbeit. Ich komme aus Indien.", []),
        ("", []),
        ("???", []),
    ],
)
def test_questions_of_a_message_are_told_apart(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


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
