"""Our classifier's code on public sets: it is not tuned to our own sentences."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.features import Featurizer
from bot.nlu.model import TopicModel
from evaluation.comparison import Result, ask, measure_tfidf, size_mb

Pairs = list[tuple[str, str]]  # (text, label)
# The first step tells topics from other messages and needs two kinds; these sets have topics only. One empty
# message stands for the rest; its column is never looked at.
OTHER = ("", "other")
PREFIX = "x/"  # makes every label a topic


@dataclass(frozen=True)
class ScopeResult:
    """In and out of scope with a threshold that was chosen on the validation part."""

    name: str
    threshold: float
    in_scope: float  # right label and above the threshold
    recall: float  # out of scope and below it


@dataclass(frozen=True)
class PublicResult:
    """One set."""

    name: str
    source: str
    results: Sequence[Result]
    scope: Sequence[ScopeResult] = ()


class OursOnTopics:
    """Our model with topics only, without lexicon."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.model = TopicModel(Featurizer({}, config["bits"]), config["units"])

    def fit(self, pairs: Pairs, validation: Pairs) -> None:
        """Learn from examples; without validation the probabilities stay uncalibrated."""
        texts, labels = [text for text, _ in pairs], [PREFIX + label for _, label in pairs]
        self.model.fit([*texts, OTHER[0]], [*labels, OTHER[1]])
        if validation:
            self.model.calibrate([t for t, _ in validation], [PREFIX + label for _, label in validation])
        self._columns = [i for i, label in enumerate(self.model.labels) if label != OTHER[1]]

    def probabilities(self, texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """Return the labels and one row per text."""
        chances = self.model.probabilities(list(texts))[:, self._columns]
        labels = [self.model.labels[i].removeprefix(PREFIX) for i in self._columns]
        return labels, chances / chances.sum(axis=1, keepdims=True)

    def predict(self, text: str) -> str:
        """Return the most probable label."""
        labels, chances = self.probabilities([text])
        return labels[int(chances[0].argmax())]


def measure_public(folder: Path, config: dict[str, Any]) -> list[PublicResult]:
    """Return the figures of the sets that are in a folder."""
    found = []
    if (folder / "banking77" / "train.csv").exists():
        found.append(_banking77(folder / "banking77", config))
    if (folder / "clinc150" / "data_full.json").exists():
        found.append(_clinc150(folder / "clinc150" / "data_full.json", config))
    return found


def _banking77(folder: Path, config: dict[str, Any]) -> PublicResult:
    train, test = _read_csv(folder / "train.csv"), _read_csv(folder / "test.csv")
    ours, _ = _measure_ours(train, [], test, config)
    tfidf, _ = measure_tfidf([t for t, _ in train], [label for _, label in train], test)
    return PublicResult(
        "Banking77", "77 intents of bank customers; PolyAI, Casanueva et al. 2020; CC BY 4.0", [ours, tfidf]
    )


def _clinc150(path: Path, config: dict[str, Any]) -> PublicResult:
    data = json.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, Pairs] = {name: [(text, label) for text, label in rows] for name, rows in data.items()}
    ours, model = _measure_ours(parts["train"], parts["val"], parts["test"], config)
    texts, labels = zip(*parts["train"], strict=True)
    tfidf, baseline = measure_tfidf(texts, labels, parts["test"])
    scope = [_scope(ours.name, model, parts), _scope(tfidf.name, baseline, parts)]
    source = "150 intents and questions out of scope; Larson et al. 2019; CC BY 3.0"
    return PublicResult("CLINC150", source, [ours, tfidf], scope)


def _measure_ours(
    train: Pairs, validation: Pairs, test: Pairs, config: dict[str, Any]
) -> tuple[Result, OursOnTopics]:
    ours = OursOnTopics(config)
    start = time.perf_counter()
    ours.fit(train, validation)
    seconds = time.perf_counter() - start
    accuracy, median_ms = ask(ours.predict, test)
    return Result("ours, without lexicon", accuracy, seconds, median_ms, size_mb(ours.model)), ours


def _scope(name: str, model: Any, parts: dict[str, Pairs]) -> ScopeResult:
    def judged(scoped: str, unscoped: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        labels, chances = model.probabilities([text for text, _ in parts[scoped]])
        right = np.array([labels[i] for i in chances.argmax(axis=1)]) == [y for _, y in parts[scoped]]
        _, outside = model.probabilities([text for text, _ in parts[unscoped]])
        return chances.max(axis=1), right, outside.max(axis=1)

    threshold = best_threshold(*judged("val", "oos_val"))
    confidence, right, outside = judged("test", "oos_test")
    kept = float((right & (confidence >= threshold)).mean())
    return ScopeResult(name, threshold, kept, float((outside < threshold).mean()))


def best_threshold(confidence: np.ndarray, right: np.ndarray, outside: np.ndarray) -> float:
    """Return the threshold with the best mean of accuracy in scope and recall out of scope.

    Args:
        confidence: of questions in scope.
        right: whether their most probable label is right.
        outside: confidence of questions out of scope.
    """
    tried = np.arange(0.02, 1.0, 0.02)
    worth = [(right & (confidence >= t)).mean() + (outside < t).mean() for t in tried]
    return round(float(tried[int(np.argmax(worth))]), 2)


def _read_csv(path: Path) -> Pairs:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]
