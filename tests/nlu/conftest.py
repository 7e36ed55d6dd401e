"""Components of the understanding on the real content."""

from __future__ import annotations

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.server.without_tensorflow import install

install()  # before the first import of Rasa: saves seconds

from bot.nlu.gazetteers import GazetteerExtractor  # noqa: E402


@pytest.fixture
def extractor(knowledge: KnowledgeBase) -> GazetteerExtractor:
    return GazetteerExtractor(knowledge)
