"""All conversations of the web chat that are in memory: few enough, small enough, no longer than needed."""

from __future__ import annotations

import datetime as dt
import time
from asyncio import sleep, timeout
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import SlotSet

from bot.channels.turn import Handler, notice, take_turn
from bot.channels.web.conversation import Conversation, Said
from bot.channels.web.output import WebOutput
from bot.errors import FachlotseError

FORGOTTEN = 10_000  # ids of deleted conversations: their sessions are over
STOP_S = 5.0  # for the turns under way when the server stops


@dataclass(frozen=True)
class Limits:
    """What the web chat may take of this process."""

    conversations: int = 5_000
    streams: int = 1_500
    waiting: int = 1_000  # messages; four seconds of work
    log_bytes: int = 16 * 1024 * 1024  # of all conversations
    idle_s: float = 24 * 3600.0  # after the last sign of life; the person comes back and reads on


class Store(Protocol):
    """Where the assistant remembers conversations."""

    async def retrieve(self, sender_id: str) -> Any: ...

    async def delete(self, sender_id: str) -> None: ...

    async def get_or_create_tracker(self, sender_id: str) -> Any: ...

    async def save(self, tracker: Any) -> None: ...


class BusyError(FachlotseError):
    """Too many people talk to this process at once; a moment later there is room."""


class PushOutput(OutputChannel):
    """Sends messages that nobody asked for, for instance from a person, to any conversation."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    @classmethod
    def name(cls) -> str:
        return WebOutput.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        output = WebOutput(self._conversations.open(recipient_id))
        await output.send_response(recipient_id, message)


class Conversations:
    """Opens conversations, has their messages answered, and forgets them."""

    def __init__(self, on_new_message: Handler, store: Callable[[], Store], limits: Limits) -> None:
        self._on_new_message = on_new_message
        self._store = store
        self._limits = limits
        self._open: OrderedDict[str, tuple[Conversation, float]] = OrderedDict()  # longest idle first
        self._forgotten: OrderedDict[str, None] = OrderedDict()
        self._waiting = 0

    def __iter__(self) -> Iterator[Conversation]:
        return (conversation for conversation, _ in self._open.values())

    def __len__(self) -> int:
        return len(self._open)

    def is_forgotten(self, conversation_id: str) -> bool:
        """Return whether a conversation was deleted."""
        return conversation_id in self._forgotten

    def open(self, conversation_id: str) -> Conversation:
        """Return a conversation; a new one when it is not in memory.

        Raises:
            BusyError: there is no room for a new one.
        """
        known = self._open.get(conversation_id)
        if known is None and len(self._open) >= self._limits.conversations:
            self._make_room()
        # milliseconds: higher than all ids of a former log, which had fewer than a thousand events a second
        conversation = known[0] if known else Conversation(conversation_id, time.time_ns() // 1_000_000)
        self._open[conversation_id] = (conversation, time.monotonic())
        self._open.move_to_end(conversation_id)
        return conversation

    def check_streams(self) -> None:
        """Raise BusyError when this process serves as many streams as it may."""
        if sum(conversation.streams for conversation in self) >= self._limits.streams:
            raise BusyError("too many open chats")

    def say(self, conversation: Conversation, said: Said) -> None:
        """Have a message answered; returns at once.

        Raises:
            BusyError: too many messages wait already.
        """
        if self._waiting >= self._limits.waiting:
            raise BusyError("too many messages wait")
        self._waiting += 1
        conversation.accept(said, self._answer)

    async def _answer(self, conversation: Conversation, said: Said) -> None:
        incoming, output = said.incoming, WebOutput(conversation, said.id)
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        conversation.add("message", {"id": said.id, "text": said.shown or incoming.masked, "at": at})
        conversation.set_typing(True)
        await sleep(0)  # the streams send this before the turn takes the event loop
        try:
            if not await take_turn(incoming, output, self._on_new_message) or not output.acts:
                apology = notice("technical_problem", incoming.metadata.get("language"))
                await output.send_response(conversation.id, apology)
        finally:
            self._waiting -= 1
            conversation.add("done", {"to": said.id})
            conversation.set_typing(False)
        if "delete_data" in output.acts and await self._store().retrieve(conversation.id) is None:
            self._forget(conversation)

    async def remember_district(self, conversation_id: str, district: str) -> None:
        """Begin a conversation with its district known.

        Args:
            conversation_id: of a conversation that has not begun.
            district: key of the district, 5 digits.
        """
        store = self._store()
        tracker = await store.get_or_create_tracker(conversation_id)
        tracker.update(SlotSet("district", district))
        await store.save(tracker)

    async def delete(self, conversation: Conversation) -> None:
        """Delete a conversation here and in the store."""
        self._forgotten[conversation.id] = None  # from now on nothing is accepted
        self._waiting -= conversation.drop_waiting()
        try:
            await conversation.finish()  # or its turn would be stored afterwards
            await self._store().delete(conversation.id)
        except BaseException:
            del self._forgotten[conversation.id]  # it is still there, and can be deleted again
            raise
        self._forget(conversation)

    def _forget(self, conversation: Conversation) -> None:
        self._forgotten[conversation.id] = None
        if len(self._forgotten) > FORGOTTEN:
            self._forgotten.popitem(last=False)
        self._open.pop(conversation.id, None)
        self._waiting -= conversation.drop_waiting()
        conversation.close()

    def _make_room(self) -> None:
        """Remove the conversation that has been idle longest."""
        idle = next((one for one in self if not one.is_busy), None)
        if idle is None:
            raise BusyError("too many open chats")
        del self._open[idle.id]

    def trim(self, now: float) -> None:
        """Remove what has been idle for too long, then the oldest logs while all of them are too large.

        Args:
            now: seconds of the monotonic clock.
        """
        for conversation, active in list(self._open.values()):
            if not conversation.is_busy and now - active > self._limits.idle_s:
                del self._open[conversation.id]
        too_much = sum(conversation.log.size for conversation in self) - self._limits.log_bytes
        for conversation in list(self):
            if too_much <= 0:
                break
            too_much -= conversation.log.size
            conversation.log.clear()  # who reads along has it already

    async def stop(self) -> None:
        """Answer what waits, as far as it is quick, and end all streams."""
        try:
            async with timeout(STOP_S):
                for conversation in list(self):
                    await conversation.finish()
        except TimeoutError:
            pass
        for conversation in self:
            conversation.end_streams()
