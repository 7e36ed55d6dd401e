"""Learning from sparse features, batch by batch: tasks, their errors, and Adam."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax

BATCH = 128
LEAST_STEPS = 300  # small sets are seen more often


@dataclass(frozen=True)
class Task:
    """What one model over some of the labels learns.

    Shapes: ``targets`` (examples,) with the number of the label, ``importance`` (examples,).
    """

    targets: np.ndarray
    importance: np.ndarray
    labels: int

    def error(self, rows: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Return the gradient of the mean cross-entropy of some examples by their scores, (rows, labels)."""
        error = softmax(scores, axis=1)
        error[np.arange(len(rows)), self.targets[rows]] -= 1
        return (error * (self.importance[rows] / len(rows))[:, np.newaxis]).astype(np.float32)


@dataclass(frozen=True)
class Batch:
    """Some examples, with the columns that occur in them only: most of 100,000 do not.

    Shapes: ``rows`` (examples,), ``columns`` (columns,), ``features`` (examples, columns).
    """

    rows: np.ndarray
    columns: np.ndarray
    features: csr_matrix
    rate: float  # share of the learning rate that is left; falls to zero


class Learning:
    """Shuffled batches with dropout of features, and Adam for any number of arrays; the same in every run.

    Sources: Kingma and Ba 2015 (Adam); Srivastava et al. 2014 (dropout).
    """

    def __init__(self, features: csr_matrix, epochs: int, unseen: float) -> None:
        """Show all examples so many times; hide a share of the features, so that no single word decides."""
        self.random = np.random.default_rng(0)
        self._features = features.astype(np.float32)
        self._batches = -(-features.shape[0] // BATCH)
        self._epochs = max(epochs, -(-LEAST_STEPS // self._batches))
        self._unseen = unseen
        self._step = 0
        self._moments: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def batches(self) -> Iterator[Batch]:
        number = self._features.shape[0]
        for _ in range(self._epochs):
            order = self.random.permutation(number)
            for start in range(0, number, BATCH):
                rate = 1 - self._step / (self._epochs * self._batches)
                self._step += 1
                yield self._batch(np.sort(order[start : start + BATCH]), rate)

    def _batch(self, rows: np.ndarray, rate: float) -> Batch:
        batch = self._features[rows]
        columns, position = np.unique(batch.indices, return_inverse=True)
        seen = batch.data * self.kept(batch.data.shape, self._unseen)
        features = csr_matrix((seen, position, batch.indptr), shape=(len(rows), len(columns)))
        return Batch(rows, columns, features, rate)

    def kept(self, shape: tuple[int, ...], hidden_share: float) -> np.ndarray:
        """Return 0 for what is hidden, and for the rest the factor that makes up for it."""
        kept = self.random.random(shape, dtype=np.float32) >= hidden_share
        return kept / np.float32(1 - hidden_share)

    def update(
        self, weights: np.ndarray, gradient: np.ndarray, rate: float, rows: np.ndarray | slice = slice(None)
    ) -> None:
        """Move some rows of an array against their gradient."""
        if id(weights) not in self._moments:
            self._moments[id(weights)] = (np.zeros_like(weights), np.zeros_like(weights))
        mean, square = self._moments[id(weights)]
        mean[rows] = new_mean = 0.9 * mean[rows] + 0.1 * gradient
        square[rows] = new_square = 0.999 * square[rows] + 0.001 * gradient**2
        corrected = rate * (1 - 0.999**self._step) ** 0.5 / (1 - 0.9**self._step)
        weights[rows] -= corrected * new_mean / (np.sqrt(new_square) + 1e-8)
