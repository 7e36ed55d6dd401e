"""The REST channel that speaks the contract."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.output import ContractOutput
from bot.channels.turn import MAX_BODY, MAX_MESSAGE, BadRequestError, Handler, Incoming, notice, take_turn

MAX_SENDER = 128


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
    return Incoming.typed(sender, text, known)


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
    language = incoming.metadata.get("language")
    if incoming.is_too_long:
        problem = notice("too_long", language, str(MAX_MESSAGE))
    else:
        output = ContractOutput()
        if await take_turn(incoming, output, on_new_message) and output.messages:
            return output.messages
        problem = notice("technical_problem", language)
    return [{"recipient_id": incoming.sender, **problem}]
