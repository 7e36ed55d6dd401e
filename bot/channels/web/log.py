"""What happened in a conversation, in the form in which it is sent: server-sent events."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_BYTES = 256 * 1024  # of a conversation; some eighty answers


@dataclass(frozen=True, slots=True)
class Event:
    """One event; its data are kept encoded, which takes a fifth of the memory of objects."""

    id: int
    type: str  # message | reply | done | closed
    data: bytes  # JSON

    @property
    def frame(self) -> bytes:
        """The event as it goes over the wire."""
        return b"id: %d\n" % self.id + frame(self.type, self.data)

    def value(self) -> dict[str, Any]:
        """Return the data as they were added."""
        value: dict[str, Any] = json.loads(self.data)
        return value


class EventLog:
    """The latest events of a conversation, oldest first."""

    def __init__(self, first_id: int) -> None:
        """Start empty; ids must be higher than those of a former log of the same conversation."""
        self._next_id = first_id
        self._events: deque[Event] = deque()
        self.size = 0  # bytes of data

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def add(self, type_: str, value: dict[str, Any]) -> None:
        """Add an event; the oldest ones go when the log grows too large."""
        event = Event(self._next_id, type_, encoded(value))
        self._next_id += 1
        self._events.append(event)
        self.size += len(event.data)
        while self.size > MAX_BYTES and len(self._events) > 1:
            self.size -= len(self._events.popleft().data)

    def after(self, last_id: int) -> list[Event]:
        """Return what came after an event; everything for an id that this log never gave."""
        if last_id >= self._next_id:
            return list(self._events)
        newer: deque[Event] = deque()
        for event in reversed(self._events):
            if event.id <= last_id:
                break
            newer.appendleft(event)
        return list(newer)

    def clear(self) -> None:
        """Forget all events; ids go on."""
        self._events.clear()
        self.size = 0


def frame(type_: str, data: bytes) -> bytes:
    """Return an event without id: nobody asks for it again."""
    return b"event: %b\ndata: %b\n\n" % (type_.encode(), data)


def encoded(value: dict[str, Any]) -> bytes:
    """Return compact JSON on one line; half a surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
