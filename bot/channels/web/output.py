"""Sends replies to whoever reads a conversation."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.channels.web.conversation import Conversation


class WebOutput(OutputChannel):
    """Adds every reply to the conversation as soon as it is said."""

    def __init__(self, conversation: Conversation, to: str | None = None) -> None:
        """Answer the client's message ``to``; None: the message comes unasked, for instance from a person."""
        self._conversation = conversation
        self._to = to
        self.acts: list[str] = []  # of the replies so far

    @classmethod
    def name(cls) -> str:
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom") or {}
        reply = {"text": message.get("text") or "", "buttons": message.get("buttons") or [], "custom": custom}
        self._conversation.add("reply", {"to": self._to, **reply} if self._to else reply)
        self.acts.append(custom.get("act", ""))
