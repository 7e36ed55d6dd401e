"""A small neural network over sparse features: one hidden layer, shared by several tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax

NOT_ASKED = -1  # target of an example that a task does not judge
INITIAL_SPREAD = 0.05
RATE = 0.003
BATCH = 128
EPOCHS = 8
LEAST_STEPS = 300  # small sets are seen more often
UNSEEN_FEATURES = 0.3  # share of the features hidden while training: no single word may decide
UNSEEN_UNITS = 0.5


@dataclass(frozen=True)
class Task:
    """What one head learns.

    Shapes: ``targets`` (examples,) with the number of the label or NOT_ASKED, ``importance`` (examples,).
    """

    targets: np.ndarray
    importance: np.ndarray
    labels: int


class Network:
    """Hidden units learnt from all tasks together, so that one task's examples help the others.

    Shapes: ``embedding`` (features, units) in float16 once trained, ``bias`` (units,), ``heads`` one (units + 1,
    labels) per task; the last row is its bias.
    """

    def __init__(self, embedding: np.ndarray, bias: np.ndarray, heads: list[np.ndarray]) -> None:
        self.embedding = embedding
        self.bias = bias
        self.heads = heads

    def hidden(self, features: csr_matrix) -> np.ndarray:
        """Return the hidden units of every text, (texts, units + 1); the last column is 1."""
        if features.shape[0] == 1:  # the hot path: a few hundred rows, no sparse product
            sums = (features.data @ self.embedding[features.indices].astype(np.float32))[np.newaxis]
        else:
            sums = features @ self.embedding.astype(np.float32)
        return _with_one(np.maximum(sums + self.bias, 0))

    @classmethod
    def trained(cls, features: csr_matrix, tasks: Sequence[Task], units: int) -> Network:
        """Return a network that has learnt the tasks; the same in every run."""
        training = _Training(features, tasks, units)
        training.run()
        return cls(training.embedding.astype(np.float16), training.bias, training.heads)


class _Training:
    """Adam with dropout of features and units; of the embedding only the rows that a batch needs are touched.

    Sources: Kingma and Ba 2015 (Adam); Srivastava et al. 2014 (dropout).
    """

    def __init__(self, features: csr_matrix, tasks: Sequence[Task], units: int) -> None:
        self._random = np.random.default_rng(0)
        self._features, self._tasks = features.astype(np.float32), tasks
        shape = (features.shape[1], units)
        self.embedding = self._random.standard_normal(shape, dtype=np.float32) * INITIAL_SPREAD
        self.bias = np.zeros(units, dtype=np.float32)
        spread = units**-0.5
        self.heads = [
            self._random.uniform(-spread, spread, (units + 1, task.labels)).astype(np.float32)
            for task in tasks
        ]
        self._adam = {
            id(weights): (np.zeros_like(weights), np.zeros_like(weights))
            for weights in (self.embedding, self.bias, *self.heads)
        }
        self._step = 0

    def run(self) -> None:
        number = self._features.shape[0]
        batches = -(-number // BATCH)
        epochs = max(EPOCHS, -(-LEAST_STEPS // batches))
        for _ in range(epochs):
            order = self._random.permutation(number)
            for start in range(0, number, BATCH):
                rate = RATE * (1 - self._step / (epochs * batches))  # ends at zero
                self._step += 1
                self._learn(np.sort(order[start : start + BATCH]), rate)

    def _learn(self, rows: np.ndarray, rate: float) -> None:
        batch = self._features[rows]
        batch.data *= self._kept(batch.data.shape, UNSEEN_FEATURES)
        columns, position = np.unique(batch.indices, return_inverse=True)
        batch = csr_matrix((batch.data, position, batch.indptr), shape=(len(rows), len(columns)))
        sums = batch @ self.embedding[columns] + self.bias
        kept = self._kept(sums.shape, UNSEEN_UNITS)
        hidden = _with_one(np.maximum(sums, 0) * kept)
        back = np.zeros_like(sums)
        for task, head in zip(self._tasks, self.heads, strict=True):
            error = _error(task, rows, hidden @ head)
            back += error @ head[:-1].T
            self._update(head, hidden.T @ error, rate)
        back *= kept * (sums > 0)
        self._update(self.bias, back.sum(axis=0), rate)
        self._update(self.embedding, batch.T @ back, rate, columns)

    def _kept(self, shape: tuple[int, ...], hidden_share: float) -> np.ndarray:
        kept = self._random.random(shape, dtype=np.float32) >= hidden_share
        return kept / np.float32(1 - hidden_share)

    def _update(
        self, weights: np.ndarray, gradient: np.ndarray, rate: float, rows: np.ndarray | slice = slice(None)
    ) -> None:
        mean, square = self._adam[id(weights)]
        mean[rows] = new_mean = 0.9 * mean[rows] + 0.1 * gradient
        square[rows] = new_square = 0.999 * square[rows] + 0.001 * gradient**2
        corrected = rate * (1 - 0.999**self._step) ** 0.5 / (1 - 0.9**self._step)
        weights[rows] -= corrected * new_mean / (np.sqrt(new_square) + 1e-8)


def _error(task: Task, rows: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Return the gradient of the mean cross-entropy by the scores, (rows, labels)."""
    targets = task.targets[rows]
    error = softmax(scores, axis=1)
    asked = np.flatnonzero(targets != NOT_ASKED)
    error[asked, targets[asked]] -= 1
    weight = np.where(targets == NOT_ASKED, 0, task.importance[rows])
    return (error * (weight / len(rows))[:, np.newaxis]).astype(np.float32)


def _with_one(units: np.ndarray) -> np.ndarray:
    return np.hstack([units, np.ones((len(units), 1), dtype=np.float32)])
