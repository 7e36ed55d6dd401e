"""Rasa's conversations in our database: short in memory, whole in the tables, gone on request."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import bindparam, delete, func, insert, select

from bot.conversations import models as m
from bot.database import migrate, open_database
from bot.settings import settings

CACHED_CONVERSATIONS = 10_000  # about 2 KB each
FORGET = "forget"
# Built once: building a statement takes longer than running it.
ADD_EVENTS = insert(m.Event)
LAST_EVENT = select(func.max(m.Event.id)).where(m.Event.sender_id == bindparam("sender_id"))
STORED = "_stored_events"  # on a tracker: how many of its events need not be stored
DAY_S = 86_400


@dataclass(frozen=True)
class _Remembered:
    """A conversation as it is kept in memory."""

    last_event: int  # id of its last row; a newer one was written by another process
    slots: dict[str, Any]


class ConversationStore(TrackerStore, SerializedTrackerAsText):
    """Stores every event, but hands Rasa a tracker of slots only.

    Everything that a turn needs from the turns before it is in the slots, so Rasa need not replay a hundred turns:
    the hundredth is as fast as the second. ``retrieve_full_tracker`` reads the whole conversation.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        self._engine = open_database(url or settings().database_url)
        migrate(self._engine)
        self._cache: OrderedDict[str, _Remembered] = OrderedDict()
        super().__init__(domain or Domain.empty(), event_broker)

    @classmethod
    def create(
        cls,
        endpoint_config: EndpointConfig,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
    ) -> ConversationStore:
        return cls(domain, event_broker)

    async def keys(self) -> Iterable[str]:
        with self._engine.connect() as connection:
            return list(connection.scalars(select(m.Event.sender_id).distinct()))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        with self._engine.connect() as connection:
            last_event = connection.scalar(LAST_EVENT, {"sender_id": sender_id})
        if last_event is None:
            self._cache.pop(sender_id, None)
            return None
        remembered = self._cache.get(sender_id)
        if remembered is None or remembered.last_event != last_event:
            full = await self.retrieve_full_tracker(sender_id)
            if full is None:
                return None
            remembered = self._remember(sender_id, last_event, full)
        self._cache.move_to_end(sender_id)
        return self._tracker(sender_id, _opening(remembered.slots))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return the whole conversation, event by event; None when there is none."""
        query = select(m.Event.data).where(m.Event.sender_id == conversation_id)
        with self._engine.connect() as connection:
            rows = connection.scalars(query.order_by(m.Event.id)).all()
        if not rows:
            return None
        events = deserialise_events([json.loads(row) for row in rows if row])
        return self._tracker(conversation_id, events)

    def _tracker(self, sender_id: str, events: list[Event]) -> DialogueStateTracker:
        """Return a tracker whose events are all stored."""
        slots = self.domain.slots
        tracker = DialogueStateTracker.from_events(sender_id, events, slots, domain=self.domain)
        setattr(tracker, STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        if tracker.get_slot(FORGET):
            await self.delete(sender_id)
            return
        events = list(tracker.events)
        rows = [_row(sender_id, event) for event in events[getattr(tracker, STORED, 0) :]]
        if not rows:
            return
        with self._engine.begin() as connection:
            connection.execute(ADD_EVENTS, rows)
            last_event = connection.scalar(LAST_EVENT, {"sender_id": sender_id})
        setattr(tracker, STORED, len(events))
        self._remember(sender_id, last_event or 0, tracker)

    async def delete(self, sender_id: str) -> None:
        """Delete a conversation with all its events; nothing of it stays in memory."""
        self._cache.pop(sender_id, None)
        with self._engine.begin() as connection:
            connection.execute(delete(m.Event).where(m.Event.sender_id == sender_id))

    def delete_older_than(self, days: int, now: float) -> int:
        """Delete the conversations whose last message is older; return how many events that were."""
        last = func.max(m.Event.timestamp)
        old = select(m.Event.sender_id).group_by(m.Event.sender_id).having(last < now - days * DAY_S)
        with self._engine.begin() as connection:
            return connection.execute(delete(m.Event).where(m.Event.sender_id.in_(old))).rowcount

    def _remember(self, sender_id: str, last_event: int, tracker: DialogueStateTracker) -> _Remembered:
        slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
        remembered = self._cache[sender_id] = _Remembered(last_event, slots)
        self._cache.move_to_end(sender_id)
        if len(self._cache) > CACHED_CONVERSATIONS:
            self._cache.popitem(last=False)
        return remembered


def _opening(slots: dict[str, Any]) -> list[Event]:
    """Return the events that put a new tracker into the state of these slots."""
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in slots.items()),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    intent = (data.get("parse_data") or {}).get("intent") or {}
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": intent.get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
