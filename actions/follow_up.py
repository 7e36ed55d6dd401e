"""Short questions about what was said before: "and what does that cost?", "and my wife?"."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answerer
from actions.lookup import ServiceFinder
from actions.place import place_in
from actions.subject_office import office_of_subject
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase

PLACE = "place"
FOR_ALL_AREAS = ("family", "language")  # aspects that one topic answers for everything
READS_LIKE = 0.1  # probability of a topic on an aspect


class ActionFollowUp(TurnAction):
    """Answer a short question about the subject of the conversation."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        return follow_up(turn.label.partition("/")[2], turn, self.knowledge, dispatcher)


def follow_up(
    aspect: str, turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher
) -> list[Event]:
    """Answer an aspect (cost, duration, …) of the subject; offer topics when the subject says nothing about it.

    The subject stays what it was: after "does he need German?" a "how long does it take?" still means the visa.
    """
    if aspect == PLACE:
        return _place(turn, knowledge, dispatcher)
    subject, target = _target(aspect, turn, knowledge)
    if target is not None and target == turn.slot("topic"):  # just answered; its details say more
        dispatcher.utter_message(response="utter_more", topic=target)
        return []
    if target is not None:
        return Answerer(knowledge, dispatcher, turn).answer([target], subject=subject)
    options = knowledge.answers.to_offer(turn.options or knowledge.answers.topics_on(aspect))
    dispatcher.utter_message(response="utter_clarify", topics=options, options=options)
    return turn.remember(suggestions=options)


def _target(aspect: str, turn: Turn, knowledge: KnowledgeBase) -> tuple[str | None, str | None]:
    """Return the subject and the topic that answers an aspect of it; a look-up just made is the nearer subject."""
    kind = turn.slot("kind")
    looked_up = knowledge.services.topic_of(kind) if kind in knowledge.services else None
    for subject in (looked_up, turn.subject):
        if subject is not None and subject in knowledge.answers:
            target = getattr(knowledge.answers.answer(subject).follow_up, aspect)
            if target == subject and (other := _meant_by_itself(aspect, turn, knowledge)):
                return subject, other
            if target is not None:
                return subject, target
    return turn.subject, _usual(aspect, turn.subject, knowledge)


def _meant_by_itself(aspect: str, turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the topic on an aspect that the message also reads like: "can my wife come" after citizenship."""
    topics = knowledge.answers.topics_on(aspect)
    return next((topic for topic in topics if turn.ranking.get(topic, 0.0) >= READS_LIKE), None)


def _usual(aspect: str, subject: str | None, knowledge: KnowledgeBase) -> str | None:
    """Return the topic on an aspect in the area of the subject, or for all areas; else the subject itself says most."""
    if subject is None:
        return None
    topics = knowledge.answers.topics_on(aspect)
    areas = [topic.partition("/")[0] for topic in topics]
    area = subject.partition("/")[0]
    if area in areas:
        return topics[areas.index(area)]
    return topics[0] if aspect in FOR_ALL_AREAS and topics else subject


def _place(turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher) -> list[Event]:
    """Answer "where do I have to go?": the office named, just looked up, or that of the subject."""
    named = next(iter(knowledge.services.kinds_in(turn.text)), None)
    kind = named or turn.slot("kind")
    subject = turn.subject
    topic = None
    if subject is not None and subject in knowledge.answers:
        topic = knowledge.answers.answer(subject).follow_up.apply
    if kind is None and topic is not None and not place_in(turn, knowledge).named:
        return Answerer(knowledge, dispatcher, turn).answer([topic], subject=subject)
    kind = kind or office_of_subject(turn, knowledge) or "welcome_center"
    return ServiceFinder(knowledge, dispatcher, turn).find(kind)
