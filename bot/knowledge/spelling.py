"""Find the word that a misspelt one was meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein


class Spelling:
    """Known words in the one spelling; slips of the keyboard seldom hit the first letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, int], list[str]] = defaultdict(list)  # by first letter and length
        for word in words:
            self._words[word[0], len(word)].append(word)

    def nearest(self, word: str, slips: int) -> str | None:
        """Return the known word with the fewest slips, at most so many; None when there is none."""
        near = [
            known
            for length in range(len(word) - slips, len(word) + slips + 1)
            for known in self._words.get((word[0], length), ())
        ]
        best = process.extractOne(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
        return best[0] if best else None
