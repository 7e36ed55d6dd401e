"""A conversation without a server: actions run, slots are kept from turn to turn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.nlu.training_data.message import Message
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import TurnAction
from bot.knowledge.base import KnowledgeBase
from bot.nlu.gazetteers import GazetteerExtractor

Reply = dict[str, Any]
# a conversation that is under way: what is said or asked once was
LATER = {"language": "de", "introduced": True, "audience_asked": True}


@dataclass
class Conversation:
    """Runs one action per turn, as if the message had been understood that way."""

    knowledge: KnowledgeBase
    slots: dict[str, Any] = field(default_factory=lambda: dict(LATER))
    metadata: dict[str, str] = field(default_factory=dict)  # what the client says of itself
    events: list[dict[str, Any]] = field(default_factory=list)  # of the last turn

    def say(
        self,
        action: type[TurnAction],
        text: str,
        label: str = "",
        options: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
        confidence: float = 0.9,
        ranking: dict[str, float] | None = None,
    ) -> list[Reply]:
        """Return the replies to a typed message; places and occupations in it are found."""
        [message] = GazetteerExtractor(self.knowledge).process([Message.build(text)])
        understanding = {
            "label": label,
            "confidence": confidence,
            "options": list(options),
            "also": list(also),
        }
        latest = {
            "text": text,
            "intent": {"name": label.partition("/")[0]},
            "entities": message.get("entities", []),
            "understanding": understanding,
            "intent_ranking": [{"name": n, "confidence": p} for n, p in (ranking or {}).items()],
        }
        return self._run(action, latest)

    def press(self, action: type[TurnAction], intent: str, **values: str) -> list[Reply]:
        """Return the replies to a button."""
        latest = {
            "text": f"/{intent}{json.dumps(values)}",
            "intent": {"name": intent},
            "entities": [{"entity": name, "value": value} for name, value in values.items()],
        }
        return self._run(action, latest)

    def _run(self, action: type[TurnAction], latest: dict[str, Any]) -> list[Reply]:
        latest["metadata"] = self.metadata
        tracker = Tracker("somebody", dict(self.slots), latest, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        self.events = action(self.knowledge).run(dispatcher, tracker, {})
        self.slots |= {e["name"]: e["value"] for e in self.events if e["event"] == "slot"}
        return dispatcher.messages
