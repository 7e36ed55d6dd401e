"""What the page and the widget send."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels.turn import MAX_BODY, MAX_MESSAGE, BadRequestError, Incoming
from bot.channels.web.conversation import Said
from bot.privacy import mask_personal_data
from bot.text import clean

MessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
T = TypeVar("T", bound=BaseModel)


class TooLongError(BadRequestError):
    """A text, or the whole body, is longer than allowed."""


class _Body(BaseModel):
    model_config = ConfigDict(strict=True)


class SessionBody(_Body):
    """``POST /chat/sessions``; the body may be missing."""

    district: str | None = None  # where the person is, as the page that embeds the chat knows


class MessageBody(_Body):
    """``POST /chat/messages``."""

    id: MessageId  # made by the client: sent again, it is the same message
    text: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    shown: Annotated[str, Field(max_length=200)] | None = None  # title of the button

    def said(self, sender: str) -> Said:
        """Return the message of a person.

        Raises:
            BadRequestError: nothing is left when control characters and blanks are taken away.
            TooLongError: see there.
        """
        metadata = {"channel": "web"} | ({"language": self.language} if self.language else {})
        incoming = Incoming.typed(sender, self.text, metadata)
        if incoming.is_too_long:
            raise TooLongError(f"text: at most {MAX_MESSAGE} characters")
        if not incoming.text:
            raise BadRequestError("text: must not be empty")
        return Said(self.id, incoming, self._shown(incoming.text))

    def _shown(self, text: str) -> str | None:
        """Return the title of a button; what was typed is shown as it was typed."""
        return mask_personal_data(clean(self.shown)) or None if self.shown and text.startswith("/") else None


class FeedbackBody(_Body):
    """``POST /chat/feedback``."""

    to: MessageId
    helped: bool


def parse(body: bytes, model: type[T]) -> T:
    """Return the record of a JSON body.

    Raises:
        BadRequestError: names the field; never repeats what was sent.
        TooLongError: see there.
    """
    if len(body) > MAX_BODY:
        raise TooLongError(f"body: at most {MAX_BODY} bytes")
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in fault["loc"]) or "body"
        raise BadRequestError(f"{field}: {_remedy(fault['type'], fault['msg'])}") from None


def last_event_id(header: str | None) -> int:
    """Return the number of a ``Last-Event-ID`` header; 0, which means everything, when there is none.

    Raises:
        BadRequestError: it is no number.
    """
    if not header:
        return 0
    if not (header.isascii() and header.isdecimal() and len(header) <= 18):
        raise BadRequestError("Last-Event-ID: must be the id of an event")
    return int(header)


def _remedy(kind: str, message: str) -> str:
    return "must be JSON in UTF-8" if kind == "json_invalid" else message
