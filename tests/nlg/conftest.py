"""Rasa's generator on the real content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.contract import Reply
from bot.knowledge.base import KnowledgeBase
from bot.server.without_tensorflow import install
from bot.settings import ROOT

install()  # before the first import of Rasa: saves seconds

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.nlg.generator import ReplyGenerator  # noqa: E402


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load([str(ROOT / "domain.yml"), str(ROOT / "data" / "responses")])


@pytest.fixture(scope="session")
def generator(domain: Domain, knowledge: KnowledgeBase) -> ReplyGenerator:
    return ReplyGenerator(None, domain, knowledge)


@pytest.fixture
def generate(generator: ReplyGenerator, domain: Domain) -> Callable[..., Any]:
    """Return what renders a response as a reply of the contract; None when Rasa would stay silent."""

    async def run(
        response: str, slots: dict[str, Any], client: dict[str, Any] | None = None, **facts: Any
    ) -> Reply | None:
        tracker = DialogueStateTracker.from_events("somebody", [], domain.slots)
        for name, value in slots.items():
            tracker.update(SlotSet(name, value))
        tracker.update(UserUttered("?", metadata=client or {}))
        message = await generator.generate(response, tracker, "rest", **facts)
        return Reply.model_validate(message) if message is not None else None

    return run
