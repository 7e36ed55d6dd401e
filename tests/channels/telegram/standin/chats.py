"""Chats as people see them: messages, keyboards, typing, notices; in the order in which it happened."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .entities import Entity, Formatted
from .errors import bad_request, forbidden
from .keyboards import NO_KEYBOARD, Button, Keyboard

Kind = Literal["text", "venue", "location", "other"]


@dataclass(frozen=True)
class Shown:
    """A message on the person's screen."""

    message_id: int
    is_from_bot: bool
    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = NO_KEYBOARD
    kind: Kind = "text"
    place: dict[str, Any] = field(default_factory=dict)  # of a venue or location
    reply_to: int | None = None
    edits: int = 0
    as_json: dict[str, Any] = field(default_factory=dict)
    at: float = 0.0  # monotonic, when it was shown

    def parts(self, kind: str) -> list[str]:
        """Return the texts that have a format, such as "bold"."""
        return [entity.within(self.text) for entity in self.entities if entity.type == kind]

    def links(self) -> list[str]:
        """Return the addresses behind texts and buttons."""
        behind = [dict(entity.extra)["url"] for entity in self.entities if entity.type == "text_link"]
        return behind + [button.url for button in self.keyboard.buttons if button.url]


@dataclass(frozen=True)
class Happened:
    """Something in a chat that is no message: typing, a button pressed, a notice at the top of the screen."""

    what: Literal["typing", "pressed", "notice", "alert", "deleted", "edited"]
    text: str = ""
    at: float = 0.0


@dataclass
class Chat:
    """One chat of the bot."""

    chat_id: int
    type: str = "private"
    title: str = ""
    refuses: str = ""  # why nothing can be sent: blocked, deactivated, kicked
    timeline: list[Shown | Happened] = field(default_factory=list)
    reply_keyboard: Keyboard | None = None
    last_message: int = 0

    @property
    def messages(self) -> list[Shown]:
        """Return the messages, oldest first; edited ones as they are now."""
        return [entry for entry in self.timeline if isinstance(entry, Shown)]

    @property
    def from_bot(self) -> list[Shown]:
        return [message for message in self.messages if message.is_from_bot]

    def happened(self, *what: str) -> list[Happened]:
        return [entry for entry in self.timeline if isinstance(entry, Happened) and entry.what in what]

    def as_json(self) -> dict[str, Any]:
        name = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.chat_id, "type": self.type, **name}

    def next_id(self) -> int:
        self.last_message += 1
        return self.last_message

    def find(self, message_id: int) -> Shown | None:
        return next((message for message in self.messages if message.message_id == message_id), None)

    def check_reachable(self) -> None:
        if self.refuses:
            raise forbidden(self.refuses)

    def show(self, message: Shown) -> None:
        """Add a message; a reply keyboard replaces the person's keyboard."""
        self.timeline.append(replace(message, at=time.monotonic()))
        if not message.keyboard.is_inline:
            self.reply_keyboard = message.keyboard if message.keyboard.rows else None

    def note(self, what: Any, text: str = "") -> None:
        self.timeline.append(Happened(what, text, time.monotonic()))

    def edit(self, message_id: int, formatted: Formatted | None, keyboard: Keyboard) -> Shown:
        """Change a message of the bot in its place; 400 as Telegram refuses it."""
        old = self.find(message_id)
        if old is None:
            raise bad_request("message to edit not found")
        if not old.is_from_bot:
            raise bad_request("message can't be edited")
        text, entities = (formatted.text, formatted.entities) if formatted else (old.text, old.entities)
        if (text, entities, keyboard.rows) == (old.text, old.entities, old.keyboard.rows):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        new = replace(old, text=text, entities=entities, keyboard=keyboard, edits=old.edits + 1)
        self.timeline[self.timeline.index(old)] = new
        self.note("edited", text)
        return new

    def delete(self, message_id: int) -> None:
        message = self.find(message_id)
        if message is None:
            raise bad_request("message to delete not found")
        self.timeline.remove(message)
        self.note("deleted", message.text)

    def button(self, title: str) -> tuple[Shown, Button]:
        """Return the newest button below a message whose title begins like this, and its message."""
        for message in reversed(self.from_bot):
            for button in message.keyboard.buttons:
                if message.keyboard.is_inline and button.title.startswith(title):
                    return message, button
        raise LookupError(f"no button {title!r} on the screen")
