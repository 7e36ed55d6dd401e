"""The linear model over all labels: calibrated probabilities from the features of a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression

from bot.nlu.features import Featurizer, Lexicon


class LinearModel:
    """Multinomial logistic regression with one temperature for calibration.

    Shapes: ``weights`` (features, labels) in float32, ``bias`` (labels,).
    """

    def __init__(self, featurizer: Featurizer, regularisation: float, max_iterations: int) -> None:
        self.featurizer = featurizer
        self._regularisation = regularisation
        self._max_iterations = max_iterations
        self.labels: list[str] = []
        self.temperature = 1.0
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._bias = np.zeros(0, dtype=np.float32)

    def fit(self, texts: list[str], labels: list[str]) -> None:
        """Learn from examples."""
        self.featurizer.fit(texts)
        features = self.featurizer.transform(texts)
        regression = LogisticRegression(C=self._regularisation, max_iter=self._max_iterations, tol=1e-3)
        regression.fit(features, labels)
        self.labels = [str(label) for label in regression.classes_]
        self._weights = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
        self._bias = regression.intercept_.astype(np.float32)

    def calibrate(self, texts: list[str], labels: list[str]) -> None:
        """Choose the temperature with the highest likelihood of examples that ``fit`` has not seen.

        Source: Guo et al. 2017, On Calibration of Modern Neural Networks.
        """
        index = {label: i for i, label in enumerate(self.labels)}
        known = [(text, index[label]) for text, label in zip(texts, labels, strict=True) if label in index]
        if not known:
            return
        scores = self._scores([text for text, _ in known])
        rows, columns = np.arange(len(known)), np.array([i for _, i in known])

        def loss(log_temperature: float) -> float:
            return -float(log_softmax(scores / np.exp(log_temperature), axis=1)[rows, columns].mean())

        self.temperature = float(np.exp(minimize_scalar(loss, bounds=(-3, 2), method="bounded").x))

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """Return one row per text, one column per label, each row summing to 1."""
        return softmax(self._scores(texts) / self.temperature, axis=1)

    def _scores(self, texts: list[str]) -> np.ndarray:
        if len(texts) == 1:  # the hot path: a few hundred rows of the weights, no sparse product
            columns, values = self.featurizer.row(texts[0])
            return (values @ self._weights[columns] + self._bias)[np.newaxis]
        return self.featurizer.transform(texts) @ self._weights + self._bias

    def save(self, folder: Path) -> None:
        """Write the model as NumPy arrays and JSON; nothing that runs code when read."""
        np.savez(
            folder / "model.npz",
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            idf=self.featurizer.idf,
        )
        description = {
            "labels": self.labels,
            "temperature": self.temperature,
            "lexicon": self.featurizer.lexicon,
        }
        (folder / "model.json").write_text(json.dumps(description), encoding="utf-8")

    @staticmethod
    def read_lexicon(folder: Path) -> Lexicon:
        """Return the lexicon that a saved model was trained with."""
        return json.loads((folder / "model.json").read_text(encoding="utf-8"))["lexicon"]

    def restore(self, folder: Path) -> None:
        """Read what ``save`` wrote."""
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.labels, self.temperature = description["labels"], description["temperature"]
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            self._weights = arrays["weights"].astype(np.float32)
            self._bias = arrays["bias"]
            self.featurizer.idf = arrays["idf"]
