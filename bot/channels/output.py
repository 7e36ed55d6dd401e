"""Collects replies exactly as the contract has them."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class ContractOutput(OutputChannel):
    """Keeps every message whole: Rasa's own collector splits texts at blank lines and sends ``custom`` apart."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "rest"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        reply = {"recipient_id": recipient_id, "text": message.get("text") or ""}
        if message.get("buttons"):
            reply["buttons"] = message["buttons"]
        reply["custom"] = message.get("custom") or {}
        self.messages.append(reply)
