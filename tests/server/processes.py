"""Processes of the project, as people run them, and conversations with them over HTTP."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.contract import Reply
from bot.settings import ROOT

PORTS = range(5200, 5300)
Message = dict[str, Any]
Expected = Mapping[str, Any]


@dataclass
class RunningServer:
    """A server, its database and what it logged."""

    url: str
    process: subprocess.Popen[bytes]
    database: Path
    log_file: Path

    def post(self, body: Any = None, raw: bytes | None = None) -> requests.Response:
        """Return the response to a body as JSON, or to raw bytes."""
        with requests.Session() as session:
            session.trust_env = False  # no proxy between us
            headers = {"Content-Type": "application/json"}
            address = f"{self.url}/webhooks/rest/webhook"
            if raw is not None:
                return session.post(address, data=raw, headers=headers, timeout=30)
            return session.post(address, json=body, timeout=30)

    def say(self, text: str, sender: str, language: str | None = None) -> list[Message]:
        """Return the messages of a turn; each is checked against the contract."""
        metadata = {"language": language} if language else {}
        response = self.post({"sender": sender, "message": text, "metadata": metadata})
        assert response.status_code == 200, response.text
        messages = response.json()
        assert messages
        for message in messages:
            assert message["recipient_id"] == sender
            Reply.model_validate({k: v for k, v in message.items() if k != "recipient_id"})
        return messages

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def events(self, sender: str | None = None) -> list[str]:
        """Return the stored events, of one person or of all."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT data FROM events WHERE sender_id = ? OR ? IS NULL"
            return [row[0] for row in connection.execute(query, (sender, sender))]

    def is_alive(self) -> bool:
        return self.process.poll() is None and requests.get(f"{self.url}/status", timeout=10).ok


@dataclass
class Talk:
    """One person's conversation."""

    server: RunningServer
    sender: str
    language: str | None = None

    def say(self, text: str) -> list[Message]:
        return self.server.say(text, self.sender, self.language)

    def press(self, title: str, message: Message) -> list[Message]:
        """Press the button whose title begins like this."""
        payload = next(b["payload"] for b in message["buttons"] if b["title"].startswith(title))
        return self.say(payload)

    def hold(self, turns: list[tuple[str, Expected]]) -> None:
        """Say each text; the first message of the reply must have the expected fields (a tuple: one of them)."""
        for text, expected in turns:
            custom = self.say(text)[0]["custom"]
            for field, value in expected.items():
                allowed = value if isinstance(value, tuple) else (value,)
                assert custom.get(field) in allowed, (text, field, custom)


def free_port() -> int:
    """Return a port that nobody listens on."""
    for port in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


def wait_until_it_answers(process: subprocess.Popen[bytes], url: str, log_file: Path) -> None:
    """Return once a URL answers; fail when the process ends before, or after 90 seconds."""
    for _ in range(450):
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(url, timeout=5).ok:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.2)
            break
    pytest.fail(f"no answer from {url}:\n{log_file.read_text(encoding='utf-8')[-3000:]}")


@contextlib.contextmanager
def running(
    command: list[str], url: str, log_file: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of the project until the block ends; its output goes to the log."""
    # A readable width: rich breaks long lines, and a broken word is not found in the log.
    own = {"PYTHONWARNINGS": "ignore", "COLUMNS": "300", "NO_PROXY": "127.0.0.1"}
    with log_file.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=os.environ | own | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_it_answers(process, url, log_file)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)


@contextlib.contextmanager
def running_server(folder: Path) -> Iterator[RunningServer]:
    """Run ``python -m bot serve`` on a database in a folder."""
    port, log_file, database = free_port(), folder / "server.log", folder / "server.db"
    url = f"http://127.0.0.1:{port}"
    environment = {
        "FACHLOTSE_PORT": str(port),
        "DATABASE_URL": f"sqlite:///{database}",
        "FACHLOTSE_LOG": "DEBUG",  # the most talkative: not even then may it log what people type
    }
    with running(["bot", "serve"], f"{url}/status", log_file, **environment) as process:
        yield RunningServer(url, process, database, log_file)
