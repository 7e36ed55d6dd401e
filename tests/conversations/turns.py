"""Turns of a conversation as Rasa stores them."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.store import ConversationStore


async def take_turn(
    store: ConversationStore, sender: str, text: str, at: float | None = None, **slots: object
) -> DialogueStateTracker:
    """Return the tracker after a turn that was stored as Rasa stores it.

    Args:
        store: where.
        sender: who.
        text: what was said.
        at: when, in seconds; default: now.
        slots: what is remembered.
    """
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    events: list[Event] = []
    if not tracker.events:
        events += [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    events.append(UserUttered(text))
    events += [SlotSet(name, value) for name, value in slots.items()]
    events.append(ActionExecuted("action_listen"))
    for event in events:
        if at is not None:
            event.timestamp = at
        tracker.update(event)
    await store.save(tracker)
    return tracker
