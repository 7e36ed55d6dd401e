"""What people ask and see, compared by its words: what formatting changes does not count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service import KEEP_DAYS, OPERATOR
from standin.chats import Shown
from standin.people import Person
from standin.updates import Update

LANGUAGES = ("de", "en")
BLUE_CARD = {
    "de": "Welches Gehalt braucht man für die Blaue Karte?",
    "en": "What salary does the EU Blue Card need?",
}
FOREIGNERS_AUTHORITY = {
    "de": "Wo ist die Ausländerbehörde in Köthen?",
    "en": "Where is the foreigners authority in Köthen?",
}
JOBCENTER = {"de": "Wo ist das Jobcenter?", "en": "Where is the jobcenter?"}
# what is asked about one after the other, and the district that only the answer to it names
PLACES = {
    "Köthen": "Anhalt-Bitterfeld",
    "Bautzen": "Bautzen",
    "Wernigerode": "Harz",
    "Zwickau": "Zwickau",
    "Freiberg": "Mittelsachsen",
}
LOOKS_GERMAN = re.compile(r"\b(?:und|der|die|das|nicht|ist|Sie|Ihre?)\b")
LOOKS_ENGLISH = re.compile(r"\b(?:and|the|you|your|is|not|of)\b")
FACTS = {
    "a machine": {
        "de": r"Computerprogramm|Maschine|Chatbot|kein Mensch",
        "en": r"computer program|machine|chatbot",
    },
    "who runs it": {"de": re.escape(OPERATOR.partition(",")[0]), "en": re.escape(OPERATOR.partition(",")[0])},
    "what is stored": {"de": r"speicher", "en": r"\b[Ss]tored?\b"},
    "how long": {"de": rf"\b{KEEP_DAYS} Tage", "en": rf"\b{KEEP_DAYS} days"},
    "Telegram is not ours": {"de": r"Telegram", "en": r"Telegram"},
    "the web chat": {
        "de": r"Web-?[Cc]hat|Internetseite|Webseite|Website|Chat",
        "en": r"[Ww]eb ?chat|website|web page|chat",
    },
}


def questions(person: Person, number: int = len(PLACES)) -> list[Update]:
    """Return so many questions of a person, in order, not delivered yet."""
    return [person.drafts(f"Wo ist die Ausländerbehörde in {place}?") for place in list(PLACES)[:number]]


def answers(person: Person) -> list[str]:
    """Return the districts of the answers to ``questions`` as they came, each time they came."""
    seen = [message.text for message in person.chat.from_bot]
    return [name for text in seen for name in PLACES.values() if f"(Landkreis {name})" in text]


def is_in(language: str, text: str) -> bool:
    german, english = len(LOOKS_GERMAN.findall(text)), len(LOOKS_ENGLISH.findall(text))
    return german > english if language == "de" else english > german


def texts(messages: list) -> str:
    return "\n".join(message.text for message in messages)


_LINK = re.compile(r"\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))+\)")
_MARKS = re.compile(r"\*\*|&(?:amp|lt|gt|quot|#\d+);|</?[a-z]+>|\\[.!()-]|\]\(http")


def words(text: str) -> list[str]:
    """Return the words of a text in simple Markdown, without its formats and the addresses of its links."""
    return re.findall(r"\w+", _LINK.sub(r"\1", text).lower())


def holds(messages: Sequence[Shown], text: str) -> bool:
    """Return whether messages together hold all words of a text, in order."""
    shown = iter(word for message in messages for word in words(message.text))
    return all(word in shown for word in words(text))


def raw_marks(messages: Sequence[Shown]) -> list[str]:
    """Return the marks of a format that a person would see instead of the format; none is right."""
    return [mark for message in messages for mark in _MARKS.findall(message.text)]
