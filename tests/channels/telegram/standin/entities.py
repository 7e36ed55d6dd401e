"""Texts with formatting: entities given one by one, or parsed from HTML or MarkdownV2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .errors import bad_request

MAX_ENTITIES = 100  # Telegram drops the ones after that without a word
KNOWN = frozenset(
    (
        *(
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
            "code",
            "pre",
            "text_link",
            "blockquote",
        ),
        *("expandable_blockquote", "url", "email", "phone_number", "mention", "hashtag", "cashtag"),
        *("bot_command", "custom_emoji", "text_mention"),
    )
)


@dataclass(frozen=True)
class Entity:
    """A part of a text with a format; offset and length in UTF-16 units, as Telegram counts."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, str], ...] = ()  # url, language

    def as_json(self) -> dict[str, Any]:
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}

    def within(self, text: str) -> str:
        """Return what the entity covers of its text."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * (self.offset + self.length)].decode("utf-16-le")


@dataclass(frozen=True)
class Formatted:
    """A text as it is shown."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts it; an emoji may be 2 or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_entities(text: str, entities: Sequence[dict[str, Any]]) -> Formatted:
    """Return a text with the entities that came beside it; 400 when one does not fit."""
    units = text.encode("utf-16-le", "surrogatepass")
    checked = [_checked(entity, units) for entity in entities]
    return Formatted(text, tuple(sorted(checked, key=lambda e: (e.offset, -e.length))))


def _checked(entity: dict[str, Any], units: bytes) -> Entity:
    kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
    if kind not in KNOWN or not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request("can't parse MessageEntity: wrong type, offset or length")
    if offset < 0 or length <= 0 or 2 * (offset + length) > len(units):
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    for place in (offset, offset + length):
        if units[2 * place : 2 * place + 2] and 0xDC <= units[2 * place + 1] <= 0xDF:
            raise bad_request(f"entity begins or ends in the middle of a UTF-16 symbol at offset {place}")
    extra = tuple((key, str(entity[key])) for key in ("url", "language") if key in entity)
    return Entity(kind, offset, length, extra)


def as_shown(formatted: Formatted) -> Formatted:
    """Return the text without blank edges and with the entities that Telegram keeps."""
    text = formatted.text.strip()
    cut = utf16_length(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    end = utf16_length(text)
    kept = []
    for entity in formatted.entities[:MAX_ENTITIES]:
        first, last = max(entity.offset - cut, 0), min(entity.offset + entity.length - cut, end)
        if last > first:
            kept.append(Entity(entity.type, first, last - first, entity.extra))
    return Formatted(text, tuple(kept))
