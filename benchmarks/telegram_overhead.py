"""What Telegram costs on our side, beside the same questions over REST."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import requests

from benchmarks.systems import System
from benchmarks.telegram_server import Pair, cpu_seconds, telegram_pair
from tests.channels.telegram.standin.people import Person

# A question each so often, over both channels: faster, Telegram's limit of messages a second would make us wait;
# without pause, the processor's caches would favour REST.
EVERY_S = 0.1
QUESTIONS = (
    "Welches Gehalt braucht man für die Blaue Karte?",
    "Wo ist die Ausländerbehörde in Köthen?",
    "Wie viele Tage Urlaub stehen mir zu?",
    "Wo ist das Jobcenter in Zwickau?",
)


@dataclass(frozen=True)
class Overhead:
    """Times for one question, in milliseconds."""

    questions: int
    cpu_telegram: float  # processor time of our process, everything included
    cpu_rest: float
    wall_telegram: float  # median, from the update's arrival at our side to our first message
    wall_rest: float  # median, from request to reply

    @property
    def cpu(self) -> float:
        return self.cpu_telegram - self.cpu_rest

    @property
    def wall(self) -> float:
        return self.wall_telegram - self.wall_rest


def overhead(system: System, folder: Path, chats: int) -> Overhead:
    """Ask the same questions over both channels, one after another; every chat has its own."""
    with telegram_pair(system, folder, None) as pair, pair.serving() as server:
        people = pair.new_people(chats)
        pair.greet(people)
        _begin_over_rest(server.url, chats, "warm-up")
        _over_rest(server.url, chats, "warm-up")
        _begin_over_rest(server.url, chats, "measured")
        before = cpu_seconds(server.process)
        rest = _over_rest(server.url, chats, "measured")
        cpu_rest = cpu_seconds(server.process) - before
        idle = _idle_cpu(server.process)
        before, start = cpu_seconds(server.process), time.monotonic()
        walls = [_over_telegram(pair, people[number], number) for number in _paced(chats)]
        pair.wait_until_quiet(people)
        cpu_telegram = cpu_seconds(server.process) - before - idle * (time.monotonic() - start)
    return Overhead(
        questions=chats,
        cpu_telegram=1000 * cpu_telegram / chats,
        cpu_rest=1000 * cpu_rest / chats,
        wall_telegram=statistics.median(walls),
        wall_rest=statistics.median(rest),
    )


def _idle_cpu(process: psutil.Process, seconds: float = 5) -> float:
    """Return the processor time per second while nobody asks: long polls and house-keeping."""
    before = cpu_seconds(process)
    time.sleep(seconds)
    return (cpu_seconds(process) - before) / seconds


def _begin_over_rest(url: str, number: int, name: str) -> None:
    """Begin as many conversations: the first turn has more to say."""
    for place in range(number):
        body = {"sender": f"overhead-{name}-{place}", "message": "Wie lange dauert ein Visum?"}
        requests.post(url, json=body, timeout=30).raise_for_status()


def _paced(number: int) -> Iterator[int]:
    """Count, with the same time between the beginnings of two turns."""
    start = time.monotonic()
    for place in range(number):
        time.sleep(max(0.0, start + place * EVERY_S - time.monotonic()))
        yield place


def _over_rest(url: str, number: int, name: str) -> list[float]:
    """Return the milliseconds of each question."""
    latencies = []
    with requests.Session() as session:
        session.trust_env = False
        for place in _paced(number):
            body = {"sender": f"overhead-{name}-{place}", "message": QUESTIONS[place % len(QUESTIONS)]}
            start = time.perf_counter()
            session.post(url, json=body, timeout=30).raise_for_status()
            latencies.append((time.perf_counter() - start) * 1000)
    return latencies


def _over_telegram(pair: Pair, person: Person, number: int) -> float:
    """Return the milliseconds from the update's delivery to the arrival of our first message."""
    update = person.drafts(QUESTIONS[number % len(QUESTIONS)])
    calls = len(pair.telegram.api.arrivals)
    start = time.monotonic()
    pair.telegram.deliver(update)
    person.reads()
    sent = next(
        at
        for at, method, chat in pair.telegram.api.arrivals[calls:]
        if (method, chat) == ("sendMessage", person.chat_id)
    )
    return (sent - start) * 1000
