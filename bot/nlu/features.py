"""What the classifier sees of a sentence: words, letters and concepts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from murmurhash.mrmr import hash as murmur
from scipy.sparse import csr_matrix

from bot.knowledge.gazetteer import Gazetteer, words_of
from bot.text import squash

_SPACES = re.compile(r"\s+")
Lexicon = Mapping[str, Mapping[str, list[str]]]  # concept -> language -> words
SHORTEST, LONGEST = 3, 5  # letters
COUNTRY = "country"  # the concept that is seen together with its neighbours: "aus Kanada" is not "in Kanada"


class Featurizer:
    """Hashes words (1-2), letters within words (3-5) and concepts; weighs them by TF-IDF.

    Hashing keeps no vocabulary: memory does not grow with the examples. scikit-learn's vectorizers do the same, but
    take 2.5 ms for one sentence, most of it checks of the input; this takes 0.2 ms.
    """

    def __init__(self, lexicon: Lexicon, bits: int) -> None:
        self.lexicon = {concept: dict(words) for concept, words in lexicon.items()}
        self.columns = 2**bits
        self._idf = np.ones(self.columns, dtype=np.float32)
        phrases = {c: [w for words in by.values() for w in words] for c, by in self.lexicon.items()}
        self._countries = Gazetteer({COUNTRY: phrases.pop(COUNTRY, [])})
        self._concepts = Gazetteer(phrases)

    def fit(self, texts: Iterable[str]) -> None:
        """Learn how rare every feature is."""
        documents = np.zeros(self.columns, dtype=np.float64)
        number = 0
        for text in texts:
            number += 1
            for counts in self._counts(text):
                documents[list(counts)] += 1
        self._idf = (np.log((1 + number) / (1 + documents)) + 1).astype(np.float32)

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return columns and values of a text; a column can occur twice."""
        columns, values = [], []
        for counts in self._counts(text):
            if not counts:
                continue
            index = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
            count = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
            weights = (1 + np.log(count)) * self._idf[index]
            columns.append(index)
            values.append(weights / np.sqrt(weights @ weights))
        if not columns:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        return np.concatenate(columns), np.concatenate(values)

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """Return one row per text."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return csr_matrix((values, columns, ends), shape=(len(rows), self.columns))

    def concepts_in(self, text: str) -> list[str]:
        """Return the concepts of a text in order."""
        return [hit.key for hit in self._concepts.find(words_of(text))]

    def _counts(self, text: str) -> tuple[Counter[int], ...]:
        """Return column -> count for words, letters and concepts."""
        words = squash(text).split()
        mask = self.columns - 1
        return (
            Counter(murmur(feature) & mask for feature in _word_features(words)),
            Counter(murmur(feature) & mask for feature in _letter_features(words)),
            Counter(murmur(f"concept {c}") & mask for c in self.concepts_in(text)),
            Counter(murmur(feature) & mask for feature in self._country_features(text)),
        )

    def _country_features(self, text: str) -> Iterator[str]:
        words = words_of(text)
        for hit in self._countries.find(words):
            before = words[hit.first - 1].squashed if hit.first else "<"
            after = words[hit.last].squashed if hit.last < len(words) else ">"
            yield from (f"{before} {COUNTRY}", f"{COUNTRY} {after}")

    @property
    def idf(self) -> np.ndarray:
        """How rare every column is, (columns,)."""
        return self._idf

    @idf.setter
    def idf(self, idf: np.ndarray) -> None:
        self._idf = idf.astype(np.float32)


def _word_features(words: list[str]) -> Iterator[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _letter_features(words: list[str]) -> Iterator[str]:
    """Yield runs of letters; ``<`` and ``>`` mark the ends of words."""
    for word in words:
        marked = f"<{word}>"
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size]


def mask_entities(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return the text with each span replaced by a word for its kind; spans must not overlap."""
    parts, end = [], 0
    for start, stop, kind in sorted(spans):
        if start >= end:
            parts += [text[end:start], f" xx{kind}xx "]
            end = stop
    return _SPACES.sub(" ", "".join([*parts, text[end:]])).strip()
