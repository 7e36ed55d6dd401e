"""Whole dialogues with the real assistant, turn by turn."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import yaml

from bot.settings import settings
from bot.training import model_path, train_model
from evaluation.questions import Question

if TYPE_CHECKING:
    from rasa.core.agent import Agent

Expected = Mapping[str, Any]
ANY_TOPIC = "any_topic"


@dataclass(frozen=True)
class Turn:
    """What was said, what should have come back and what did."""

    said: str
    expected: Expected
    replies: Sequence[Mapping[str, Any]]  # ``custom`` of every message

    @property
    def faults(self) -> dict[str, Any]:
        """Return field -> what came back instead of what was expected."""
        return mismatches(self.expected, self.replies)


@dataclass(frozen=True)
class Dialogue:
    name: str
    language: str
    turns: Sequence[Turn]

    @property
    def is_right(self) -> bool:
        return not any(turn.faults for turn in self.turns)


def mismatches(expected: Expected, replies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return field -> value that came back, for every field that is not as expected.

    Args:
        expected: fields of the first message; a list holds the values allowed. ``any_topic``: each of these topics is
            answered by one of the messages.
        replies: ``custom`` of every message of the turn.
    """
    first = replies[0] if replies else {}
    wrong = {
        field: first.get(field)
        for field, allowed in expected.items()
        if field != ANY_TOPIC
        and first.get(field) not in (allowed if isinstance(allowed, list) else [allowed])
    }
    topics = [
        topic for reply in replies for topic in (reply.get("topic"), *(reply.get("also") or ())) if topic
    ]
    if not set(expected.get(ANY_TOPIC, ())) <= set(topics):
        wrong[ANY_TOPIC] = topics
    return wrong


def ready_model(folder: Path) -> Path:
    """Return the model for the present data; trains into a folder when there is none, the project's models stay."""
    present = model_path(settings())
    return present if present.exists() else train_model(replace(settings(), models_dir=folder))


def hold_dialogues(path: Path, model: Path) -> list[Dialogue]:
    """Return the dialogues of a file as the assistant held them."""
    from bot.server.app import create_agent

    return asyncio.run(_hold_all(create_agent(model), yaml.safe_load(path.read_text(encoding="utf-8"))))


def first_replies(questions: Sequence[Question], model: Path) -> list[Mapping[str, Any]]:
    """Return ``custom`` of the first message that each question gets, asked in a conversation of its own."""
    from bot.server.app import create_agent

    agent = create_agent(model)

    async def ask_all() -> list[Mapping[str, Any]]:
        asked = [await _say(agent, f"evaluation-{uuid4()}", q.text, q.language) for q in questions]
        return [replies[0] if replies else {} for replies in asked]

    return asyncio.run(ask_all())


async def _hold_all(agent: Agent, dialogues: list[dict[str, Any]]) -> list[Dialogue]:
    return [await _hold(agent, dialogue) for dialogue in dialogues]


async def _hold(agent: Agent, dialogue: dict[str, Any]) -> Dialogue:
    turns = []
    for turn in dialogue["turns"]:
        replies = await _say(agent, f"evaluation-{dialogue['id']}", turn["say"], dialogue["language"])
        turns.append(Turn(turn["say"], turn["expect"], replies))
    return Dialogue(dialogue["id"], dialogue["language"], turns)


async def _say(agent: Agent, sender: str, text: str, language: str) -> list[Mapping[str, Any]]:
    """Return ``custom`` of every message that comes back; the text goes in as channels send it."""
    from rasa.core.channels.channel import UserMessage

    from bot.channels.output import ContractOutput
    from bot.privacy import mask_personal_data
    from bot.text import clean

    output = ContractOutput()
    typed = mask_personal_data(clean(text))
    metadata = {"language": language}
    await agent.handle_message(
        UserMessage(typed, output, sender, input_channel="evaluation", metadata=metadata)
    )
    return [message["custom"] for message in output.messages]
