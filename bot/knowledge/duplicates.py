"""What must not stand twice: ids of records, and items within a list of a service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.reader import Entry

_SETS = ("audience", "topics", "covers", "languages")


def repeated_records(content: Content) -> Iterator[Problem]:
    """Yield the second and each further record with the same id."""
    for entries in (
        content.figures,
        content.kinds,
        content.lookups,
        content.services,
        content.occupations,
        content.outside,
    ):
        yield from _repeated(entries, "id", lambda record: record.id)
    yield from _repeated(content.districts, "ags", lambda record: record.ags)
    yield from _repeated(content.answers, "topic", lambda record: record.topic)
    yield from _repeated(content.ambiguous_occupations, "word", lambda record: record.word)
    # a municipality has several postcodes, and a postcode several municipalities
    yield from _repeated(content.municipalities, "ags8", lambda record: f"{record.postcode} {record.ags8}")


def _repeated(entries: list[Entry], field: str, key_of: Callable[[Any], str]) -> Iterator[Problem]:
    seen: dict[str, Problem] = {}
    for entry in entries:
        key = key_of(entry.record)
        if key in seen:
            first = f"{seen[key].file}:{seen[key].line}"
            yield entry.problem(field, f"{key!r} stands already in {first}; remove it or choose another one")
        else:
            seen[key] = entry.problem(field, "")


def repeated_items(content: Content) -> Iterator[Problem]:
    """Yield what a list of a service names again."""
    for entry in content.services:
        for field in _SETS:
            items = getattr(entry.record, field) or []
            for index, item in enumerate(items):
                if item in items[:index]:
                    yield entry.problem(f"{field}.{index}", f"{item!r} stands there twice; remove one")
