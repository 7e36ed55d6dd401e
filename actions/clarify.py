"""What to do when a message was not understood for certain."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.handoff import offer_person
from actions.lookup import RECOGNITION_BODY, ServiceFinder
from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase

SHORT_MESSAGE = 5  # words; such a message continues the one before


class ActionClarify(TurnAction):
    """Offer the two or three topics that the message may be about."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        answer = plain_answer(turn, self.knowledge, dispatcher)
        if answer is not None:
            return answer
        options = turn.options
        if len(options) == 1:
            related = self.knowledge.answers.answer(options[0]).related
            options = [*options, *(topic for topic in related if topic not in options)][:2]
        dispatcher.utter_message(
            response="utter_clarify", topics=options, options=options, confidence=turn.confidence
        )
        place = place_in(turn, self.knowledge)
        known = {"district": place.district} if place.district else {}
        return turn.remember(suggestions=options, **known)


class ActionFallback(TurnAction):
    """Say that this is beyond what we know, what we can do instead, and who may help."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        answer = plain_answer(turn, self.knowledge, dispatcher)
        if answer is not None:
            return answer
        dispatcher.utter_message(response="utter_fallback")
        offer_person(turn, self.knowledge, dispatcher)
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


def plain_answer(
    turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher
) -> list[Event] | None:
    """Return the events when the message names kind and place, or answers what we have just asked; else None."""
    asks, kind = turn.slot("asks"), turn.slot("kind")
    finder = ServiceFinder(knowledge, dispatcher, turn)
    named = knowledge.services.kinds_in(turn.text)
    place_named = place_in(turn, knowledge).named
    short = len(turn.text.split()) <= SHORT_MESSAGE
    if named and (place_named or (short and turn.slot("district"))):
        return finder.find(named[0])  # "Ausländerbehörde Berlin", "und die IHK?"
    if place_named and short and kind:
        return finder.find(kind)  # "und in Jena?"
    if asks in ("place", "which_place") and kind:
        return finder.find(kind) if place_in(turn, knowledge, asked=True).named else None
    if asks == "occupation" and knowledge.occupations.find(turn.text, expected=True):
        return finder.find(kind or RECOGNITION_BODY)
    if asks == "need":
        if named:
            return finder.find(named[0])
        if turn.options:
            return Answerer(knowledge, dispatcher, turn).answer(turn.options[:1])
    return None
