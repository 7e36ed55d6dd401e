"""One step of the classifier: a linear model and a head of the network, asked together."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax

from bot.nlu.linear import Linear

# A model that calibration finds worthless still counts a little, and none counts beyond all measure.
LEAST_TRUST, MOST_TRUST = 0.01, 30.0
FIRST_TRUST = (0.3, 0.7)  # until calibration


@dataclass
class Step:
    """Says how probable each of its labels is: a product of the opinions of both models.

    Shapes: ``head`` (units + 1, labels), see ``Network``; ``trust`` (2,): how much either model counts.
    """

    labels: list[str]
    linear: Linear
    head: np.ndarray
    trust: np.ndarray = field(default_factory=lambda: np.array(FIRST_TRUST, dtype=np.float32))

    def opinions(self, features: csr_matrix, hidden: np.ndarray) -> np.ndarray:
        """Return the scores of both models, (2, texts, labels)."""
        return np.stack([self.linear.scores(features), hidden @ self.head])

    def probabilities(self, features: csr_matrix, hidden: np.ndarray) -> np.ndarray:
        """Return calibrated probabilities; each row sums to 1."""
        return softmax(np.tensordot(self.trust, self.opinions(features, hidden), axes=1), axis=1)

    def calibrate(self, features: csr_matrix, hidden: np.ndarray, labels: list[str]) -> None:
        """Choose the trust under which labels that training has not seen are most likely.

        With one model this is temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks), with two
        a logarithmic opinion pool (Genest and Zidek 1986).
        """
        columns = np.array([self.labels.index(label) for label in labels])
        opinions, rows = self.opinions(features, hidden), np.arange(len(labels))

        def loss(log_trust: np.ndarray) -> float:
            chances = log_softmax(np.tensordot(np.exp(log_trust), opinions, axes=1), axis=1)
            return -float(chances[rows, columns].mean())

        bounds = [(np.log(LEAST_TRUST), np.log(MOST_TRUST))] * 2
        found = minimize(loss, np.log(FIRST_TRUST), bounds=bounds, method="L-BFGS-B")
        self.trust = np.exp(found.x).astype(np.float32)
