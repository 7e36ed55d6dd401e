"""What to do when a message was not understood for certain."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.handoff import offer_person
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase

# Below this probability of the best guess nothing is offered when the message may well be none of ours.
LEAST_CONFIDENCE = 0.25
OUT_OF_SCOPE = "out_of_scope"
LIKELY = 0.5  # probability of a topic that short questions after ours refer to


class ActionClarify(TurnAction):
    """Offer the two or three topics that the message may be about."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        meant = Context(turn, self.knowledge, dispatcher).resolve()
        if meant is not None:
            return meant
        outside = turn.ranking.get(OUT_OF_SCOPE, 0.0)
        if turn.confidence < LEAST_CONFIDENCE and outside > turn.confidence / 2:
            return _say_unknown(turn, self.knowledge, dispatcher)
        options = self.knowledge.answers.to_offer(turn.options)
        dispatcher.utter_message(
            response="utter_clarify", topics=options, options=options, confidence=turn.confidence
        )
        place = place_in(turn, self.knowledge)
        known: dict[str, str | None] = {"district": place.district} if place.district else {}
        if (turn.confidence >= LIKELY and turn.label in options) or _are_of_one_area(options):
            known |= {"subject": options[0], "kind": None}  # whoever goes on without choosing means it
        return turn.remember(suggestions=options, **known)


def _are_of_one_area(topics: list[str]) -> bool:
    return len({topic.partition("/")[0] for topic in topics}) == 1


class ActionFallback(TurnAction):
    """Say that this is beyond what we know, what we can do instead, and who may help."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        meant = Context(turn, self.knowledge, dispatcher).resolve()
        if meant is not None:
            return meant
        return _say_unknown(turn, self.knowledge, dispatcher)


def _say_unknown(turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher) -> list[Event]:
    dispatcher.utter_message(response="utter_fallback")
    offer_person(turn, knowledge, dispatcher)
    return []


class ActionNotHelpful(TurnAction):
    """After "that did not help": the next best topic, then a person."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        topic = turn.slot("topic")
        tried = [topic, *(turn.slot("tried") or [])]
        candidates = list(turn.slot("suggestions") or [])
        candidates += self.knowledge.answers.answer(topic).related if topic else []
        options = [option for option in dict.fromkeys(candidates) if option not in tried][:3]
        if options and len(tried) < 2:
            dispatcher.utter_message(
                response="utter_not_helpful", topics=options, options=options, confidence=0.0
            )
            return turn.remember(tried=tried, suggestions=options)
        offer_person(turn, self.knowledge, dispatcher)
        return turn.remember(tried=None, suggestions=None)
