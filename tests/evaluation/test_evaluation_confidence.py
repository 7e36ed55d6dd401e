"""Calibration, risk and the choice of a threshold."""

from dataclasses import fields

import pytest

from bot.nlu.decision import Decision, Thresholds
from evaluation.confidence import (
    Bin,
    Cost,
    calibration_error,
    cheapest,
    cost,
    reliability,
    risk_at,
    risk_coverage,
    threshold_costs,
)

CARD = "hiring/eu_blue_card"
WAGE = "rights/minimum_wage"
THRESHOLDS = Thresholds(**{field.name: 0.5 for field in fields(Thresholds)})


def certain(label):
    return Decision(label, 0.9, "certain", (), ())


def costs(*totals):
    return [Cost(0.3 + number / 10, 0, 0, 0, total, 0) for number, total in enumerate(totals)]


def test_questions_are_grouped_by_confidence():
    bins = reliability([0.05, 0.91, 0.99, 1.0], [False, True, True, False])
    assert bins == [
        Bin(pytest.approx(0.05), 0.0, 1),
        Bin(pytest.approx(0.9667, abs=1e-4), pytest.approx(2 / 3), 3),
    ]


def test_the_calibration_error_is_zero_when_confidence_is_accuracy():
    assert calibration_error([Bin(0.25, 0.25, 8), Bin(0.75, 0.75, 4)]) == 0


def test_the_calibration_error_weighs_intervals_by_their_questions():
    assert calibration_error([Bin(0.9, 0.8, 30), Bin(0.5, 0.9, 10)]) == pytest.approx(0.175)


def test_the_surest_questions_are_answered_first():
    curve = risk_coverage([0.2, 0.9, 0.6, 0.7], [False, True, True, False])
    assert curve == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]


@pytest.mark.parametrize(("coverage", "risk"), [(0.25, 0.0), (0.3, 0.1), (0.5, 0.1), (1.0, 0.2)])
def test_the_risk_is_read_where_enough_questions_are_answered(coverage, risk):
    assert risk_at([(0.25, 0.0), (0.5, 0.1), (1.0, 0.2)], coverage) == risk


@pytest.mark.parametrize(
    ("label", "decision", "total"),
    [
        (CARD, certain(CARD), 0),
        (CARD, certain(WAGE), 10),
        (CARD, certain("lookup/jobcenter"), 10),
        (CARD, certain("out_of_scope"), 3),
        (CARD, Decision(CARD, 0.3, "unsure", (CARD,), ()), 1),
        (CARD, Decision(CARD, 0.1, "unknown", (), ()), 3),
        ("out_of_scope", certain(CARD), 10),
        ("out_of_scope", certain("out_of_scope"), 0),
        ("out_of_scope", Decision(CARD, 0.1, "unknown", (), ()), 0),
        ("out_of_scope", Decision(CARD, 0.3, "unsure", (CARD,), ()), 1),
    ],
)
def test_every_end_of_a_question_has_its_cost(label, decision, total):
    assert cost(0.5, [(label, decision)]).total == total


def test_a_higher_threshold_asks_back_instead_of_answering():
    judged = [(CARD, [(CARD, 0.55), (WAGE, 0.2)], [])]
    answered = {c.threshold: (c.right, c.asked) for c in threshold_costs(judged, THRESHOLDS)}
    assert (answered[0.5], answered[0.6]) == ((1, 0), (0, 1))


def test_of_equally_cheap_thresholds_the_one_that_asks_least_is_taken():
    assert cheapest(costs(7, 5, 5)).threshold == pytest.approx(0.4)
