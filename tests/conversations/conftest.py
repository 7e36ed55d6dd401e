"""Conversation stores on an empty database."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.server.without_tensorflow import install
from bot.settings import ROOT

install()  # before the first import of Rasa: saves seconds

from rasa.shared.core.domain import Domain  # noqa: E402

from bot.conversations.store import ConversationStore  # noqa: E402


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture
def new_process(domain: Domain, database_url: str) -> Callable[[], ConversationStore]:
    """Return what opens the database as another process would: with nothing in memory."""
    return lambda: ConversationStore(domain, url=database_url)


@pytest.fixture
def store(new_process: Callable[[], ConversationStore]) -> ConversationStore:
    return new_process()
