"""The REST channel that speaks the contract."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.output import ContractOutput
from bot.channels.payload import as_typed
from bot.errors import FachlotseError
from bot.knowledge.base import knowledge_base
from bot.knowledge.records import LANGUAGES
from bot.privacy import mask_personal_data
from bot.text import clean

logger = logging.getLogger(__name__)

MAX_MESSAGE = 2000  # characters; a long story fits, a file does not
MAX_SENDER = 128
MAX_BODY = 64 * 1024  # bytes
Handler = Callable[[UserMessage], Awaitable[Any]]


class BadRequestError(FachlotseError):
    """The request is not what the contract says; the message names field and remedy."""


@dataclass(frozen=True)
class Incoming:
    """One message as the contract has it."""

    sender: str
    text: str
    metadata: dict[str, Any] = field(default_factory=dict)


def parse_incoming(body: Any) -> Incoming:
    """Return the message of a request body.

    Raises:
        BadRequestError: a field is missing or of the wrong type.
    """
    if not isinstance(body, dict):
        raise BadRequestError("body: must be a JSON object")
    sender, text = body.get("sender"), body.get("message")
    if not isinstance(sender, str) or not 0 < len(sender) <= MAX_SENDER or not sender.isprintable():
        raise BadRequestError(f"sender: must be a text of 1 to {MAX_SENDER} characters")
    if not isinstance(text, str):
        raise BadRequestError("message: must be a text")
    metadata = body.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise BadRequestError("metadata: must be an object")
    known = {key: metadata[key] for key in ("language", "channel") if isinstance(metadata.get(key), str)}
    return Incoming(sender, as_typed(clean(text)), known)


class ContractInput(InputChannel):
    """``POST /webhooks/rest/webhook``; answers with the list of messages of the turn."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ContractInput:
        return cls()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = Blueprint("contract_rest")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                if len(request.body) > MAX_BODY:
                    raise BadRequestError(f"body: at most {MAX_BODY} bytes")
                incoming = parse_incoming(_json_of(request))
            except BadRequestError as error:
                return json({"error": str(error)}, status=400)
            return json(await _replies(incoming, on_new_message))

        return webhook


def _json_of(request: Request) -> Any:
    try:
        return request.json
    except (InvalidUsage, UnicodeDecodeError):
        raise BadRequestError("body: must be JSON in UTF-8") from None


async def _replies(incoming: Incoming, on_new_message: Handler) -> list[dict[str, Any]]:
    """Return the replies to a message; an apology when something on our side is broken."""
    if len(incoming.text) > MAX_MESSAGE:
        return [_notice(incoming, "too_long", str(MAX_MESSAGE))]
    output = ContractOutput()
    message = UserMessage(
        mask_personal_data(incoming.text),
        output,
        incoming.sender,
        input_channel=ContractInput.name(),
        metadata=incoming.metadata,
    )
    try:
        await on_new_message(message)
    except Exception:
        # the traceback names code, never what was typed
        logger.exception("a message could not be handled")
        return [_notice(incoming, "technical_problem")]
    return output.messages or [_notice(incoming, "technical_problem")]


def _notice(incoming: Incoming, phrase: str, value: str = "") -> dict[str, Any]:
    language = incoming.metadata.get("language")
    language = language if language in LANGUAGES else "de"
    text = knowledge_base().phrases[phrase].in_language(language).replace("{}", value)
    custom = {"act": "info", "language": language}
    return {"recipient_id": incoming.sender, "text": text, "custom": custom}
