"""A whole conversation in each language, as the stand-in recorded it."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.telegram_server import Pair
from tests.channels.telegram.standin.builders import ATTACHMENTS, location
from tests.channels.telegram.standin.people import Person
from tests.channels.telegram.standin.transcript import transcript

HALLE = (51.4826, 11.9697)
Step = Callable[[Person], object]


def _writes(text: str) -> Step:
    return lambda person: person.writes(text)


def _presses(title: str) -> Step:
    return lambda person: person.presses(title)


CONVERSATIONS: dict[str, list[Step]] = {
    "de": [
        _writes("/start"),
        _writes("Ich bin Krankenschwester aus der Ukraine. Wer erkennt mein Diplom an?"),
        _writes("Magdeburg"),
        _writes("Welches Gehalt braucht man für die Blaue Karte?"),
        _presses("Mehr dazu"),
        _writes("Pflege"),
        _writes("/place"),
        lambda person: person.sends(**location(*HALLE)),
        _writes("Wo ist die Ausländerbehörde?"),
        lambda person: person.sends(**ATTACHMENTS["document"]),
        _writes("/person"),
        _writes("/privacy"),
        _writes("/forget"),
    ],
    "en": [
        _writes("/start en_recognition-nurses_15003"),
        _writes("How long does it take?"),
        _writes("Where is the jobcenter?"),
        _writes("What salary does the EU Blue Card need?"),
        _presses("More about this"),
        _writes("money"),
        lambda person: person.sends(**ATTACHMENTS["voice"]),
        lambda person: person.sends(**location(*HALLE)),
        _writes("/help"),
        _writes("/language"),
        _presses("Deutsch"),
        _writes("Danke"),
        _writes("/forget"),
    ],
}


def recorded(pair: Pair, language: str) -> str:
    """Hold the conversation of a language and return it as Markdown."""
    [person] = pair.new_people(1, language)
    for step in CONVERSATIONS[language]:
        step(person)
        person.reads()
        pair.wait_until_quiet([person], 2.5)
    return transcript(person.chat)
