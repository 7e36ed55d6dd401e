"""Logistic regression over sparse features, for several tasks at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.learning import Learning, Task

RATE = 0.01
EPOCHS = 6
UNSEEN_FEATURES = 0.3  # share of the features hidden while training


@dataclass
class Linear:
    """A linear classifier.

    Shapes: ``weights`` (features, labels) in float16 to save memory, ``bias`` (labels,).
    """

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, features: csr_matrix) -> np.ndarray:
        """Return one row per text, one column per label."""
        if features.shape[0] == 1:  # the hot path: a few hundred rows of the weights, no sparse product
            rows = self.weights[features.indices].astype(np.float32)
            return (features.data @ rows + self.bias)[np.newaxis]
        return features @ self.weights.astype(np.float32) + self.bias


def logistic_regressions(features: csr_matrix, tasks: Sequence[Task]) -> list[Linear]:
    """Return a classifier for every task; one pass over the examples serves all."""
    ends = np.cumsum([0, *(task.labels for task in tasks)])
    weights = np.zeros((features.shape[1], ends[-1]), dtype=np.float32)
    bias = np.zeros(ends[-1], dtype=np.float32)
    learning = Learning(features, EPOCHS, UNSEEN_FEATURES)
    for batch in learning.batches():
        scores = batch.features @ weights[batch.columns] + bias
        parts = [scores[:, start:end] for start, end in pairwise(ends)]
        error = np.hstack([t.error(batch.rows, part) for t, part in zip(tasks, parts, strict=True)])
        learning.update(bias, error.sum(axis=0), RATE * batch.rate)
        learning.update(weights, batch.features.T @ error, RATE * batch.rate, batch.columns)
    return [
        Linear(weights[:, start:end].astype(np.float16), bias[start:end]) for start, end in pairwise(ends)
    ]
