"""The report: one Markdown table, with what is needed to judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.machine import Machine
from benchmarks.summary import Summary

Summaries = Mapping[str, Summary]
FASTER_THAN_DEFAULT = 5.0  # times; the target for the latency beside the default


@dataclass(frozen=True)
class Measure:
    """One row of the table."""

    key: str
    title: str
    unit: str
    more_is_better: bool = False
    target: float | None = None

    def met_by(self, value: float) -> bool:
        if self.target is None:
            return True
        return value >= self.target if self.more_is_better else value <= self.target


MEASURES = (
    Measure("ready_empty_s", "Ready, empty database", "s"),
    Measure("ready_s", "Ready, later starts", "s", target=10),
    Measure("memory_start_mb", "Memory when ready", "MB", target=500),
    Measure("memory_end_mb", "Memory after all messages", "MB", target=500),
    Measure("early_median_ms", "Turn 2, median", "ms", target=4),
    Measure("early_p95_ms", "Turn 2, 95th percentile", "ms", target=10),
    Measure("lookup_median_ms", "Turn 2, look-ups only, median", "ms", target=4),
    Measure("lookup_p95_ms", "Turn 2, look-ups only, 95th percentile", "ms", target=10),
    Measure("topic_median_ms", "Turn 2, topics only, median", "ms"),
    Measure("follow_up_median_ms", "Turn 2, follow-ups only, median", "ms"),
    Measure("small_talk_median_ms", "Turn 2, small talk only, median", "ms"),
    Measure("late_median_ms", "Turn 100, median", "ms"),
    Measure("late_p95_ms", "Turn 100, 95th percentile", "ms"),
    Measure("late_to_early", "Turn 100 to turn 2, medians", "times", target=1.5),
    Measure("rate_1", "Messages a second, 1 caller", "/s", more_is_better=True, target=250),
    Measure("rate_8", "Messages a second, 8 callers", "/s", more_is_better=True, target=250),
    Measure("rate_32", "Messages a second, 32 callers", "/s", more_is_better=True, target=250),
)


@dataclass(frozen=True)
class Circumstances:
    """What the numbers depend on."""

    machine: Machine
    loads: Sequence[float]  # load averages before each repetition, in order
    repetitions: int
    notes: Sequence[str] = ()


def report(ours: Summaries, default: Summaries | None, circumstances: Circumstances) -> str:
    """Return the whole report; without the default's columns when it was not measured."""
    parts = ["# Benchmark", table(ours, default), *_verdict(ours, default), _explanation(circumstances)]
    return "\n\n".join(parts) + "\n"


def table(ours: Summaries, default: Summaries | None) -> str:
    """Return one row per measure: ours, default, ratio, target."""
    head = ["Measure", "Fachlotse", "Rasa's default", "Ratio", "Target", "Met"]
    rows = [head, ["---"] + ["---:"] * 4 + [":---:"]]
    rows += [
        _row(measure, ours[measure.key], default[measure.key] if default else None) for measure in MEASURES
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def times_better(measure: Measure, ours: float, default: float) -> float:
    """Return how many times better ours is; below 1 when it is worse."""
    better, worse = (ours, default) if measure.more_is_better else (default, ours)
    return better / worse


def _row(measure: Measure, ours: Summary, default: Summary | None) -> list[str]:
    ratio = f"{times_better(measure, ours.median, default.median):.1f}" if default else "–"
    target, met = "–", ""
    if measure.target is not None:
        sign = "≥" if measure.more_is_better else "≤"
        target = f"{sign} {measure.target:g} {measure.unit}"
        met = "yes" if measure.met_by(ours.median) else "**no**"
    shown = _shown(default, measure.unit) if default else "–"
    return [measure.title, _shown(ours, measure.unit), shown, ratio, target, met]


def _shown(summary: Summary, unit: str) -> str:
    """Return "4.12 ± 0.20 ms": three figures that count."""
    digits = 0 if summary.median >= 100 else 1 if summary.median >= 10 else 2
    spread = "" if summary.spread is None else f" ± {summary.spread:.{digits}f}"
    return f"{summary.median:.{digits}f}{spread} {unit}"


def _verdict(ours: Summaries, default: Summaries | None) -> list[str]:
    if default is None:
        return []
    factor = default["early_median_ms"].median / ours["early_median_ms"].median
    verdict = "met" if factor >= FASTER_THAN_DEFAULT else "**not met**"
    return [
        f"A message (turn 2, median) is answered {factor:.1f} times faster than by the default; "
        f"target {FASTER_THAN_DEFAULT:g} times: {verdict}."
    ]


def _explanation(circumstances: Circumstances) -> str:
    loads = ", ".join(f"{load:.2f}" for load in circumstances.loads)
    lines = [
        f"Machine: {circumstances.machine.line()}; the callers run on it too.",
        f"Load average of the last minute before each repetition: {loads}; a training just before counts.",
        f"Repetitions: {circumstances.repetitions}, each with new processes and a new database, the systems in turn. "
        "Shown: median ± interquartile range of the repetitions.",
        "Ratio: how many times better ours is. Everything is measured over HTTP, connections kept open.",
        *circumstances.notes,
    ]
    return "\n".join(f"- {line}" for line in lines)
