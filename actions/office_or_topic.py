"""Whether a message wants to know where an office is, or what it does."""

from __future__ import annotations

from collections.abc import Iterator

from actions.place import place_in
from actions.subject_office import office_of_subject
from actions.turn import Turn
from actions.wording import holds_any
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

# In words: a short message continues the one before, an elliptic one says nothing without it; a correction may say why.
SHORT, ELLIPTIC, CORRECTION = 5, 8, 12
RECOGNITION_BODY = "recognition_body"
# probability of a look-up that counts although it names no office: after a look-up, after a topic
SURE, SURE_WITHOUT_NAME = 0.8, 0.9
# words for what was spoken about before, in the one spelling
REFERRING = frozenset(squash("da dafür dabei dazu damit davon darüber dieses that this it").split())
# words that add nothing to the name of an office; of others there may be one: "Adresse"
EMPTY = frozenset(
    squash(
        "ok okay gut dann auch noch bitte und and then also too please pls the die das der für uns for us "
        "hier here dort there"
    ).split()
)
FILLERS = 1
# Probability of a look-up from which it is made, when a place is known, instead of explaining the office; an office
# that is named as well needs less, right after a look-up least. In a story one may be named that is not looked for.
RATHER_A_LOOKUP, OFFICE_NAMED, OFFICE_NAMED_NEXT, HARDLY_A_LOOKUP = 0.3, 0.05, 0.02, 0.01
OWN_BODY = 0.1
WITH_CONTACT = 0.1  # when an address, a telephone number or the like is asked for
RATHER_EXPLAINED = 0.25  # the other way round, when no place is known


def only_names_an_office(turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service when the message is its name and little else, after a look-up or with a known place.

    "And the job centre?" then asks where it is, "what does the job centre do?" does not.
    """
    if not (turn.slot("kind") or turn.slot("district")) or turn.length > ELLIPTIC:
        return None
    hits = knowledge.services.names_in(turn.text)
    if len(hits) != 1:
        return None
    kind, words = hits[0]
    said = [word for word in squash(turn.text).split() if word not in EMPTY]
    return kind if len(said) - words <= FILLERS else None


def kinds_named(turn: Turn, knowledge: KnowledgeBase) -> list[str]:
    """Return the kinds of service that a message names and may be looking for."""
    named = knowledge.services.kinds_in(turn.text)
    if turn.length <= CORRECTION:
        return named
    return [kind for kind in named if turn.ranking.get(f"lookup/{kind}", 0.0) >= HARDLY_A_LOOKUP]


def rather_looked_up(topic: str, turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service when a message that reads like a topic wants to know where an office is."""
    is_sure = turn.label == topic and turn.confidence >= SURE
    named = kinds_named(turn, knowledge) if is_sure else knowledge.services.kinds_in(turn.text)
    place = place_in(turn, knowledge)
    if place.outside and any(knowledge.services.topic_of(kind) == topic for kind in named):
        return named[0]  # what an office does elsewhere nobody asks us
    if named and _searches(turn, knowledge):
        return named[0]
    is_story = is_sure and turn.length > CORRECTION  # it names offices and addresses in passing
    wanted = _whose_contact(turn, [] if is_story else named, knowledge)
    if is_story:
        return wanted if wanted and knowledge.services.topic_of(wanted) == topic else None
    if wanted is not None:
        return wanted
    if topic == knowledge.services.topic_of(RECOGNITION_BODY) and _asks_for_own_body(turn, knowledge):
        return RECOGNITION_BODY
    if place.named or turn.slot("district"):
        return _placed_office(topic, named, turn, knowledge)
    return None


def _searches(turn: Turn, knowledge: KnowledgeBase) -> bool:
    """Return whether a short statement looks for something: "I'm looking for a Welcome Center"."""
    is_statement = turn.length <= CORRECTION and "?" not in turn.text
    return is_statement and holds_any(turn.text, "search_words", knowledge)


def _whose_contact(turn: Turn, named: list[str], knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service whose address, telephone number or the like is asked for; None when none is."""
    if not holds_any(turn.text, "contact_words", knowledge):
        return None
    likely = [kind for kind, chance in lookups(turn, knowledge) if chance >= WITH_CONTACT]
    return next(iter([*named, *likely]), None)


def _placed_office(topic: str, named: list[str], turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the kind of service that is looked for in a place; None when the topic is rather to be explained."""
    if_named = OFFICE_NAMED_NEXT if turn.slot("kind") else OFFICE_NAMED
    for kind, chance in lookups(turn, knowledge):
        if knowledge.services.topic_of(kind) == topic:
            needed = if_named if kind in named else RATHER_A_LOOKUP
            return kind if chance >= needed else None
        if kind in named and chance >= RATHER_A_LOOKUP:
            return kind
    return None


def lookups(turn: Turn, knowledge: KnowledgeBase) -> Iterator[tuple[str, float]]:
    """Yield (kind of service, probability) of the look-ups, the most probable first."""
    for label, chance in turn.ranking.items():
        area, _, kind = label.partition("/")
        if area == "lookup" and kind in knowledge.services:
            yield kind, chance


def rather_explained(kind: str, turn: Turn, knowledge: KnowledgeBase) -> str | None:
    """Return the topic that explains a kind of service when no place is known and the message may ask for just that."""
    topic = knowledge.services.topic_of(kind)
    if kind == RECOGNITION_BODY:
        return None  # it depends on the occupation, which we ask for
    if topic is None or turn.slot("district") or place_in(turn, knowledge).named:
        return None
    if turn.slot("asks") or topic == turn.slot("topic"):  # an answer to our question; explained already
        return None
    if holds_any(turn.text, "contact_words", knowledge):
        return None
    is_searched = turn.length <= CORRECTION and holds_any(turn.text, "search_words", knowledge)
    if is_searched and kind in knowledge.services.kinds_in(turn.text):
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
    if kind is None and turn.confidence < SURE_WITHOUT_NAME and _refers_back(turn.text):
        return office_of_subject(turn, knowledge)
    return None


def _asks_for_own_body(turn: Turn, knowledge: KnowledgeBase) -> bool:
    """Return whether somebody wants the body for a diploma and has only forgotten to say for which occupation."""
    if turn.found("occupation") or turn.length > CORRECTION:
        return False
    chance = turn.ranking.get(f"lookup/{RECOGNITION_BODY}", 0.0)
    return chance >= OWN_BODY or holds_any(turn.text, "own_words", knowledge)


def _is_answer(turn: Turn) -> bool:
    return turn.slot("asks") == "place" and turn.length <= ELLIPTIC and "?" not in turn.text


def _refers_back(text: str) -> bool:
    return bool(REFERRING & set(squash(text).split()))
