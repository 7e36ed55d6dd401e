"""``python -m benchmarks.chats``: many open web chats on one process; what is lost, and how long answers take."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import aiohttp
import typer

from benchmarks.machine import load_average, this_machine
from benchmarks.messages import MIX
from benchmarks.server import HOST, Server, free_port, running
from benchmarks.summary import percentile
from benchmarks.systems import our_system
from bot.settings import ROOT

REPORT = ROOT / "reports" / "chats.md"
BREAKING = 0.1  # of the messages: the stream breaks right after, and is taken up again
ANSWER_TIMEOUT_S = 60
Existing = typer.Option(exists=True, dir_okay=False, resolve_path=True, help="Serve this model.")


@dataclass
class Talk:
    """What one chat sent and got."""

    sent: dict[str, float] = field(default_factory=dict)  # message -> when
    answered: dict[str, float] = field(default_factory=dict)  # message -> seconds to its first reply
    events: Counter[int] = field(default_factory=Counter)  # id -> how often it came
    done: list[str] = field(default_factory=list)  # messages in the order of their answers
    last_id: int = 0

    @property
    def lost(self) -> int:
        return sum(message not in self.answered for message in self.sent)

    @property
    def doubled(self) -> int:
        return sum(count > 1 for count in self.events.values())

    @property
    def is_in_order(self) -> bool:
        return self.done == [message for message in self.sent if message in set(self.done)]


class Person:
    """Somebody with an open chat who sends a few messages and reads along."""

    def __init__(self, http: aiohttp.ClientSession, pause_s: float, seed: int) -> None:
        self._http = http
        self._random = random.Random(seed)  # noqa: S311
        self._pause_s = pause_s
        self._finished = asyncio.Event()
        self._break = asyncio.Event()
        self.talk = Talk()

    async def chat(self, messages: int) -> Talk:
        """Send so many messages at irregular times, and return what came back."""
        async with self._http.post("/chat/sessions") as response:
            session = (await response.json())["session"]
        self._headers = {"Authorization": f"Bearer {session}"}
        reading = asyncio.create_task(self._read())
        start = self._random.randrange(len(MIX))
        for number in range(messages):
            await asyncio.sleep(self._random.uniform(0, 2 * self._pause_s))
            await self._send(MIX[(start + number) % len(MIX)].text)
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await self._all_done(messages)
        except TimeoutError:
            pass  # counted as lost
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        return self.talk

    async def _send(self, text: str) -> None:
        message_id = str(uuid.uuid4())
        body = {"id": message_id, "text": text, "language": "de"}
        self.talk.sent[message_id] = time.perf_counter()
        async with self._http.post("/chat/messages", json=body, headers=self._headers) as response:
            response.raise_for_status()
        if self._random.random() < BREAKING:
            self._break.set()

    async def _all_done(self, messages: int) -> None:
        while len(self.talk.done) < messages:
            self._finished.clear()
            await self._finished.wait()

    async def _read(self) -> None:
        """Read the stream for ever; take it up again whenever it breaks."""
        while True:
            headers = self._headers | {"Last-Event-ID": str(self.talk.last_id)}
            async with self._http.get("/chat/events", headers=headers) as response:
                response.raise_for_status()
                self._break.clear()
                event: dict[str, str] = {}
                async for line in response.content:
                    if self._break.is_set():
                        break
                    name, _, value = line.decode().rstrip("\n").partition(": ")
                    event[name] = value
                    if line == b"\n":
                        self._take(event)
                        event = {}

    def _take(self, event: dict[str, str]) -> None:
        if "id" not in event:
            return
        self.talk.last_id = int(event["id"])
        self.talk.events[self.talk.last_id] += 1
        message = json.loads(event["data"]).get("to")
        if event["event"] == "reply" and message not in self.talk.answered:
            self.talk.answered[message] = time.perf_counter() - self.talk.sent[message]
        if event["event"] == "done":
            self.talk.done.append(message)
            self._finished.set()


async def talk_all(url: str, chats: int, messages: int, pause_s: float) -> list[Talk]:
    """Return the talks of so many people who are connected at the same time."""
    async with aiohttp.ClientSession(
        url,
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=30),
        read_bufsize=2**20,
    ) as http:
        people = [Person(http, pause_s, seed) for seed in range(chats)]
        return list(await asyncio.gather(*(person.chat(messages) for person in people)))


def summary(talks: Sequence[Talk], seconds: float, memory_mb: tuple[float, float]) -> str:
    """Return the table of results."""
    latencies = [1000 * seconds for talk in talks for seconds in talk.answered.values()]
    sent = sum(len(talk.sent) for talk in talks)
    rows = [
        ("open chats", f"{len(talks)}"),
        ("messages", f"{sent} in {seconds:.0f} s"),
        ("lost", f"{sum(talk.lost for talk in talks)}"),
        ("events that came twice", f"{sum(talk.doubled for talk in talks)}"),
        ("chats with answers out of order", f"{sum(not talk.is_in_order for talk in talks)}"),
        ("Enter to first reply, median", f"{statistics.median(latencies):.0f} ms"),
        ("95th percentile", f"{percentile(latencies, 95):.0f} ms"),
        ("slowest", f"{max(latencies):.0f} ms"),
        ("memory before, with all chats open", f"{memory_mb[0]:.0f} MB, {memory_mb[1]:.0f} MB"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def measure(server: Server, chats: int, messages: int, pause_s: float) -> str:
    """Return the results against a server that runs."""
    before = server.memory_mb()
    start = time.perf_counter()
    talks = asyncio.run(talk_all(f"http://{HOST}:{server.port}", chats, messages, pause_s))
    return summary(talks, time.perf_counter() - start, (before, server.memory_mb()))


def main(
    chats: Annotated[int, typer.Option(min=1, max=1500)] = 500,
    messages: Annotated[int, typer.Option(min=1, max=20, help="Of each chat.")] = 4,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between messages, on average.")] = 5.0,
    model: Annotated[Path | None, Existing] = None,
    output: Annotated[Path, typer.Option(help="The report.")] = REPORT,
) -> None:
    """Hold many web chats at once; some of their streams break and are taken up again."""
    with tempfile.TemporaryDirectory(prefix="fachlotse-chats-") as temporary:
        folder, port, load = Path(temporary), free_port(), load_average()
        command = our_system(folder, model).command(port, folder / "conversations.db")
        with running(command, port, folder / "server.log") as server:
            results = measure(server, chats, messages, pause)
    about = f"{this_machine().line()}; load before: {load:.1f}; server and people on the same machine."
    text = f"# Open web chats\n\n{about}\n\n{results}\n"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
