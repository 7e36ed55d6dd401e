"""Which of several places decides who is responsible: where somebody lives, or where the firm sits."""

from __future__ import annotations

from actions.wording import Entity, holds_any
from bot.knowledge.base import KnowledgeBase

# Who looks for one of these speaks for a firm: where its people live does not matter.
FOR_FIRMS = ("employer_", "chamber", "business_succession", "state_coordination")


def deciding(places: list[Entity], text: str, kind: str, knowledge: KnowledgeBase) -> list[Entity]:
    """Leave out the places that do not decide: "I work in Leipzig and live in Taucha" is Taucha."""
    homes = [
        place
        for i, place in enumerate(places)
        if holds_any(_before(places, i, text), "home_words", knowledge)
        or holds_any(_right_after(places, i, text), "home_words", knowledge)
    ]
    others = [place for place in places if place not in homes]
    return (others if kind.startswith(FOR_FIRMS) else homes) or places


def _before(places: list[Entity], index: int, text: str) -> str:
    """Return the words before a place, of those after the place before all but the first, which may belong to that."""
    start = places[index - 1]["end"] if index else 0
    words = text[start : places[index]["start"]].split()
    return " ".join(words[1:] if index else words)


def _right_after(places: list[Entity], index: int, text: str) -> str:
    """Return the word after a place: in German the verb may follow, "in Taucha wohne ich"."""
    return " ".join(text[places[index]["end"] :].split()[:1])
