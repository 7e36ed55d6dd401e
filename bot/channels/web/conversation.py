"""One conversation of the web chat: what happened, who watches, and the messages that wait for their turn."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiolimiter import AsyncLimiter

from bot.channels.turn import Incoming
from bot.channels.web.log import EventLog, encoded, frame

logger = logging.getLogger(__name__)

PING_S = 20  # a proxy closes what is silent for a minute
PING = b": ping\n\n"
TYPING = {on: frame("typing", encoded({"on": on})) for on in (True, False)}
MAX_STREAMS = 6  # tabs; a phone that changes networks leaves some behind
KNOWN_IDS = 200  # of messages: so many may come again without being said twice
MESSAGES = 20  # at once, or ...
PER_S = 60.0  # ... in a minute


@dataclass(frozen=True)
class Said:
    """A message that was accepted."""

    id: str  # the client's
    incoming: Incoming
    shown: str | None = None  # what the person saw instead of a button's payload


class _Stream:
    """One connection that reads along."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.ended = False


class Conversation:
    """A chat in memory. All methods belong to the event loop."""

    def __init__(self, id_: str, first_event: int) -> None:
        self.id = id_
        self.log = EventLog(first_event)
        self.language: str | None = None  # what the client was set to last
        self.rated: set[str] = set()  # messages whose answer was rated
        self.limiter = AsyncLimiter(MESSAGES, PER_S)
        self._known: OrderedDict[str, None] = OrderedDict()
        self._waiting: deque[Said] = deque()
        self._work: asyncio.Task[None] | None = None
        self._streams: list[_Stream] = []
        self._typing = False

    @property
    def streams(self) -> int:
        """How many connections read along."""
        return len(self._streams)

    @property
    def is_busy(self) -> bool:
        """Whether somebody reads along or a message waits for its answer."""
        return bool(self._streams) or self._work is not None

    def knows(self, message_id: str) -> bool:
        """Return whether a message was accepted before."""
        return message_id in self._known

    def accept(self, said: Said, answer: Answer) -> None:
        """Have a message answered after those that wait already; one turn at a time."""
        self._known[said.id] = None
        if len(self._known) > KNOWN_IDS:
            self._known.popitem(last=False)
        self._waiting.append(said)
        if self._work is None:
            self._work = asyncio.create_task(self._answer_all(answer))

    async def _answer_all(self, answer: Answer) -> None:
        while self._waiting:
            try:
                await answer(self, self._waiting.popleft())
            except Exception:
                logger.exception("a turn could not be finished")  # the next one may work
        self._work = None

    async def finish(self) -> None:
        """Wait until no message waits any more."""
        if self._work is not None:
            await asyncio.wait([self._work])

    def drop_waiting(self) -> int:
        """Answer none of the messages that wait, and return how many; the one that is being answered goes on."""
        dropped = len(self._waiting)
        self._waiting.clear()
        return dropped

    def add(self, type_: str, value: dict[str, Any]) -> None:
        """Add an event for all who read along, now or later."""
        self.log.add(type_, value)
        self._wake()

    def set_typing(self, on: bool) -> None:
        self._typing = on
        self._wake()

    def close(self) -> None:
        """Tell those who read along that the conversation was deleted, and end their streams."""
        self.log.add("closed", {})
        self.end_streams()

    def end_streams(self) -> None:
        """End all streams after what they have not sent yet; clients come back."""
        for stream in self._streams:
            stream.ended = True
        self._wake()

    async def frames(self, last_id: int, ping_s: float = PING_S) -> AsyncGenerator[bytes, None]:
        """Yield the events after one, then each as it happens, until the stream is ended.

        Args:
            last_id: of the event that the client has; 0: none.
            ping_s: a comment is sent after so many seconds of silence.
        """
        stream = self._join()
        typing: bool | None = None  # not known what a client heard before its stream broke
        try:
            while True:
                stream.changed.clear()
                if not self._typing and typing is not False:
                    typing = False
                    yield TYPING[False]
                for event in self.log.after(last_id):
                    yield event.frame
                    last_id = event.id
                if self._typing and typing is not True:
                    typing = True
                    yield TYPING[True]
                if stream.ended:
                    return
                if not await _within(stream.changed, ping_s):
                    yield PING
        finally:
            self._streams.remove(stream)

    def _join(self) -> _Stream:
        """Return a new stream; the oldest one ends when there are too many."""
        stream = _Stream()
        self._streams.append(stream)
        open_ones = [one for one in self._streams if not one.ended]
        for oldest in open_ones[:-MAX_STREAMS]:
            oldest.ended = True
            oldest.changed.set()
        return stream

    def _wake(self) -> None:
        for stream in self._streams:
            stream.changed.set()


Answer = Callable[[Conversation, Said], Awaitable[None]]


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event; return whether it came in time."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
