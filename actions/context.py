"""What a message that says too little by itself means after what went before."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.follow_up import PLACE, follow_up
from actions.lookup import ServiceFinder
from actions.office_or_topic import (
    CORRECTION,
    ELLIPTIC,
    OFFICE_NAMED,
    RATHER_A_LOOKUP,
    RECOGNITION_BODY,
    SHORT,
    kinds_named,
    lookups,
    rather_looked_up,
)
from actions.place import PlaceFound, place_in
from actions.turn import Event, Turn
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

# Probabilities: of a short question about the subject, and of a look-up together with the topic that explains it.
FOLLOW_UP = 0.2
LOOKUP_OR_ITS_TOPIC = 0.5
SURELY_SOME_OFFICE = 0.7  # of all look-ups together
# a yes that may have a word with it; any other word is a doubt, and what is deleted does not come back
YES = frozenset(("ja", "yes", "yeah", "yep", "jo", "sure"))
WHOLLY = frozenset(("alles", "bitte", "loschen", "all", "everything", "please", "delete"))


class Context:
    """Tries, one after the other, what an uncertain message may mean here."""

    def __init__(self, turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher) -> None:
        self._turn = turn
        self._knowledge = knowledge
        self._dispatcher = dispatcher
        self._finder = ServiceFinder(knowledge, dispatcher, turn)

    def resolve(self) -> list[Event] | None:
        """Return the events of the reply; None when the context does not help."""
        attempts = (
            self._asked_to_delete,
            self._office,
            self.corrected_place,
            self._asked_place,
            self._asked_occupation,
            self._asked_need,
            self.follow_up,
            self._lookup_or_its_topic,
            self._some_office,
        )
        return next((events for attempt in attempts if (events := attempt()) is not None), None)

    def _place(self, asked: bool = False) -> PlaceFound:
        return place_in(self._turn, self._knowledge, asked)

    def _asked_to_delete(self) -> list[Event] | None:
        """Keep the data when the answer to "really delete?" is no clear yes; "ja, alles" is one."""
        if self._turn.slot("asks") != "delete" or self._turn.length > ELLIPTIC:
            return None
        first, *others = squash(self._turn.text).split() or [""]
        if first in YES and WHOLLY.issuperset(others):
            self._dispatcher.utter_message(response="utter_data_deleted")
            return self._turn.remember(forget=True)
        self._dispatcher.utter_message(response="utter_data_kept")
        return self._turn.remember(asks=None)

    def _office(self) -> list[Event] | None:
        """Handle "Ausländerbehörde Berlin" and "und die IHK?"."""
        named = kinds_named(self._turn, self._knowledge)
        is_short = self._turn.length <= SHORT
        if named and (self._place().named or (is_short and self._turn.slot("district"))):
            return self._finder.find(named[0])
        rather = rather_looked_up(self._turn.label, self._turn, self._knowledge)
        return self._finder.find(rather) if rather else None

    def corrected_place(self) -> list[Event] | None:
        """Handle "und in Jena?" and "oh sorry, my company says I belong to Torgau" after a look-up."""
        kind = self._turn.slot("kind")
        if kind and self._turn.length <= CORRECTION and self._place().named:
            return self._finder.find(kind)
        return None

    def _asked_place(self) -> list[Event] | None:
        """Handle what came instead of a place that we have asked for."""
        kind, text = self._turn.slot("kind"), self._turn.text
        if self._turn.slot("asks") not in ("place", "which_place") or not kind:
            return None
        if self._place(asked=True).named:
            return self._finder.find(kind)
        is_answer = self._turn.length <= ELLIPTIC and "?" not in text
        return self._finder.ask_place_again(kind) if is_answer else None

    def _asked_occupation(self) -> list[Event] | None:
        if self._turn.slot("asks") != "occupation":
            return None
        if self._knowledge.occupations.find(self._turn.text, expected=True):
            return self._finder.find(self._turn.slot("kind") or RECOGNITION_BODY)
        return None

    def _asked_need(self) -> list[Event] | None:
        if self._turn.slot("asks") != "need":
            return None
        named = self._knowledge.services.kinds_in(self._turn.text)
        if named:
            return self._finder.find(named[0])
        if self._turn.options:
            return Answerer(self._knowledge, self._dispatcher, self._turn).answer(self._turn.options[:1])
        return None

    def follow_up(self) -> list[Event] | None:
        """Handle "und ihr Mann?": by itself it could be about many topics, or be small talk."""
        if self._turn.length > ELLIPTIC or self._turn.subject is None:
            return None
        for label, chance in self._turn.ranking.items():
            area, _, aspect = label.partition("/")
            if area == "follow_up" and aspect != PLACE and chance >= FOLLOW_UP:
                return follow_up(aspect, self._turn, self._knowledge, self._dispatcher)
        return None

    def _some_office(self) -> list[Event] | None:
        """Handle "is there an office in Magdeburg for workers like us": surely a look-up, of several kinds."""
        chances = dict(lookups(self._turn, self._knowledge))
        is_placed = self._place().named or self._turn.slot("district")
        if not is_placed or sum(chances.values()) < SURELY_SOME_OFFICE:
            return None
        return self._finder.find(next(iter(chances)))

    def _lookup_or_its_topic(self) -> list[Event] | None:
        """Decide between "who recognises this in Döbeln?" and how recognition works: whether a place is known."""
        ranking = self._turn.ranking
        for kind, chance in lookups(self._turn, self._knowledge):
            topic = self._knowledge.services.topic_of(kind)
            explained = ranking.get(topic, 0.0) if topic else 0.0
            if chance < OFFICE_NAMED or chance + explained < LOOKUP_OR_ITS_TOPIC:
                continue
            is_known = topic == self._turn.slot("topic")  # explained already
            is_placed = self._place().named and chance >= RATHER_A_LOOKUP
            if topic is None or is_known or is_placed or chance > explained:
                return self._finder.find(kind)
            return Answerer(self._knowledge, self._dispatcher, self._turn).answer([topic])
        return None
