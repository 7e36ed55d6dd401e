"""Answers to topics and their details."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.lookup import ServiceFinder
from actions.occupation import occupation_in
from actions.office_or_topic import (
    CORRECTION,
    RECOGNITION_BODY,
    SHORT,
    only_names_an_office,
    rather_looked_up,
)
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase


class Answerer:
    """Utters the answer to topics and what belongs to it."""

    def __init__(self, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._knowledge = knowledge
        self._dispatcher = dispatcher
        self._turn = turn

    def answer(self, topics: list[str], subject: str | None = None) -> list[Event]:
        """Answer topics in order; then the look-up that belongs to the first, or our open question again.

        Args:
            topics: to answer.
            subject: what later short questions refer to; the first topic when not given.
        """
        for topic in topics:
            self._dispatcher.utter_message(response=f"utter_{topic}", confidence=self._turn.confidence)
        place = place_in(self._turn, self._knowledge)
        events = self._turn.remember(
            topic=topics[0],
            subject=subject or topics[0],
            previous=self._turn.slot("topic"),
            suggestions=self._turn.options,
        )
        if place.district is not None:
            events += self._turn.remember(district=place.district)
        if self._turn.found("occupation"):
            events += self._turn.remember(occupation=occupation_in(self._turn, self._knowledge))
        kind = self._explained_kind(topics[0])
        if kind is not None and (kind == RECOGNITION_BODY or place.named or self._turn.slot("district")):
            return events + ServiceFinder(self._knowledge, self._dispatcher, self._turn).find(kind)
        if self._turn.slot("asks") in ("place", "occupation"):
            return events + self._return_to_open_question()
        if len(topics) == 1 and subject is None:
            events += self._ask_audience(topics[0])
        return events + self._turn.remember(asks=None, kind=None)

    def _ask_audience(self, topic: str) -> list[Event]:
        """Ask once in a conversation whether a firm is asking, when the answer says more to either."""
        if self._turn.slot("audience") or self._turn.slot("audience_asked"):
            return []
        if not self._knowledge.answers.depends_on_audience(topic):
            return []
        buttons = [
            {
                "title": self._knowledge.phrases[f"button_{audience}"].in_language(self._turn.language),
                "payload": f'/choose_audience{{"audience": "{audience}"}}',
            }
            for audience in ("employer", "applicant")
        ]
        self._dispatcher.utter_message(response="utter_ask_audience", asks="audience", buttons=buttons)
        return self._turn.remember(audience_asked=True)

    def _explained_kind(self, topic: str) -> str | None:
        """Return the kind of service that a topic explains, such as Welcome Centers."""
        kind = self._knowledge.answers.answer(topic).lookup
        if kind is not None and self._knowledge.services.topic_of(kind) == topic:
            return kind
        return None

    def _return_to_open_question(self) -> list[Event]:
        kind, asks = self._turn.slot("kind"), self._turn.slot("asks")
        language = self._turn.language
        self._dispatcher.utter_message(
            response=f"utter_ask_{asks}",
            asks=asks,
            kind=self._knowledge.services.kinds_of(kind)[0],
            kind_name=self._knowledge.services.kind_name(kind, language),
        )
        return []


class ActionAnswer(TurnAction):
    """Answer the topics that the message is about."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        office = only_names_an_office(turn, self.knowledge) or rather_looked_up(
            turn.label, turn, self.knowledge
        )
        if office is None and self._corrects_occupation(turn):
            office = RECOGNITION_BODY
        if office is None and self._chooses_place(turn):
            office = turn.slot("kind")
        if office is not None:
            return ServiceFinder(self.knowledge, dispatcher, turn).find(office)
        topics = [turn.chosen("topic") or turn.label, *turn.also]
        known = [topic for topic in topics if topic in self.knowledge.answers]
        if not known:
            dispatcher.utter_message(response="utter_fallback")
            return []
        return Answerer(self.knowledge, dispatcher, turn).answer(known)

    def _corrects_occupation(self, turn: Turn) -> bool:
        """Return whether this only names another occupation after a look-up: "sorry, it is for my wife, a teacher"."""
        is_statement = turn.length <= CORRECTION and "?" not in turn.text
        return is_statement and turn.slot("kind") == RECOGNITION_BODY and bool(turn.found("occupation"))

    def _chooses_place(self, turn: Turn) -> bool:
        """Return whether this says which of the places is meant that we have asked about: "the one in Saxony"."""
        is_asked = turn.slot("asks") == "which_place" and turn.length <= SHORT
        return is_asked and place_in(turn, self.knowledge, asked=True).named


class ActionTakeAudience(TurnAction):
    """Say what the last answer has for a firm, or for a worker."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        topic = turn.slot("topic")
        if topic in self.knowledge.answers and self.knowledge.answers.depends_on_audience(topic):
            dispatcher.utter_message(response="utter_for_audience", topic=topic)
        else:
            dispatcher.utter_message(response="utter_help")
        return []


class ActionBack(TurnAction):
    """Return to the answer before the last one; leave a question of ours that is open."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        previous = turn.slot("previous")
        if turn.slot("asks") or previous not in self.knowledge.answers:
            dispatcher.utter_message(response="utter_stopped")
            return turn.remember(asks=None, kind=None)
        return Answerer(self.knowledge, dispatcher, turn).answer([previous])


class ActionMore(TurnAction):
    """Give the details of the last answer."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        topic = turn.chosen("topic") or turn.slot("topic")
        if topic not in self.knowledge.answers:
            dispatcher.utter_message(response="utter_help")
            return []
        dispatcher.utter_message(response="utter_more", topic=topic)
        return turn.remember(topic=topic)
