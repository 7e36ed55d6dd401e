"""A stand-in for Telegram, alone or with the real server behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import telegram
from clients import quick
from service import Service, running_service
from standin.people import Person
from standin.standin import TOKEN, StandIn


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(TOKEN, base_url=standin.base_url, request=quick()) as started:
        yield started


@pytest.fixture
def person(standin: StandIn) -> Person:
    return Person(standin)


@pytest.fixture(scope="session", params=["polling", "webhook"])
def shared_service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """Return a server that all tests of a mode use, each with people of its own."""
    with running_service(tmp_path_factory.mktemp(request.param), request.param) as service:
        yield service


@pytest.fixture
def service(shared_service: Service) -> Iterator[Service]:
    """Return the server; whatever the test does, the bot may send nothing that Telegram refuses."""
    before = len(shared_service.telegram.refusals)
    yield shared_service
    assert shared_service.telegram.refusals[before:] == []
    assert shared_service.telegram.api.downloads == []
