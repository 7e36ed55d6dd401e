"""The model over all labels; what kind of message it is, is judged twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.features import Featurizer, Lexicon
from bot.nlu.learning import Task
from bot.nlu.linear import Linear, logistic_regressions
from bot.nlu.network import Network
from bot.nlu.steps import Step

LABELS, KINDS = "labels", "kinds"  # the steps
TOPIC, LOOKUP = "topic", "lookup"  # kinds of more than one label
# Labels differ in size by a factor of a hundred, kinds by one of a thousand: small ones count more, but not in full.
BALANCE = {LABELS: 0.4, KINDS: 0.7}
LEAST = 1e-9  # probability of a kind


class TopicModel:
    """Says of a text how probable every label is.

    One step tells all labels apart, another the kinds: topics, look-ups and the intents of dialogue. How probable a
    kind is, is the geometric mean of what both say. In each step a logistic regression and one head of a shared network
    are asked together (docs/decisions/0005).
    """

    def __init__(self, featurizer: Featurizer, units: int) -> None:
        self.featurizer = featurizer
        self._units = units
        self._steps: dict[str, Step] = {}
        self._membership = np.empty((0, 0))  # (labels, kinds): 1 where a label is of a kind
        self._network: Network | None = None

    def fit(self, texts: list[str], labels: list[str]) -> None:
        """Learn from examples."""
        self.featurizer.fit(texts)
        features = self.featurizer.transform(texts)
        targets = {LABELS: labels, KINDS: [kind_of(label) for label in labels]}
        learnt = {step: sorted(set(names)) for step, names in targets.items()}
        tasks = [_task(names, learnt[step], BALANCE[step]) for step, names in targets.items()]
        self._network = Network.trained(features, tasks, self._units)
        self._set_steps(
            {
                step: Step(names, linear, head)
                for (step, names), linear, head in zip(
                    learnt.items(), logistic_regressions(features, tasks), self._network.heads, strict=True
                )
            }
        )

    def calibrate(self, texts: list[str], labels: list[str]) -> None:
        """Calibrate both steps on examples that ``fit`` has not seen."""
        for name, wanted in ((LABELS, labels), (KINDS, [kind_of(label) for label in labels])):
            step = self._steps[name]
            known = [i for i, label in enumerate(wanted) if label in step.labels]
            if known:
                features = self.featurizer.transform([texts[i] for i in known])
                step.calibrate(features, self._hidden(features), [wanted[i] for i in known])

    def ranking(self, text: str, at_most: int) -> list[tuple[str, float]]:
        """Return the most probable labels, best first."""
        return ranked(self.labels, self.probabilities([text])[0], at_most)

    @property
    def labels(self) -> list[str]:
        """All labels, in the order of the columns of ``probabilities``."""
        return self._steps[LABELS].labels if self._steps else []

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """Return one row per text, one column per label, each row summing to 1."""
        features = self.featurizer.transform(texts)
        hidden = self._hidden(features)
        chances = self._steps[LABELS].probabilities(features, hidden)
        kinds = self._steps[KINDS].probabilities(features, hidden)
        # sqrt(a b) / a = sqrt(b / a): the share of every label within its kind stays
        factor = np.sqrt(kinds / np.maximum(chances @ self._membership, LEAST))
        mean = chances * (factor @ self._membership.T)
        return mean / mean.sum(axis=1, keepdims=True)

    def _set_steps(self, steps: dict[str, Step]) -> None:
        self._steps = steps
        own = [kind_of(label) for label in steps[LABELS].labels]
        self._membership = np.array([[float(kind == name) for name in steps[KINDS].labels] for kind in own])

    def _hidden(self, features: csr_matrix) -> np.ndarray:
        if self._network is None:
            raise RuntimeError("the model is not trained")
        return self._network.hidden(features)

    def save(self, folder: Path) -> None:
        """Write the model as NumPy arrays and JSON; nothing that runs code when read."""
        if self._network is None:
            raise RuntimeError("the model is not trained")
        arrays = {
            "idf": self.featurizer.idf,
            "embedding": self._network.embedding,
            "bias": self._network.bias,
        }
        for name, step in self._steps.items():
            arrays |= {
                f"{name}_weights": step.linear.weights,
                f"{name}_bias": step.linear.bias,
                f"{name}_head": step.head,
                f"{name}_trust": step.trust,
            }
        np.savez(folder / "model.npz", **arrays)
        description = {
            "steps": {name: step.labels for name, step in self._steps.items()},
            "lexicon": self.featurizer.lexicon,
        }
        (folder / "model.json").write_text(json.dumps(description), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read what ``save`` wrote."""
        description: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            self.featurizer.idf = arrays["idf"]
            self._set_steps(
                {
                    name: Step(
                        labels,
                        Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"]),
                        arrays[f"{name}_head"],
                        arrays[f"{name}_trust"],
                    )
                    for name, labels in description["steps"].items()
                }
            )
            heads = [step.head for step in self._steps.values()]
            self._network = Network(arrays["embedding"], arrays["bias"], heads)

    @staticmethod
    def read_lexicon(folder: Path) -> Lexicon:
        """Return the lexicon that a saved model was trained with."""
        return json.loads((folder / "model.json").read_text(encoding="utf-8"))["lexicon"]


def ranked(labels: list[str], chances: np.ndarray, at_most: int) -> list[tuple[str, float]]:
    """Return the most probable labels with their probabilities, best first."""
    return [(labels[i], float(chances[i])) for i in np.argsort(chances)[::-1][:at_most]]


def kind_of(label: str) -> str:
    """Return what kind of message a label is: topic, lookup, or the label itself."""
    area, _, key = label.partition("/")
    if not key or area == "follow_up":
        return label
    return LOOKUP if area == LOOKUP else TOPIC


def _task(targets: list[str], labels: list[str], balance: float) -> Task:
    """Return what a step learns; the examples of a label count less the more there are, 1 on average."""
    sizes = Counter(targets)
    importance = np.array([sizes[target] ** -balance for target in targets])
    number = {label: i for i, label in enumerate(labels)}
    columns = np.array([number[target] for target in targets])
    return Task(columns, importance / importance.mean(), len(labels))
