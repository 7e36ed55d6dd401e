"""What the benchmark says: one list for all systems, German and English, of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a message costs the server depends on what it asks for."""

    TOPIC = "topic"
    LOOKUP = "look-up"
    FOLLOW_UP = "follow-up"
    SMALL_TALK = "small talk"


@dataclass(frozen=True)
class Message:
    kind: Kind
    language: str
    text: str


# A follow-up refers to the message before it, so the order stays; callers only start at different places.
MIX: tuple[Message, ...] = (
    Message(Kind.SMALL_TALK, "de", "Hallo"),
    Message(Kind.TOPIC, "de", "Welches Gehalt verlangt die Blaue Karte für einen Ingenieur?"),
    Message(Kind.FOLLOW_UP, "de", "Und was kostet das?"),
    Message(Kind.LOOKUP, "de", "Wo finde ich die Ausländerbehörde in Halle?"),
    Message(
        Kind.TOPIC,
        "de",
        "Guten Tag, wir sind eine Tischlerei mit neun Leuten. Ein Kollege aus Bosnien möchte zum März anfangen, "
        "er hat dort den Beruf gelernt und spricht schon etwas Deutsch. Wie läuft das mit seinem Visum ab?",
    ),
    Message(Kind.LOOKUP, "de", "welcome center magdeburg telefon"),
    Message(Kind.FOLLOW_UP, "de", "und in Dessau?"),
    Message(Kind.SMALL_TALK, "de", "Danke schön"),
    Message(Kind.TOPIC, "en", "How do I get my nursing diploma from the Philippines recognised?"),
    Message(Kind.FOLLOW_UP, "en", "how long does it take?"),
    Message(Kind.LOOKUP, "en", "Where is the immigration office in Chemnitz?"),
    Message(
        Kind.TOPIC,
        "en",
        "My husband has found work in Leipzig and our daughter turns six in June. Where does she go to school?",
    ),
    Message(Kind.LOOKUP, "en", "jobcenter zwickau adress"),
    Message(Kind.SMALL_TALK, "en", "thank you"),
    Message(Kind.TOPIC, "de", "anerkenung kosten koch"),
    Message(Kind.LOOKUP, "de", "Wer berät in Wernigerrode zur Anerkennung?"),
    Message(Kind.TOPIC, "en", "Can my employer pay me less than the minimum wage during probation?"),
    Message(Kind.FOLLOW_UP, "en", "and who helps me with that in Bautzen?"),
    Message(Kind.TOPIC, "de", "Gibt es Zuschüsse zum Lohn, wenn ich einen Arbeitslosen einstelle?"),
    Message(Kind.LOOKUP, "de", "Arbeitsagentur 06108 Öffnungszeiten"),
)


def starting_at(start: int, mix: Sequence[Message] = MIX) -> list[Message]:
    """Return the whole mix in its order, beginning with another message."""
    first = start % len(mix)
    return [*mix[first:], *mix[:first]]
