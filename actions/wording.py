"""How something is said: words of a list, and what stands right before a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.knowledge.base import KnowledgeBase
from bot.text import squash

Entity = Mapping[str, Any]
NOT = (
    *("not", "not in", "not the one in", "not the one near", "not a", "not an", "instead of"),
    *(
        "nicht",
        "nicht in",
        "nicht aus",
        "nicht das in",
        "nicht das bei",
        "kein",
        "keine",
        "statt",
        "statt in",
    ),
)


def holds_any(text: str, phrase_id: str, knowledge: KnowledgeBase) -> bool:
    """Return whether a text holds one of the words of a list in data/phrases.yml, of any language."""
    phrase = knowledge.phrases[phrase_id]
    words, typed = f"{phrase.de}, {phrase.en}".split(", "), f" {squash(text)} "
    return any(f" {squash(word)} " in typed for word in words)


def leads(entities: Sequence[Entity], text: str, words: Iterable[str]) -> bool:
    """Return whether one of the words stands right before the last of these entities."""
    if not entities or "start" not in entities[-1]:
        return False
    before = entities[-2]["end"] if len(entities) > 1 else 0
    lead = f" {squash(text[before : entities[-1]['start']])}"
    return lead.endswith(tuple(f" {word}" for word in words))


def without_denied(entities: Sequence[Entity], text: str) -> list[Entity]:
    """Leave out what is said not to be meant: "Dresden, not Leipzig"."""
    return [entity for i, entity in enumerate(entities, start=1) if not leads(entities[:i], text, NOT)]
