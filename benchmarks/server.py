"""A server under test: started as its users start it, watched from outside, and always stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]

HOST = "127.0.0.1"
PORTS = range(5100, 5200)
START_TIMEOUT_S = 180
STOP_TIMEOUT_S = 20
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


class ServerError(Exception):
    """The server did not start or does not answer; the message holds the end of its log."""


@dataclass(frozen=True)
class Command:
    """How a server is started."""

    arguments: Sequence[str]  # after the name of the interpreter
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def environ(self) -> dict[str, str]:
        return os.environ | QUIET | self.environment


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    port: int
    process: psutil.Process
    ready_s: float  # from its start to its first answer

    @property
    def url(self) -> str:
        """The channel that both systems have."""
        return f"http://{HOST}:{self.port}/webhooks/rest/webhook"

    def memory_mb(self) -> float:
        """Return the resident memory of the process and its children, in 10^6 bytes."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(process.memory_info().rss for process in family) / 1e6


def free_port() -> int:
    """Return a port that nobody listens on.

    Raises:
        ServerError: all of our ports are taken.
    """
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise ServerError(f"no free port from {PORTS.start} to {PORTS.stop - 1}")


@contextmanager
def running(command: Command, port: int, log: Path) -> Iterator[Server]:
    """Start a server, wait until it answers, and stop it at the end."""
    with log.open("ab") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *command.arguments],
            cwd=command.folder,
            env=command.environ(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, f"http://{HOST}:{port}/webhooks/rest/", log)
        yield Server(port, psutil.Process(process.pid), time.perf_counter() - start)
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
            raise ServerError(f"the server did not start; its log ends with:\n{tail}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
