"""Turns of a conversation as Rasa stores them."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.store import ConversationStore


async def take_turn(
    store: ConversationStore, sender: str, text: str, **slots: object
) -> DialogueStateTracker:
    """Return the tracker after a turn that was stored as Rasa stores it."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    if not tracker.events:
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered(text))
    for name, value in slots.items():
        tracker.update(SlotSet(name, value))
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    return tracker
