"""A small neural network over sparse features: one hidden layer, shared by several tasks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.learning import Batch, Learning, Task

INITIAL_SPREAD = 0.05
RATE = 0.003
EPOCHS = 8
UNSEEN_FEATURES, UNSEEN_UNITS = 0.3, 0.5  # shares hidden while training


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
        learning = Learning(features, EPOCHS, UNSEEN_FEATURES)
        network = cls._untrained(features.shape[1], tasks, units, learning.random)
        for batch in learning.batches():
            network._learn(batch, tasks, learning)
        network.embedding = network.embedding.astype(np.float16)
        return network

    @classmethod
    def _untrained(
        cls, columns: int, tasks: Sequence[Task], units: int, random: np.random.Generator
    ) -> Network:
        embedding = random.standard_normal((columns, units), dtype=np.float32) * INITIAL_SPREAD
        spread = units**-0.5
        heads = [
            random.uniform(-spread, spread, (units + 1, task.labels)).astype(np.float32) for task in tasks
        ]
        return cls(embedding, np.zeros(units, dtype=np.float32), heads)

    def _learn(self, batch: Batch, tasks: Sequence[Task], learning: Learning) -> None:
        rate = RATE * batch.rate
        sums = batch.features @ self.embedding[batch.columns] + self.bias
        kept = learning.kept(sums.shape, UNSEEN_UNITS)
        hidden = _with_one(np.maximum(sums, 0) * kept)
        back = np.zeros_like(sums)
        for task, head in zip(tasks, self.heads, strict=True):
            error = task.error(batch.rows, hidden @ head)
            back += error @ head[:-1].T
            learning.update(head, hidden.T @ error, rate)
        back *= kept * (sums > 0)
        learning.update(self.bias, back.sum(axis=0), rate)
        learning.update(self.embedding, batch.features.T @ back, rate, batch.columns)


def _with_one(units: np.ndarray) -> np.ndarray:
    return np.hstack([units, np.ones((len(units), 1), dtype=np.float32)])
