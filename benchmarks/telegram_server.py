"""The server under test with Telegram switched on, and a stand-in for Telegram beside it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks.server import Server, free_port, running
from benchmarks.systems import System
from tests.channels.telegram.standin.limits import Rates
from tests.channels.telegram.standin.people import Person
from tests.channels.telegram.standin.standin import StandIn


@dataclass
class Pair:
    """A server and the stand-in that it talks to; the server can be started again on the same data."""

    telegram: StandIn
    system: System
    folder: Path
    port: int

    @contextlib.contextmanager
    def serving(self) -> Iterator[Server]:
        """Run the server until the block ends; it asks for updates when the block begins."""
        command = self.system.command(self.port, database=self.folder / "conversations.db")
        own = {
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.base_url,
            "FACHLOTSE_PUBLIC_URL": "",
            "FACHLOTSE_OPERATOR": "Musterverein Lotse e. V., Halle (Saale)",
        }
        command = replace(command, environment=command.environment | own)
        polls = self.telegram.api.polls
        with running(command, self.port, self.folder / "server.log") as server:
            self.telegram.wait_until(lambda: self.telegram.api.polls > polls, "the bot asks for updates")
            yield server

    def new_people(self, number: int, language: str = "de") -> list[Person]:
        return [Person(self.telegram, language) for _ in range(number)]

    def greet(self, people: list[Person]) -> None:
        """Let everybody read what is said at the first contact, to its end."""
        for person in people:
            person.writes("/start")
        for person in people:
            person.reads()
        self.wait_until_quiet(people)

    def wait_until_quiet(self, people: list[Person], seconds: float = 3.0) -> None:
        """Return once nobody has received anything for a while; by then all is read."""

        def last() -> float:
            return max((m.at for p in people for m in p.chat.from_bot[-1:]), default=0.0)

        while (passed := time.monotonic() - last()) < seconds:
            time.sleep(seconds - passed + 0.01)
        for person in people:
            person.seen = len(person.chat.from_bot)  # all is read


@contextlib.contextmanager
def telegram_pair(system: System, folder: Path, rates: Rates | None) -> Iterator[Pair]:
    folder.mkdir(parents=True, exist_ok=True)
    with StandIn(rates) as telegram:
        yield Pair(telegram, system, folder, free_port())


def cpu_seconds(process: psutil.Process) -> float:
    """Return the processor time that a process has used, in seconds."""
    times = process.cpu_times()
    return float(times.user + times.system)
