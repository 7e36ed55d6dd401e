"""Statistics of measurements: medians, percentiles and their spread over repetitions."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """One measure over all repetitions."""

    median: float
    spread: float | None  # interquartile range; None when there is only one repetition


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile, interpolated between neighbours.

    Args:
        values: at least one, in any order.
        percent: 1 to 99.
    """
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def summarise(repetitions: Sequence[float]) -> Summary:
    """Return median and interquartile range of one value per repetition."""
    if len(repetitions) == 1:
        return Summary(repetitions[0], None)
    spread = percentile(repetitions, 75) - percentile(repetitions, 25)
    return Summary(statistics.median(repetitions), spread)


def combine(repetitions: Sequence[dict[str, float]]) -> dict[str, Summary]:
    """Return measure -> summary; a measure that is missing in a repetition is a fault of the benchmark."""
    return {name: summarise([values[name] for values in repetitions]) for name in repetitions[0]}
