"""The parameters of a call, however they were sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from .entities import Formatted, as_shown, check_entities, utf16_length
from .errors import bad_request
from .html import parse_html
from .markdown import parse_markdown

MAX_TEXT = 4096  # UTF-16 units, after parsing
PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


class Parameters:
    """Named values; what is structured may come as JSON text."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)

    @classmethod
    async def of(cls, request: web.Request) -> Parameters:
        """Return the parameters of a request: query, form or JSON."""
        values: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            values |= json.loads(await request.text() or "{}")
        elif request.can_read_body:
            values |= dict(await request.post())
        return cls(values)

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name)
        return default if value is None else str(value)

    def number(self, name: str, default: int | None = None) -> int:
        value = self._values.get(name, default)
        try:
            return int(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise bad_request(f"{name.replace('_', ' ')} is empty or no number") from None

    def decimal(self, name: str) -> float:
        try:
            return float(self._values[name])
        except (KeyError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def flag(self, name: str) -> bool:
        return str(self._values.get(name, "")).lower() in ("true", "1")

    def structure(self, name: str) -> Any:
        """Return a list or object; None when it was not sent."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    @property
    def chat_id(self) -> int | None:
        try:
            return int(self._values["chat_id"])
        except (KeyError, ValueError):
            return None

    def formatted(self) -> Formatted:
        """Return the text as it would be shown; 400 when Telegram would refuse it."""
        text, mode = self.text("text"), self.text("parse_mode").lower()
        if mode and mode not in PARSERS:
            raise bad_request("unsupported parse_mode")
        raw = PARSERS[mode](text) if mode else check_entities(text, self.structure("entities") or [])
        shown = as_shown(raw)
        if not shown.text:
            raise bad_request("message text is empty")
        if utf16_length(shown.text) > MAX_TEXT:
            raise bad_request("message is too long")
        return shown
