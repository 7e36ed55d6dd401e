"""Find known phrases in a sentence, whatever their spelling: a blank spaCy pipeline with a phrase matcher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.text import squash

_WORD = re.compile(r"[^\W_]+")
SENTENCES = 8  # of the turn at hand: each is searched for places, occupations, countries and more


@dataclass(frozen=True)
class Word:
    """A word of the sentence: as typed, where, and its one spelling."""

    start: int
    end: int
    typed: str
    squashed: str


@dataclass(frozen=True)
class PhraseMatch:
    """A phrase found: its key, and the first and last word (exclusive) it covers."""

    key: str
    first: int
    last: int


@lru_cache(SENTENCES)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; hyphens, slashes and punctuation separate words."""
    return tuple(
        Word(match.start(), match.end(), match[0], squashed)
        for match in _WORD.finditer(text)
        if (squashed := squash(match[0]).replace(" ", ""))
    )


class Gazetteer:
    """A set of phrases, each with a key; matches whole words, the longest first."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Compile phrases.

        Args:
            phrases: key -> phrases in any spelling; empty ones are ignored.
        """
        self._nlp = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for key, variants in phrases.items():
            docs = [self._doc(words) for v in set(variants) if (words := words_of(v))]
            if docs:
                self._matcher.add(key, docs)

    def _doc(self, words: Sequence[Word]) -> Doc:
        return Doc(self._nlp.vocab, words=[word.squashed for word in words])

    def find(self, words: Sequence[Word]) -> list[PhraseMatch]:
        """Return the matches in a sentence, left to right, without overlap."""
        if not words:
            return []
        spans = filter_spans(self._matcher(self._doc(words), as_spans=True))
        return [PhraseMatch(span.label_, span.start, span.end) for span in spans]
