"""One turn of the conversation as the actions see it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.knowledge.base import KnowledgeBase, knowledge_base
from bot.knowledge.records import LANGUAGES
from bot.privacy import holds_personal_data

Event = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """What was said, how it was understood, and what we remember."""

    text: str
    label: str  # full label of the classifier, or the intent of a button
    confidence: float
    options: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    ranking: dict[str, float] = field(default_factory=dict)  # label -> probability, most probable first

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Return the turn of a tracker's latest message."""
        message = tracker.latest_message
        understood = message.get("understanding") or {}
        intent = message.get("intent") or {}
        return cls(
            text=message.get("text") or "",
            label=understood.get("label") or intent.get("name") or "",
            confidence=round(float(understood.get("confidence", 1.0)), 4),
            options=understood.get("options") or [],
            also=understood.get("also") or [],
            entities=message.get("entities") or [],
            slots=tracker.current_slot_values(),
            metadata=message.get("metadata") or {},
            ranking={e["name"]: e["confidence"] for e in message.get("intent_ranking") or []},
        )

    @property
    def language(self) -> str:
        """The language of the conversation, else what the client is set to, else German."""
        wanted = (self.slot("language"), self.metadata.get("language"))
        return next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def subject(self) -> str | None:
        """The topic that the conversation is about; None at its beginning."""
        return self.slot("subject") or self.slot("topic")

    def slot(self, name: str) -> Any:
        """Return what we remember; None when nothing."""
        return self.slots.get(name)

    def chosen(self, name: str) -> str | None:
        """Return the value that a button carried."""
        values = (e["value"] for e in self.entities if e["entity"] == name)
        return next((value for value in values if isinstance(value, str)), None)

    def remember(self, **slots: Any) -> list[Event]:
        """Return the events that set slots; none for what is remembered already."""
        return [SlotSet(name, v) for name, v in slots.items() if self.slots.get(name) != v]

    def found(self, name: str) -> list[dict[str, Any]]:
        """Return the entities of a kind in the order of the text."""
        return [e for e in self.entities if e["entity"] == name]


class TurnAction(Action, ABC):
    """An action that answers a turn and then waits for the next; named after its class."""

    introduces = True  # says once in a conversation that we are a machine

    def __init__(self, knowledge: KnowledgeBase | None = None) -> None:
        self.knowledge = knowledge or knowledge_base()

    def name(self) -> str:
        """Return the name in the domain: ``ActionFindService`` -> ``action_find_service``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = Turn.of(tracker)
        events = self.respond(turn, dispatcher)
        if turn.slot("asks") == "delete" and not any(e["name"] == "asks" for e in events):
            # the question is over: a later "yes" means something else
            events = [*events, SlotSet("asks", None)]
        events = [*events, *self._warn(turn, dispatcher)]
        if self.introduces and not turn.slot("introduced"):
            events = [*events, *self._introduce(turn, dispatcher)]
        # nothing else can follow: saves a prediction of the policies
        return [*events, FollowupAction("action_listen")]

    def _warn(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        """Say once in a conversation that personal data is better kept out, after the answer."""
        if turn.slot("warned") or not holds_personal_data(turn.text):
            return []
        dispatcher.utter_message(response="utter_personal_data")
        return turn.remember(warned=True)

    def _introduce(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        """Say once in a conversation that we are a machine, after the answer."""
        dispatcher.utter_message(response="utter_introduction")
        return turn.remember(introduced=True)

    @abstractmethod
    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        """Utter the replies to a turn; return what to remember."""
