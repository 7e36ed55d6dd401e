"""The web chat on a real server in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.server.without_tensorflow import install

install()  # before the first import of Rasa: saves seconds

from chat import Browser, Chat, running_chat  # noqa: E402

from bot.knowledge.base import KnowledgeBase  # noqa: E402


@pytest.fixture
async def chat(knowledge: KnowledgeBase) -> AsyncIterator[Chat]:
    """Return a running server; the knowledge base is loaded before, so that no test waits for it."""
    async with running_chat() as running:
        yield running


@pytest.fixture
async def browser(chat: Chat) -> AsyncIterator[Browser]:
    """Return a person who has begun a session."""
    async with chat.http() as http:
        person = Browser(http)
        await person.begin()
        yield person


@pytest.fixture
async def new_browser(chat: Chat) -> AsyncIterator[Callable[[], Awaitable[Browser]]]:
    """Return what opens sessions of further people."""
    async with chat.http() as http:

        async def begin() -> Browser:
            person = Browser(http)
            await person.begin()
            return person

        yield begin
