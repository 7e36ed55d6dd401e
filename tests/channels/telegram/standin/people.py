"""People with their phones: they write, press buttons, send all kinds of things, and read what comes back."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .builders import reply, text_content
from .chats import Shown
from .standin import PATIENCE_S, StandIn
from .updates import Update

_chat_ids = itertools.count(5_100_000_001)


@dataclass
class Person:
    """Somebody with Telegram set to a language, in the private chat with the bot."""

    telegram: StandIn
    language: str | None = "de"
    first_name: str = "Olena"
    last_name: str = "Kowaltschuk"
    username: str = "olena_kowaltschuk_85"
    chat_id: int = field(default_factory=lambda: next(_chat_ids))
    seen: int = 0  # so many messages of the bot were read

    def __post_init__(self) -> None:
        self.chat = self.telegram.chat(self.chat_id, title=self.first_name)

    def as_json(self) -> dict[str, Any]:
        user = {
            "id": self.chat_id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return user | ({"language_code": self.language} if self.language else {})

    # what they do

    def message(self, **content: Any) -> dict[str, Any]:
        """Return a message of theirs as Telegram sends it; it also appears on their own screen."""
        message_id = self.telegram.do(self.chat.next_id)
        message = {
            "message_id": message_id,
            "from": self.as_json(),
            "chat": self.chat.as_json(),
            "date": int(time.time()),
            **content,
        }
        shown = Shown(message_id, False, content.get("text", ""), as_json=message)
        self.telegram.do(self.chat.show, shown)
        return message

    def update(self, kind: str, content: dict[str, Any]) -> Update:
        return {"update_id": self.telegram.next_update_id(), kind: content}

    def sends(self, **content: Any) -> Update:
        """Send a message of any kind."""
        update = self.update("message", self.message(**content))
        self.telegram.deliver(update)
        return update

    def drafts(self, text: str, **content: Any) -> Update:
        """Return an update with a text that is not delivered yet."""
        return self.update("message", self.message(**text_content(text), **content))

    def writes(self, text: str, **content: Any) -> Update:
        return self.sends(**text_content(text), **content)

    def answers(self, message: Shown, text: str) -> Update:
        """Write a text as a reply to a message."""
        return self.sends(**text_content(text), **reply(message.as_json))

    def press_update(self, title: str) -> Update:
        """Return the update of a button that is pressed, not delivered yet."""
        message, button = self.chat.button(title)
        if not button.data:
            raise LookupError(f"button {title!r} sends nothing to the bot")
        update_id = self.telegram.next_update_id()
        query = f"{self.chat_id}:{update_id}"
        self.telegram.do(self.telegram.methods.open_queries.add, query)
        self.telegram.do(self.chat.note, "pressed", button.title)
        content = {
            "id": query,
            "from": self.as_json(),
            "message": message.as_json,
            "chat_instance": str(-self.chat_id),
            "data": button.data,
        }
        return {"update_id": update_id, "callback_query": content}

    def presses(self, title: str) -> Update:
        """Press the newest button whose title begins like this."""
        update = self.press_update(title)
        self.telegram.deliver(update)
        return update

    def blocks_the_bot(self) -> None:
        self.telegram.do(setattr, self.chat, "refuses", "bot was blocked by the user")

    # what they see

    def wait_for(
        self, condition: Callable[[list[Shown]], Any], what: str, patience_s: float = PATIENCE_S
    ) -> list[Shown]:
        """Return the messages not read before, once they fulfil a condition."""
        try:
            self.telegram.wait_until(lambda: condition(self.unread()), what, patience_s)
        except AssertionError as error:
            raise AssertionError(f"{error}\nOn the screen:\n{self.screen()}") from None
        unread = self.unread()
        self.seen += len(unread)
        return unread

    def unread(self) -> list[Shown]:
        return self.chat.from_bot[self.seen :]

    def reads(self, least: int = 1) -> list[Shown]:
        """Return the new messages, once there are so many."""
        return self.wait_for(lambda unread: len(unread) >= least, f"{least} new message(s)")

    def reads_until(self, part: str) -> list[Shown]:
        """Return the new messages, once one of them holds this text."""
        return self.wait_for(
            lambda unread: any(part in message.text for message in unread), f"a message with {part!r}"
        )

    def screen(self) -> str:
        """Return the chat as text."""
        from .transcript import transcript

        return transcript(self.chat)
