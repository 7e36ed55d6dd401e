"""The real server as a process, talking to the stand-in for Telegram."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import requests
from server.processes import RunningServer, running
from standin.chats import Shown
from standin.people import Person
from standin.standin import PATIENCE_S, StandIn

from bot.settings import ROOT

Mode = Literal["polling", "webhook"]
SERVE = [f"{'.'.join(Path(__file__).parent.relative_to(ROOT).parts)}.serve_newest_model"]
OPERATOR = "Musterverein Lotse e. V., Musterweg 1, 06108 Halle (Saale)"
SECRET = "a-secret-for-tests-that-is-long-enough-0123456789"
FENCES = {  # a question, and what its answer holds in small letters
    "de": ("Wie hoch ist der Mindestlohn?", "mindestlohn"),
    "en": ("How high is the minimum wage?", "minimum wage"),
}
PEOPLE_AT_ONCE = 25
PACE = "0.02"  # seconds; the stand-in limits nobody unless a test asks for it, and then sets the real pace
KEEP_DAYS = 17  # not the default: whoever says how long must have looked it up


def free_port() -> int:
    """Return a port that nobody listens on; the system gives everyone another one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Service:
    """A server with Telegram switched on; it can be killed and started again on the same data."""

    telegram: StandIn
    mode: Mode
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    starts: int = 0
    greeted_people: dict[str | None, list[Person]] = field(default_factory=dict)
    server: RunningServer | None = None
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "telegram.db"

    def start(self) -> None:
        """Start the process and wait until it serves, and until Telegram is asked for updates."""
        self.starts += 1
        log_file = self.folder / f"server-{self.starts}.log"
        polls = self.telegram.api.polls
        environment = self._environment() | self.environment
        process = self._stack.enter_context(running(SERVE, f"{self.url}/status", log_file, **environment))
        self.server = RunningServer(self.url, process, self.database, log_file)
        if environment["TELEGRAM_BOT_TOKEN"] == self.telegram.token:
            self.telegram.wait_until(
                lambda: self.telegram.api.polls > polls or self.telegram.methods.webhook.url,
                f"the bot asks for updates; its log:\n{self.log()[-2000:]}",
            )

    def _environment(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "FACHLOTSE_PORT": str(self.port),
            "FACHLOTSE_LOG": "DEBUG",  # the most talkative: not even then may it log what people type
            "FACHLOTSE_OPERATOR": OPERATOR,
            "FACHLOTSE_SECRET": SECRET,
            "FACHLOTSE_KEEP_DAYS": str(KEEP_DAYS),
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.base_url,
            "TELEGRAM_PACE": PACE,
            "FACHLOTSE_PUBLIC_URL": "",
        }
        return own | ({"FACHLOTSE_PUBLIC_URL": self.url} if self.mode == "webhook" else {})

    def wait_until_answered(self) -> None:
        """Return when it is noted that everything was sent: who kills before makes the last message come twice."""
        deadline = time.monotonic() + PATIENCE_S
        while self._waiting():
            assert time.monotonic() < deadline, "updates still wait"
            time.sleep(0.02)

    def _waiting(self) -> int:
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return int(connection.execute("SELECT count(*) FROM telegram_waiting").fetchone()[0])

    def kill(self) -> None:
        """End the process as a power cut does."""
        assert self.server is not None
        self.server.process.kill()
        self.server.process.wait()
        self._stack.close()

    def stop(self) -> None:
        """End the process as an operator does."""
        self._stack.close()

    def new_person(self, language: str | None = "de", **about: Any) -> Person:
        return Person(self.telegram, language, **about)

    def greeted(self, language: str | None = "de") -> Person:
        """Return a person who has already read what is said at the first contact.

        Telegram allows one message a second in a chat, so many people are greeted at once and kept in store.
        """
        store = self.greeted_people.setdefault(language, [])
        if not store:
            store += [self.new_person(language) for _ in range(PEOPLE_AT_ONCE)]
            for person in store:
                person.writes("/start")
            for person in store:
                self.settle(person)
            self.wait_until_answered()  # a repeated answer to an old last question would end the next wait early
        return store.pop()

    def settle(self, person: Person) -> list[Shown]:
        """Return what came until now, read to the end.

        A last question is asked: replies come in order within a chat, so what is due comes before its answer.
        """
        asked, sign = FENCES["de" if person.language == "de" else "en"]
        question = person.writes(asked)["message"]["message_id"]

        def is_answer(message: Shown) -> bool:
            return message.message_id > question and sign in message.text.lower()

        unread = person.wait_for(lambda unread: any(map(is_answer, unread)), "an answer to the last question")
        return unread[: next(place for place, message in enumerate(unread) if is_answer(message))]

    def log(self) -> str:
        """Return what all processes have logged."""
        files = sorted(self.folder.glob("server-*.log"))
        return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    def stored(self) -> str:
        """Return every value of every table that was written while serving."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            names = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            values = [
                str(value)
                for name in names
                for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608
                for value in row
            ]
        return "\n".join(values)

    def senders(self) -> set[str]:
        """Return the ids of all stored conversations."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return {row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events")}

    def ask_rest(self, text: str, sender: str, language: str = "de") -> list[dict[str, Any]]:
        """Return the same assistant's reply over the REST channel."""
        body = {"sender": sender, "message": text, "metadata": {"language": language}}
        response = requests.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=30)
        assert response.status_code == 200
        return response.json()

    def is_alive(self) -> bool:
        return self.server is not None and self.server.is_alive()


@contextlib.contextmanager
def running_service(folder: Path, mode: Mode = "polling", **environment: str) -> Iterator[Service]:
    """Run a stand-in and a server that uses it, until the block ends."""
    with StandIn() as telegram:
        service = Service(telegram, mode, folder, environment)
        try:
            service.start()
            yield service
        finally:
            service.stop()
