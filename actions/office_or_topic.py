"""Whether a message wants to know where an office is, or what it does."""

from __future__ import annotations

from actions.place import place_in
from actions.turn import Turn
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

# In words: a short message continues the one before, an elliptic one says nothing without it; a correction may say why.
SHORT, ELLIPTIC, CORRECTION = 5, 8, 12
RECOGNITION_BODY = "recognition_body"
SURE = 0.8  # probability of a look-up that counts although it names no office
# words for what was spoken about before, in the one spelling
REFERRING = frozenset(squash("da dafür dabei dazu damit davon dieses that this").split())
FILLERS = 2  # words: "and the", "auch noch"
# Probability of a look-up from which it is made, when a place was named, instead of explaining the office; an
# office that is named as well needs less.
RATHER_A_LOOKUP, OFFICE_NAMED = 0.2, 0.02
RATHER_EXPLAINED = 0.25  # the other way round, when no place is known


def only_names_an_office(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service when the message is its name and little else, after a look-up or with a known place.

    "And the job centre?" then asks where it is, "what does the job centre do?" does not.
    """
    if not (turn.slot("kind") or turn.slot("district")) or turn.length > SHORT:
        return None
    hits = knowledge.services.names_in(turn.text)
    if len(hits) != 1:
        return None
    kind, words = hits[0]
    return kind if len(squash(turn.text).split()) - words <= FILLERS else None


def rather_looked_up(topic: str, turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service when a message that reads like a topic wants to know where an office is."""
    named = knowledge.services.kinds_in(turn.text)
    if named and _names_contact(turn.text, knowledge):
        return named[0]
    place = place_in(turn, knowledge)
    if place.outside and any(knowledge.services.topic_of(kind) == topic for kind in named):
        return named[0]  # what an office does elsewhere nobody asks us
    if not (place.named or turn.slot("district")):
        return None
    is_next = place.named or turn.slot("kind")  # a place, or a look-up just made
    for label, chance in turn.ranking.items():
        area, _, kind = label.partition("/")
        if area != "lookup" or kind not in knowledge.services:
            continue
        if knowledge.services.topic_of(kind) == topic:
            needed = OFFICE_NAMED if kind in named and is_next else RATHER_A_LOOKUP
            return kind if chance >= needed else None
        if kind in named and chance >= RATHER_A_LOOKUP:
            return kind
    return None


def rather_explained(kind: str, turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the topic that explains a kind of service when no place is known and the message may ask for just that."""
    topic = knowledge.services.topic_of(kind)
    if kind == RECOGNITION_BODY:
        return None  # it depends on the occupation, which we ask for
    if topic is None or turn.slot("district") or place_in(turn, knowledge).named:
        return None
    return topic if turn.ranking.get(topic, 0.0) >= RATHER_EXPLAINED else None


def office_spoken_about(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service that a message means without naming one: "is there a counsellor for that in Riesa?".

    It is the one that we have asked the place for, the one just looked up, or that of the subject.
    """
    if turn.length > CORRECTION or knowledge.services.kinds_in(turn.text):
        return None
    kind = turn.slot("kind")
    if kind and (_is_answer(turn) or (turn.confidence < SURE and place_in(turn, knowledge).named)):
        return kind
    subject = turn.subject
    if kind is None and subject is not None and subject in knowledge.answers and _refers_back(turn.text):
        answer = knowledge.answers.answer(subject)
        return answer.follow_up.place or answer.lookup
    return None


def _is_answer(turn: Turn) -> bool:
    return turn.slot("asks") == "place" and turn.length <= ELLIPTIC and "?" not in turn.text


def _refers_back(text: str) -> bool:
    return bool(REFERRING & set(squash(text).split()))


def _names_contact(text: str, knowledge: KnowledgeBase) -> bool:
    """Return whether a text asks for an address, a telephone number or opening hours."""
    phrase = knowledge.phrases["contact_words"]
    words, typed = f"{phrase.de}, {phrase.en}".split(", "), f" {squash(text)} "
    return any(f" {squash(word)} " in typed for word in words)
