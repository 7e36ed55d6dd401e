"""A place or an occupation that was given by itself."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.handoff import ActionOfferPerson
from actions.lookup import ServiceFinder
from actions.occupation import occupation_in
from actions.office_or_topic import RECOGNITION_BODY
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction


class ActionTakePlace(TurnAction):
    """Use a place that was given by itself: as an answer to our question, a correction, or first of all."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        if turn.slot("asks") == "person":
            return ActionOfferPerson(self.knowledge).respond(turn, dispatcher)
        topic = self._topic_in_other_state(turn)
        if topic is not None:
            return Answerer(self.knowledge, dispatcher, turn).answer([topic])
        finder = ServiceFinder(self.knowledge, dispatcher, turn)
        kind = turn.slot("kind") or self._kind_of_topic(turn)
        if kind is not None:
            return finder.find(kind)
        place = place_in(turn, self.knowledge, asked=turn.slot("asks") == "place")
        dispatcher.utter_message(response="utter_ask_need", asks="need", district=place.district)
        known = {"district": place.district} if place.district else {}
        return turn.remember(asks="need", **known)

    def _topic_in_other_state(self, turn: Turn) -> str | None:
        """Return the topic that "and in Saxony?" means after one that holds for Saxony-Anhalt only."""
        topic = turn.slot("topic")
        if turn.slot("kind") or topic not in self.knowledge.answers:
            return None
        if not place_in(turn, self.knowledge).is_state:
            return None
        return self.knowledge.answers.answer(topic).follow_up.other_state

    def _kind_of_topic(self, turn: Turn) -> str | None:
        topic = turn.slot("topic")
        return self.knowledge.answers.answer(topic).lookup if topic in self.knowledge.answers else None


class ActionTakeOccupation(TurnAction):
    """Name the body that recognises an occupation that was given by itself."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        topic = self._topic_of_occupation(turn)
        if topic is not None:
            return Answerer(self.knowledge, dispatcher, turn).answer([topic])
        return ServiceFinder(self.knowledge, dispatcher, turn).find(RECOGNITION_BODY)

    def _topic_of_occupation(self, turn: Turn) -> str | None:
        """Return the topic on an occupation when no look-up is under way: "and my brother? He is a doctor."."""
        is_lookup = turn.slot("kind") or turn.slot("asks") == "occupation"
        if is_lookup or not turn.found("occupation") or place_in(turn, self.knowledge).named:
            return None
        occupation = occupation_in(turn, self.knowledge)
        return self.knowledge.answers.topic_on_occupation(occupation) if occupation else None
