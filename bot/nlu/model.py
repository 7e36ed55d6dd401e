"""The model over all labels, in two steps: what kind of message, then which topic or look-up."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.features import Featurizer, Lexicon
from bot.nlu.learning import NOT_ASKED, Task
from bot.nlu.linear import Linear, logistic_regressions
from bot.nlu.network import Network
from bot.nlu.steps import Step

KINDS = "kinds"  # the first step
TOPIC = "topic"
LOOKUP = "lookup"
# Kinds differ in size by a factor of three hundred; so small ones count more, but less than in full.
BALANCE = 0.7


class TopicModel:
    """Says of a text how probable every label is.

    The first step tells topics, look-ups and the intents of dialogue apart, the second the 96 topics, or the look-ups.
    In each step a logistic regression and one head of a shared network are asked together (docs/decisions/0005).
    """

    def __init__(self, featurizer: Featurizer, units: int) -> None:
        self.featurizer = featurizer
        self._units = units
        self._steps: dict[str, Step] = {}
        self._network: Network | None = None

    def fit(self, texts: list[str], labels: list[str]) -> None:
        """Learn from examples."""
        self.featurizer.fit(texts)
        features, names, kinds = self.featurizer.transform(texts), np.array(labels), np.array(_kinds(labels))
        learnt: dict[str, list[str]] = {}
        tasks = []
        for step, targets, chosen in (
            (KINDS, kinds, np.full(len(kinds), len(set(kinds)) > 1)),
            (TOPIC, names, kinds == TOPIC),
            (LOOKUP, names, kinds == LOOKUP),
        ):
            if chosen.any():
                learnt[step] = sorted(map(str, set(targets[chosen])))
                importance = _importance(kinds) if step == KINDS else np.ones(len(kinds))
                tasks.append(_task(targets, chosen, importance, learnt[step]))
        self._network = Network.trained(features, tasks, self._units)
        self._steps = {
            step: Step(labels, linear, head)
            for (step, labels), linear, head in zip(
                learnt.items(), logistic_regressions(features, tasks), self._network.heads, strict=True
            )
        }

    def calibrate(self, texts: list[str], labels: list[str]) -> None:
        """Calibrate every step on examples that ``fit`` has not seen."""
        for name, step in self._steps.items():
            wanted = [
                kind_of(label) if name == KINDS and kind_of(label) in step.labels else label
                for label in labels
            ]
            chosen = [i for i, label in enumerate(wanted) if label in step.labels]
            if chosen:
                features = self.featurizer.transform([texts[i] for i in chosen])
                step.calibrate(features, self._hidden(features), [wanted[i] for i in chosen])

    def ranking(self, text: str, at_most: int) -> list[tuple[str, float]]:
        """Return the most probable labels, best first."""
        return ranked(self.labels, self.probabilities([text])[0], at_most)

    @property
    def labels(self) -> list[str]:
        """All labels, in the order of the columns of ``probabilities``."""
        kinds = self._steps[KINDS].labels if KINDS in self._steps else []
        own = [label for label in kinds if label not in self._steps]
        return own + [label for kind in self._second_steps() for label in self._steps[kind].labels]

    def probabilities(self, texts: list[str]) -> np.ndarray:
        """Return one row per text, one column per label, each row summing to 1."""
        features = self.featurizer.transform(texts)
        hidden = self._hidden(features)
        second = {kind: self._steps[kind].probabilities(features, hidden) for kind in self._second_steps()}
        if KINDS not in self._steps:  # topics only, or look-ups only
            return np.hstack(list(second.values()))
        kinds = self._steps[KINDS]
        chances = kinds.probabilities(features, hidden)
        own = [i for i, label in enumerate(kinds.labels) if label not in self._steps]
        shares = [chances[:, [kinds.labels.index(kind)]] * within for kind, within in second.items()]
        return np.hstack([chances[:, own], *shares])

    def _hidden(self, features: csr_matrix) -> np.ndarray:
        if self._network is None:
            raise RuntimeError("the model is not trained")
        return self._network.hidden(features)

    def _second_steps(self) -> list[str]:
        return [kind for kind in (TOPIC, LOOKUP) if kind in self._steps]

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
            self._steps = {
                name: Step(
                    labels,
                    Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"]),
                    arrays[f"{name}_head"],
                    arrays[f"{name}_trust"],
                )
                for name, labels in description["steps"].items()
            }
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


def _importance(kinds: np.ndarray) -> np.ndarray:
    """Return how much every example counts in the first step; 1 on average."""
    sizes = Counter(kinds)
    importance = np.array([sizes[kind] ** -BALANCE for kind in kinds])
    return importance / importance.mean()


def _task(targets: np.ndarray, chosen: np.ndarray, importance: np.ndarray, labels: list[str]) -> Task:
    number = {label: i for i, label in enumerate(labels)}
    columns = [number[t] if c else NOT_ASKED for t, c in zip(targets, chosen, strict=True)]
    return Task(np.array(columns), importance, len(labels))
