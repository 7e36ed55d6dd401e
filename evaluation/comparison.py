"""Other classifiers on the same sentences: what ours is worth."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from bot.nlu.model import TopicModel

STRENGTH = 10  # C: TF-IDF rows have length 1, for which scikit-learn's default of 1 is too cautious
ROUNDS = 30
BYTES_PER_MB = 1e6


@dataclass(frozen=True)
class Result:
    """One classifier."""

    name: str
    accuracy: float  # right label first
    training_s: float
    median_ms: float  # one question at a time
    weights_mb: float


class TfidfLogistic:
    """TF-IDF on words (1-2) and letters (2-5) with logistic regression: what one tries first."""

    def __init__(self) -> None:
        options: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
        self._features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), **options),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **options),
        )
        # saga: the other solvers take ten times longer on 140 labels
        self._model = LogisticRegression(C=STRENGTH, solver="saga", tol=1e-3, max_iter=ROUNDS, random_state=0)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        """Learn from examples."""
        self._model.fit(self._features.fit_transform(texts).tocsr(), labels)

    def predict(self, text: str) -> str:
        """Return the most probable label."""
        return str(self._model.predict(self._features.transform([text]))[0])

    def probabilities(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """Return the labels and one row per text."""
        chances = self._model.predict_proba(self._features.transform(texts))
        return [str(label) for label in self._model.classes_], chances

    @property
    def weights_mb(self) -> float:
        return float(self._model.coef_.nbytes) / BYTES_PER_MB


def measure_tfidf(
    texts: Sequence[str], labels: Sequence[str], questions: Sequence[tuple[str, str]]
) -> tuple[Result, TfidfLogistic]:
    """Train the baseline and ask it.

    Args:
        texts: of the training.
        labels: of the training.
        questions: (text, label).
    """
    model = TfidfLogistic()
    start = time.perf_counter()
    model.fit(texts, labels)
    seconds = time.perf_counter() - start
    accuracy, median_ms = ask(model.predict, questions)
    return Result("TF-IDF + logistic regression", accuracy, seconds, median_ms, model.weights_mb), model


def ask(predict: Callable[[str], str], questions: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return accuracy and median time in ms, one question at a time."""
    hits, times = [], []
    for text, label in questions:
        start = time.perf_counter()
        hits.append(predict(text) == label)
        times.append(time.perf_counter() - start)
    return sum(hits) / len(hits), 1000 * statistics.median(times)


def size_mb(model: TopicModel) -> float:
    """Return the size of our model on disk, without the lexicon."""
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        return (Path(folder) / "model.npz").stat().st_size / BYTES_PER_MB
