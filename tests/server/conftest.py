"""The real server as people run it: a process of its own, reached over HTTP only."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import RunningServer, Talk, running_server

from bot.settings import settings
from bot.training import model_path

_senders = itertools.count()


@pytest.fixture(scope="session")
def model() -> Path:
    """Return the model for the present data; it is not trained here."""
    path = model_path(settings())
    if not path.exists():
        pytest.fail("no model for the present data: run `make train` first, or leave out `-m trained`")
    return path


@pytest.fixture(scope="session")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Return a server for all tests that leave it as it is."""
    with running_server(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def talk(server: RunningServer) -> Talk:
    """Return a new conversation of a client that does not say its language."""
    return Talk(server, f"person-{next(_senders)}")


@pytest.fixture
def new_talk() -> Callable[[RunningServer], Talk]:
    """Return what opens a new conversation with a server."""
    return lambda server: Talk(server, f"person-{next(_senders)}")
