"""Find occupations in what people type, and who recognises them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.knowledge import models as m
from bot.knowledge.gazetteer import Gazetteer, Word, words_of
from bot.knowledge.spelling import Spelling
from bot.text import squash

MIN_FUZZY_LENGTH = 7  # shorter names of occupations resemble too many words


@dataclass(frozen=True)
class OccupationMatch:
    """An occupation in a sentence; more than one id means that the word is ambiguous."""

    start: int
    end: int
    text: str
    occupations: tuple[str, ...]


class OccupationFinder:
    """All words for occupations."""

    def __init__(
        self, occupations: Collection[m.Occupation], ambiguous: Collection[m.AmbiguousOccupation]
    ) -> None:
        self._occupations = {occupation.id: occupation for occupation in occupations}
        self._meanings = _meanings(occupations, ambiguous)
        self._gazetteer = Gazetteer({word: [word] for word in self._meanings})
        self._spelling = Spelling(w for w in self._meanings if " " not in w and len(w) >= MIN_FUZZY_LENGTH)

    def __contains__(self, occupation_id: str) -> bool:
        return occupation_id in self._occupations

    def occupation(self, occupation_id: str) -> m.Occupation:
        """Return an occupation by its id; KeyError when there is none."""
        return self._occupations[occupation_id]

    def find(self, text: str, expected: bool = False) -> list[OccupationMatch]:
        """Return the occupations in a text, left to right.

        Args:
            text: what the person typed.
            expected: we have just asked for the occupation, so that misspellings count.
        """
        words = words_of(text)
        found = [
            self._match(text, words[hit.first], words[hit.last - 1], hit.key)
            for hit in self._gazetteer.find(words)
        ]
        if found:
            return found
        return [match for word in words if (match := self._misspelt(text, word, expected))]

    def _match(self, text: str, first: Word, last: Word, key: str) -> OccupationMatch:
        typed = text[first.start : last.end]
        return OccupationMatch(first.start, last.end, typed, self._meanings[key])

    def _misspelt(self, text: str, word: Word, expected: bool) -> OccupationMatch | None:
        if len(word.squashed) < MIN_FUZZY_LENGTH:
            return None
        best = self._spelling.nearest(word.squashed, 2 if expected else 1)
        return self._match(text, word, word, best) if best else None


def _meanings(
    occupations: Collection[m.Occupation], ambiguous: Collection[m.AmbiguousOccupation]
) -> dict[str, tuple[str, ...]]:
    """Return one spelling -> ids of occupations, in the order of the files."""
    meanings: dict[str, list[str]] = {}
    for occupation in occupations:
        words = [w for group in occupation.words.values() for w in group]
        for word in {squash(w) for w in [*words, *occupation.name.values()]} - {""}:
            ids = meanings.setdefault(word, [])
            if occupation.id not in ids:
                ids.append(occupation.id)
    for row in ambiguous:
        meanings[squash(row.word)] = list(row.occupations)
    return {word: tuple(ids) for word, ids in meanings.items()}
