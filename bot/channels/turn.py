"""One turn, the same in every channel: what a person said, handed to the assistant with personal data masked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.payload import as_typed
from bot.errors import FachlotseError
from bot.knowledge.base import knowledge_base
from bot.knowledge.records import LANGUAGES
from bot.privacy import mask_personal_data
from bot.text import clean

logger = logging.getLogger(__name__)

MAX_MESSAGE = 2000  # characters; a long story fits, a file does not
MAX_BODY = 64 * 1024  # bytes of a request
TURN_TIMEOUT_S = 30  # a turn takes milliseconds; one that hangs must not hold up the next
Handler = Callable[[UserMessage], Awaitable[Any]]


class BadRequestError(FachlotseError):
    """The request is not what the contract says; the message names field and remedy."""


@dataclass(frozen=True)
class Incoming:
    """One message of a person: cleaned, and without the slash of an intent that was typed."""

    sender: str
    text: str  # may be too long, see ``is_too_long``; mask it before anything else
    metadata: dict[str, Any] = field(default_factory=dict)  # "language", "channel": texts

    @classmethod
    def typed(cls, sender: str, text: str, metadata: dict[str, Any]) -> Incoming:
        """Return a message as a person typed it, or as a button sent it."""
        return cls(sender, as_typed(clean(text)), metadata)

    @property
    def is_too_long(self) -> bool:
        """Return whether it is refused; checked before masking, which takes long for long texts."""
        return len(self.text) > MAX_MESSAGE

    @cached_property
    def masked(self) -> str:
        """The text as it may be stored: personal data are masked."""
        return mask_personal_data(self.text)


async def take_turn(incoming: Incoming, output: OutputChannel, on_new_message: Handler) -> bool:
    """Hand a message to the assistant, whose replies go to the output; return whether nothing broke."""
    message = UserMessage(
        incoming.masked,
        output,
        incoming.sender,
        input_channel=output.name(),
        metadata=incoming.metadata,
    )
    try:
        async with asyncio.timeout(TURN_TIMEOUT_S):
            await on_new_message(message)
    except Exception:
        # the traceback names code, never what was typed
        logger.exception("a message could not be handled")
        return False
    return True


def notice(phrase: str, language: str | None, value: str = "") -> dict[str, Any]:
    """Return a message of the contract that says what went wrong, in German when the language is not ours."""
    code = language if language in LANGUAGES else LANGUAGES[0]
    text = knowledge_base().phrases[phrase].in_language(code).replace("{}", value)
    return {"text": text, "custom": {"act": "info", "language": code}}
