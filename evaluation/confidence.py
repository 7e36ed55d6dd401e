"""Whether the probabilities are true, and from which one a topic should be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.nlu.decision import Decision, Part, Ranking, Thresholds, decide
from evaluation.questions import OUT_OF_SCOPE
from evaluation.scoring import FALLBACK, RIGHT, answered_as_topic, decided

Judged = tuple[
    str, Ranking, Sequence[tuple[Part, Ranking]]
]  # true label, ranking of the message and of its parts
BINS = 10
THRESHOLDS = tuple(round(0.3 + 0.05 * step, 2) for step in range(11))
WRONG_COST, OUT_OF_SCOPE_COST, ASKING_COST, FALLBACK_COST = 10, 10, 1, 3


@dataclass(frozen=True)
class Bin:
    """The questions whose confidence lies in an interval."""

    confidence: float  # mean
    accuracy: float
    number: int


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Return the intervals of equal width that hold a question, ascending."""
    chances, hits = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    index = np.minimum((chances * bins).astype(int), bins - 1)
    return [
        Bin(float(chances[index == i].mean()), float(hits[index == i].mean()), int((index == i).sum()))
        for i in sorted(set(index.tolist()))
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: mean distance of confidence and accuracy, weighted by questions."""
    total = sum(b.number for b in bins)
    return sum(b.number * abs(b.confidence - b.accuracy) for b in bins) / total


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return (share of questions answered, share of these that is wrong), the surest questions first."""
    order = np.argsort(-np.asarray(confidences, dtype=float), kind="stable")
    wrong = np.cumsum(~np.asarray(right, dtype=bool)[order])
    numbers = np.arange(1, len(order) + 1)
    return list(zip((numbers / len(order)).tolist(), (wrong / numbers).tolist(), strict=True))


def risk_at(curve: Sequence[tuple[float, float]], coverage: float) -> float:
    """Return the risk when at least that share of the questions is answered."""
    return next(risk for covered, risk in curve if covered >= coverage - 1e-9)


@dataclass(frozen=True)
class Cost:
    """What one threshold costs on all questions."""

    threshold: float
    right: int
    wrong: int
    out_of_scope_answered: int
    asked: int
    not_answered: int

    @property
    def total(self) -> int:
        return (
            WRONG_COST * self.wrong
            + OUT_OF_SCOPE_COST * self.out_of_scope_answered
            + ASKING_COST * self.asked
            + FALLBACK_COST * self.not_answered
        )


def cost(threshold: float, decisions: Sequence[tuple[str, Decision]]) -> Cost:
    """Return the cost of decisions.

    Args:
        threshold: under which they were made.
        decisions: (true label, decision).
    """
    verdicts = [_verdict(label, decision) for label, decision in decisions]
    return Cost(threshold, *(verdicts.count(v) for v in ("right", "wrong", "out", "asked", "fallback")))


def _verdict(label: str, decision: Decision) -> str:
    if decision.outcome == "unsure":
        return "asked"
    if label == OUT_OF_SCOPE:
        fell_back = decision.outcome == "unknown" or decision.label == OUT_OF_SCOPE
        return "right" if fell_back else "out" if answered_as_topic(decision) else "wrong"
    return {RIGHT: "right", FALLBACK: "fallback"}.get(decided(label, decision), "wrong")


def threshold_costs(judged: Sequence[Judged], thresholds: Thresholds) -> list[Cost]:
    """Return the cost of every threshold for answers; the other thresholds stay."""
    costs = []
    for answer in THRESHOLDS:
        tried = replace(thresholds, answer=answer)
        pairs = [(label, decide(ranking, parts, tried)) for label, ranking, parts in judged]
        costs.append(cost(answer, pairs))
    return costs


def cheapest(costs: Sequence[Cost]) -> Cost:
    """Return the cheapest threshold; of equal ones the lowest, which asks least."""
    return min(costs, key=lambda c: (c.total, c.threshold))
