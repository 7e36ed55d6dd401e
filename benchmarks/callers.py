"""People who talk to a server over HTTP: one after another for latency, many at once for throughput."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp

from benchmarks.messages import MIX, Message, starting_at

REQUEST_TIMEOUT_S = 30
PHASE_TIMEOUT_S = 600  # no phase takes longer, whatever the server does
T = TypeVar("T")


class UnansweredError(Exception):
    """The server answered with an error, an apology or nothing: its speed would say nothing."""


@dataclass(frozen=True)
class Timed:
    """A message and how long its answer took."""

    message: Message
    latency_ms: float


class Caller:
    """One person with a connection that is kept open."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self.begin()

    def begin(self) -> None:
        """Begin a new conversation."""
        self._sender = f"benchmark-{uuid.uuid4().hex}"

    async def say(self, message: Message) -> Timed:
        """Say something and wait for the whole answer.

        Raises:
            UnansweredError: see there.
        """
        body = {"sender": self._sender, "message": message.text, "metadata": {"language": message.language}}
        start = time.perf_counter()
        async with self._session.post(self._url, json=body) as response:
            await response.read()
        latency_ms = (time.perf_counter() - start) * 1000
        if response.status != 200 or not is_answer(await response.json()):
            raise UnansweredError(f"status {response.status} for: {message.text}")
        return Timed(message, latency_ms)


def is_answer(replies: Any) -> bool:
    """Return whether the first reply is no apology, which has act ``info``; the mix asks for nothing that has it."""
    if not isinstance(replies, list) or not replies:
        return False
    return (replies[0].get("custom") or {}).get("act") != "info"


async def converse(caller: Caller, messages: Sequence[Message], measured: slice) -> list[Timed]:
    """Hold one conversation and return the turns of a slice of it; the first turn has index 0."""
    caller.begin()
    return [await caller.say(message) for message in messages][measured]


async def time_early_turns(url: str, rounds: int) -> list[Timed]:
    """Return the second turns of conversations that begin at every place of the mix."""
    async with _session(1) as session:
        caller = Caller(session, url)
        talks = [starting_at(start)[:2] for _ in range(rounds) for start in range(len(MIX))]
        turns = [await converse(caller, talk, slice(1, 2)) for talk in talks]
    return list(itertools.chain.from_iterable(turns))


async def time_late_turns(url: str, conversations: int, turn: int) -> list[Timed]:
    """Return the turns around a late one: so many that every message of the mix is among them once."""
    first = turn - 1 - len(MIX) // 2
    length = first + len(MIX)
    async with _session(1) as session:
        caller = Caller(session, url)
        turns: list[Timed] = []
        for start in range(conversations):
            talk = list(itertools.islice(itertools.cycle(starting_at(start)), length))
            turns += await converse(caller, talk, slice(first, length))
    return turns


async def messages_per_second(url: str, callers: int, seconds: float) -> float:
    """Return how many messages are answered a second when so many people talk without pause."""
    async with _session(callers) as session:
        start = time.perf_counter()
        counts = await asyncio.gather(
            *(_talk_until(Caller(session, url), place, start + seconds) for place in range(callers))
        )
        return sum(counts) / (time.perf_counter() - start)


async def _talk_until(caller: Caller, place: int, end: float) -> int:
    count = 0
    for message in itertools.cycle(starting_at(place)):
        if time.perf_counter() >= end:
            break
        if count % len(MIX) == 0:
            caller.begin()
        await caller.say(message)
        count += 1
    return count


async def bounded(phase: Awaitable[T]) -> T:
    """Return what a phase measures; TimeoutError when it takes far too long."""
    return await asyncio.wait_for(phase, PHASE_TIMEOUT_S)


def _session(connections: int) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections),
        timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S),
    )
