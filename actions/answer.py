"""Answers to topics, their details, and short questions that follow them."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.lookup import ServiceFinder
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase


class Answerer:
    """Utters the answer to topics and what belongs to it."""

    def __init__(self, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._knowledge = knowledge
        self._dispatcher = dispatcher
        self._turn = turn

    def answer(self, topics: list[str]) -> list[Event]:
        """Answer topics in order; then the look-up that belongs to the first, or our open question again."""
        for topic in topics:
            self._dispatcher.utter_message(response=f"utter_{topic}", confidence=self._turn.confidence)
        place = place_in(self._turn, self._knowledge)
        events = self._turn.remember(topic=topics[0], suggestions=self._turn.options)
        if place.district is not None:
            events += self._turn.remember(district=place.district)
        kind = self._explained_kind(topics[0])
        if kind is not None and (place.named or self._turn.slot("district")):
            return events + ServiceFinder(self._knowledge, self._dispatcher, self._turn).find(kind)
        if self._turn.slot("asks") in ("place", "occupation"):
            return events + self._return_to_open_question()
        return events + self._turn.remember(asks=None, kind=None)

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
        topics = [turn.chosen("topic") or turn.label, *turn.also]
        known = [topic for topic in topics if topic in self.knowledge.answers]
        if not known:
            dispatcher.utter_message(response="utter_fallback")
            return []
        return Answerer(self.knowledge, dispatcher, turn).answer(known)


class ActionMore(TurnAction):
    """Give the details of the last answer."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        topic = turn.chosen("topic") or turn.slot("topic")
        if topic not in self.knowledge.answers:
            dispatcher.utter_message(response="utter_help")
            return []
        dispatcher.utter_message(response="utter_more", topic=topic)
        return turn.remember(topic=topic)


class ActionFollowUp(TurnAction):
    """Answer a short question about the last topic: "and what does that cost?"."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        aspect, topic = turn.label.partition("/")[2], turn.slot("topic")
        if aspect == "place":
            return ServiceFinder(self.knowledge, dispatcher, turn).find(self._kind(turn, topic))
        target = getattr(self.knowledge.answers.answer(topic).follow_up, aspect) if topic else None
        if target is not None:
            return Answerer(self.knowledge, dispatcher, turn).answer([target])
        options = turn.options or self.knowledge.answers.topics_on(aspect)
        dispatcher.utter_message(response="utter_clarify", topics=options, options=options)
        return turn.remember(suggestions=options)

    def _kind(self, turn: Turn, topic: str | None) -> str:
        """Return the kind of service that "where do I have to go?" means."""
        named = self.knowledge.services.kinds_in(turn.text)
        if named:
            return named[0]
        answer = self.knowledge.answers.answer(topic) if topic else None
        kinds = (answer.follow_up.place, answer.lookup) if answer else (turn.slot("kind"),)
        return next((kind for kind in kinds if kind), "welcome_center")
