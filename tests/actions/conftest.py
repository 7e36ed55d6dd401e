"""Actions on the real content."""

from __future__ import annotations

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.server.without_tensorflow import install

install()  # before the first import of Rasa: saves seconds

from dialogue import Conversation  # noqa: E402


@pytest.fixture
def conversation(knowledge: KnowledgeBase) -> Conversation:
    """Return a new conversation in German."""
    return Conversation(knowledge)
