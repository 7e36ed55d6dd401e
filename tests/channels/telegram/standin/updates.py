"""Updates that wait for the bot: offsets, the order of arrival, and everything that goes wrong with them."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Update = dict[str, Any]
# Telegram leaves these out unless they are asked for by name
ONLY_WHEN_ASKED = frozenset(("chat_member", "message_reaction", "message_reaction_count"))


def kind_of(update: Update) -> str:
    """Return the type of an update; empty for one without."""
    return next((key for key in update if key != "update_id"), "")


@dataclass
class UpdateQueue:
    """What ``getUpdates`` gives out: everything from an offset on; what is below is confirmed and gone."""

    waiting: list[Update] = field(default_factory=list)
    again: list[Update] = field(default_factory=list)  # given out once more although confirmed
    asked_for: frozenset[str] | None = None  # None: all but those that must be asked for
    confirmed: int = 0  # the highest update id that the bot has confirmed
    given: int = 0  # how many updates were given out, repetitions included
    _ids: Iterable[int] = field(default_factory=lambda: itertools.count(700_000_001))
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def next_id(self) -> int:
        return next(iter(self._ids))

    def add(self, *updates: Update) -> None:
        """Add updates, given out in this order; those of a type that the bot did not ask for are left out."""
        self.waiting += [update for update in updates if self._is_wanted(update)]
        self._arrived.set()

    def repeat(self, *updates: Update) -> None:
        """Give updates out once more, as Telegram does when a confirmation was lost."""
        self.again += updates
        self._arrived.set()

    def wake(self) -> None:
        """Let whoever waits look again."""
        self._arrived.set()

    async def arrival(self, timeout_s: float) -> bool:
        """Wait for an update; False when none came in time."""
        self._arrived.clear()
        try:
            await asyncio.wait_for(self._arrived.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    def _is_wanted(self, update: Update) -> bool:
        kind = kind_of(update)
        return kind not in ONLY_WHEN_ASKED if self.asked_for is None else kind in self.asked_for

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remember which types the bot wants; None keeps what was said before, an empty list is the default."""
        if kinds is not None:
            self.asked_for = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Drop what is below an offset; a negative one keeps so many from the end."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset > 0:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
            self.confirmed = max(self.confirmed, offset - 1)

    @property
    def has_any(self) -> bool:
        return bool(self.waiting or self.again)

    def take(self, limit: int) -> list[Update]:
        again, self.again = self.again, []
        found = [*again, *self.waiting][:limit]
        self.given += len(found)
        return found
