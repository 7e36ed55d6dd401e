"""All measures of one system, repetition by repetition; every repetition has its own process and database."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.callers import Timed, bounded, messages_per_second, time_early_turns, time_late_turns
from benchmarks.machine import load_average
from benchmarks.messages import Kind
from benchmarks.server import free_port, running
from benchmarks.summary import percentile
from benchmarks.systems import System

LATE_TURN = 100
CALLERS = (1, 8, 32)


@dataclass(frozen=True)
class Effort:
    """How much is measured in a repetition."""

    rounds: int = 5  # second turns: so many times the whole mix
    conversations: int = 3  # long ones
    seconds: float = 5.0  # of talk without pause, for each number of callers


@dataclass
class Results:
    """What was measured, repetition by repetition."""

    values: dict[str, list[dict[str, float]]]  # system -> one measure -> value per repetition
    loads: list[float]  # load average before each repetition of all systems


def measure(
    systems: Sequence[System], repetitions: int, effort: Effort, tell: Callable[[str], None]
) -> Results:
    """Measure the systems in turn, so that a busy minute of the machine does not fall on one of them only."""
    results = Results({system.name: [] for system in systems}, [])
    for number in range(1, repetitions + 1):
        results.loads.append(load_average())
        for system in systems:
            tell(f"{system.name}: repetition {number} of {repetitions} ...")
            results.values[system.name].append(_repetition(system, effort))
    return results


def _repetition(system: System, effort: Effort) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="fachlotse-benchmark-") as folder:
        command = partial(system.command, database=Path(folder) / "conversations.db")
        log = Path(folder) / "server.log"
        port = free_port()
        with running(command(port), port, log) as server:
            values = {"ready_empty_s": server.ready_s}
        with running(command(port), port, log) as server:
            values |= {"ready_s": server.ready_s, "memory_start_mb": server.memory_mb()}
            values |= asyncio.run(_talk(server.url, effort))
            values["memory_end_mb"] = server.memory_mb()
    return values


async def _talk(url: str, effort: Effort) -> dict[str, float]:
    await bounded(time_early_turns(url, rounds=1))  # warm up
    early = await bounded(time_early_turns(url, effort.rounds))
    late = await bounded(time_late_turns(url, effort.conversations, LATE_TURN))
    values = latencies(early, late)
    for callers in CALLERS:
        rate = await bounded(messages_per_second(url, callers, effort.seconds))
        values[f"rate_{callers}"] = rate
    return values


def latencies(early: list[Timed], late: list[Timed]) -> dict[str, float]:
    """Return the latencies of the second and a late turn, and of the second turn by kind of message."""
    values: dict[str, float] = {}
    for name, turns in (("early", early), ("late", late)):
        milliseconds = [turn.latency_ms for turn in turns]
        values[f"{name}_median_ms"] = statistics.median(milliseconds)
        values[f"{name}_p95_ms"] = percentile(milliseconds, 95)
    values["late_to_early"] = values["late_median_ms"] / values["early_median_ms"]
    for kind in Kind:
        of_kind = [turn.latency_ms for turn in early if turn.message.kind is kind]
        values[f"{kind.name.lower()}_median_ms"] = statistics.median(of_kind)
        values[f"{kind.name.lower()}_p95_ms"] = percentile(of_kind, 95)
    return values
