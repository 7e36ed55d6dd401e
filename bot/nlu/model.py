"""The linear model over all labels, in two steps: what kind of message, then which topic or look-up."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from bot.nlu.features import Featurizer, Lexicon

KINDS = "kinds"  # the first step
TOPIC = "topic"
LOOKUP = "lookup"


@dataclass
class Scorer:
    """One linear classifier.

    Shapes: ``weights`` (features, labels) in float16 to save memory, ``bias`` (labels,).
    """

    labels: list[str]
    weights: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    def scores(self, features: csr_matrix) -> np.ndarray:
        """Return one row per text, one column per label."""
        if features.shape[0] == 1:  # the hot path: a few hundred rows of the weights, no sparse product
            rows = self.weights[features.indices].astype(np.float32)
            return (features.data @ rows + self.bias)[np.newaxis]
        return features @ self.weights.astype(np.float32) + self.bias

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """Return calibrated probabilities; each row sums to 1."""
        return softmax(self.scores(features) / self.temperature, axis=1)

    def calibrate(self, features: csr_matrix, labels: list[str]) -> None:
        """Choose the temperature under which labels that training has not seen are most likely.

        Source: Guo et al. 2017, On Calibration of Modern Neural Networks.
        """
        columns = np.array([self.labels.index(label) for label in labels])
        scores, rows = self.scores(features), np.arange(len(labels))

        def loss(log_temperature: float) -> float:
            chances = log_softmax(scores / np.exp(log_temperature), axis=1)
            return -float(chances[rows, columns].mean())

        self.temperature = float(np.exp(minimize_scalar(loss, bounds=(-4, 4), method="bounded").x))


class LinearModel:
    """Says of a text how probable every label is.

    The first step tells topics, look-ups and the intents of dialogue apart; they differ in size by a factor of three
    hundred, so it weighs them equally. The second step tells 96 topics apart, where naive Bayes learns more from few
    and varied examples than a support vector machine, and look-ups, where it is the other way round
    (docs/decisions/0005).
    """

    def __init__(self, featurizer: Featurizer, smoothing: float, regularisation: float) -> None:
        self.featurizer = featurizer
        self._smoothing = smoothing
        self._regularisation = regularisation
        self._scorers: dict[str, Scorer] = {}

    def fit(self, texts: list[str], labels: list[str]) -> None:
        """Learn from examples."""
        self.featurizer.fit(texts)
        features, names = self.featurizer.transform(texts), np.array(labels)
        kinds = np.array(_kinds(labels))
        gate = LinearSVC(C=self._regularisation, class_weight="balanced", random_state=0)
        self._scorers = {KINDS: _fitted(gate, features, kinds)}
        for kind, model in (
            (TOPIC, MultinomialNB(alpha=self._smoothing, fit_prior=False)),
            (LOOKUP, LinearSVC(C=self._regularisation, random_state=0)),
        ):
            chosen = kinds == kind
            if chosen.any():
                self._scorers[kind] = _fitted(model, features[chosen], names[chosen])

    def calibrate(self, texts: list[str], labels: list[str]) -> None:
        """Calibrate every step on examples that ``fit`` has not seen."""
        for step, scorer in self._scorers.items():
            wanted = [
                kind_of(label) if step == KINDS and kind_of(label) in scorer.labels else label
                for label in labels
            ]
            chosen = [i for i, label in enumerate(wanted) if label in scorer.labels]
            if chosen:
                features = self.featurizer.transform([texts[i] for i in chosen])
                scorer.calibrate(features, [wanted[i] for i in chosen])

    def ranking(self, text: str, at_most: int) -> list[tuple[str, float]]:
        """Return the most probable labels, best first."""
        chances = self.probabilities([text])[0]
        best = np.argsort(chances)[::-1][:at_most]
        return [(self.labels[i], float(chances[i])) for i in best]

    @property
    def labels(self) -> list[str]:
        """All labels, in the order of the columns of ``probabilities``."""
        own = [label for label in self._scorers[KINDS].labels if label not in self._scorers]
        return own + [label for kind in self._steps() for label in self._scorers[kind].labels]

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """Return one row per text, one column per label, each row summing to 1."""
        features = self.featurizer.transform(texts)
        kinds = self._scorers[KINDS]
        chances = kinds.probabilities(features)
        own = [i for i, label in enumerate(kinds.labels) if label not in self._scorers]
        parts = [chances[:, own]]
        for kind in self._steps():
            share = chances[:, [kinds.labels.index(kind)]]
            parts.append(share * self._scorers[kind].probabilities(features))
        return np.hstack(parts)

    def _steps(self) -> list[str]:
        return [kind for kind in (TOPIC, LOOKUP) if kind in self._scorers]

    def save(self, folder: Path) -> None:
        """Write the model as NumPy arrays and JSON; nothing that runs code when read."""
        arrays = {"idf": self.featurizer.idf}
        for step, scorer in self._scorers.items():
            arrays |= {f"{step}_weights": scorer.weights, f"{step}_bias": scorer.bias}
        np.savez(folder / "model.npz", **arrays)
        description = {
            "steps": {s: [scorer.labels, scorer.temperature] for s, scorer in self._scorers.items()},
            "lexicon": self.featurizer.lexicon,
        }
        (folder / "model.json").write_text(json.dumps(description), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read what ``save`` wrote."""
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            self.featurizer.idf = arrays["idf"]
            self._scorers = {
                step: Scorer(labels, arrays[f"{step}_weights"], arrays[f"{step}_bias"], temperature)
                for step, (labels, temperature) in description["steps"].items()
            }

    @staticmethod
    def read_lexicon(folder: Path) -> Lexicon:
        """Return the lexicon that a saved model was trained with."""
        return json.loads((folder / "model.json").read_text(encoding="utf-8"))["lexicon"]


def kind_of(label: str) -> str:
    """Return what the first step calls a label: topic, lookup, or the label itself."""
    area, _, key = label.partition("/")
    if not key or area == "follow_up":
        return label
    return LOOKUP if area == LOOKUP else TOPIC


def _kinds(labels: list[str]) -> list[str]:
    """Return the kind of every label; a kind with a single label needs no second step."""
    members: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        members[kind_of(label)].add(label)
    return [kind_of(label) if len(members[kind_of(label)]) > 1 else label for label in labels]


def _fitted(model: MultinomialNB | LinearSVC, features: csr_matrix, labels: np.ndarray) -> Scorer:
    model.fit(features, labels)
    if isinstance(model, MultinomialNB):
        # scores relative to the average label: smaller numbers keep their precision in float16
        weights = (model.feature_log_prob_ - model.feature_log_prob_.mean(axis=0)).T
        bias = np.zeros(len(model.classes_), dtype=np.float32)
    else:
        weights, bias = model.coef_.T, model.intercept_.astype(np.float32)
    if weights.shape[1] == 1:  # scikit-learn keeps one column for two labels
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    labels_ = [str(label) for label in model.classes_]
    return Scorer(labels_, np.ascontiguousarray(weights, dtype=np.float16), bias)
