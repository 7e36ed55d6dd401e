"""The structured reply that every channel renders (version 1 of the contract)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Act = Literal[
    "answer",
    "clarify",
    "services",
    "ask",
    "outside",
    "handoff",
    "fallback",
    "emergency",
    "greet",
    "thanks",
    "goodbye",
    "help",
    "bot_challenge",
    "set_language",
    "delete_data",
    "info",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(_Strict):
    title: str
    url: str


class Service(_Strict):
    """A counselling service or authority; a field that is not known is null."""

    id: str
    name: str
    kind: str
    district: list[str]  # every 5-digit district key it covers
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    languages: list[str] | None = None
    opening_hours: str | None = None
    source: str | None = None
    as_of: dt.date | None = None
    verified: bool = False


class Handoff(_Strict):
    status: Literal["offered", "queued", "connected", "closed"]
    id: str | None = None


class Custom(_Strict):
    """The machine-readable part of a message; see the contract for which field goes with which act."""

    act: Act
    language: str
    topic: str | None = None
    also: list[str] | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    sources: list[Source] | None = None
    as_of: dt.date | None = None
    options: list[str] | None = None
    services: list[Service] | None = Field(default=None, max_length=5)
    district: str | None = None
    kind: str | None = None
    asks: str | None = None
    handoff: Handoff | None = None


class Button(_Strict):
    title: str
    payload: str


class Reply(_Strict):
    """One message of the assistant."""

    text: str
    buttons: list[Button] = Field(default_factory=list)
    custom: Custom

    def as_rasa(self) -> dict[str, Any]:
        """Return the message as Rasa's response dictionary; fields that do not apply are left out."""
        custom = self.custom.model_dump(mode="json", exclude_none=True, exclude={"services"})
        if self.custom.services is not None:
            # inside a service null means "not known" and is said, not left out
            custom["services"] = [s.model_dump(mode="json") for s in self.custom.services]
            custom.setdefault("district", None)
        message: dict[str, Any] = {"text": self.text, "custom": custom}
        if self.buttons:
            message["buttons"] = [button.model_dump() for button in self.buttons]
        return message
