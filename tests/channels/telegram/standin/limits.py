"""Telegram's limits on what a bot sends: about 1 message a second in a chat and 30 in all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import too_many_requests


@dataclass
class Bucket:
    """Refills steadily; a burst may take all that is in it."""

    rate: float  # per second
    capacity: float
    clock: Callable[[], float] = time.monotonic
    level: float = field(init=False)
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.level, self.at = self.capacity, self.clock()

    def wait_s(self) -> float:
        """Return how long until something can be taken; 0 means now."""
        now = self.clock()
        self.level = min(self.capacity, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self) -> None:
        self.level -= 1


@dataclass(frozen=True)
class Rates:
    """What is allowed; Telegram tolerates short bursts.

    Args:
        second_s: length of "a second": tests shorten it, and ``retry_after`` with it.
    """

    per_chat: float = 1
    chat_burst: float = 1
    in_all: float = 30
    burst: float = 30
    second_s: float = 1.0


@dataclass
class Limiter:
    """Refuses what is too fast with 429 and the time to wait."""

    rates: Rates | None  # None: no limit
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    chats: dict[int, Bucket] = field(default_factory=dict)
    everything: Bucket | None = None

    def check(self, chat_id: int) -> None:
        """Count a message; 429 when it is one too many."""
        if self.rates is None:
            return
        rates = self.rates
        if self.everything is None:
            self.everything = Bucket(rates.in_all / rates.second_s, rates.burst, self.clock)
        if chat_id not in self.chats:
            self.chats[chat_id] = Bucket(rates.per_chat / rates.second_s, rates.chat_burst, self.clock)
        buckets = (self.chats[chat_id], self.everything)
        wait_s = max(bucket.wait_s() for bucket in buckets)
        if wait_s > 0:
            self.refused += 1
            raise too_many_requests(self._retry_after(wait_s))
        for bucket in buckets:
            bucket.take()

    def _retry_after(self, wait_s: float) -> float:
        """Return whole seconds, rounded up, as Telegram does; whole shortened seconds in tests."""
        second_s = self.rates.second_s if self.rates else 1.0
        seconds = -int(-wait_s // second_s) * second_s
        return int(seconds) if second_s == 1.0 else round(seconds, 3)
