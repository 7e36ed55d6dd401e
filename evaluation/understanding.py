"""Our classifier as the assistant runs it, without Rasa's graph around it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.base import KnowledgeBase
from bot.nlu.classifier import TopicClassifier, build_model, read_lexicon
from bot.nlu.conversation import at_the_beginning, next_examples
from bot.nlu.decision import Decision, Part, Ranking, Thresholds, decide
from bot.nlu.masking import hide_places
from bot.nlu.model import TopicModel, ranked
from bot.nlu.parts import SHOWN_IN_RANKING, judged_parts
from evaluation.questions import Question

COMPONENT = "bot.nlu.classifier.TopicClassifier"


@dataclass(frozen=True)
class Understood:
    """What the classifier made of a question; ``ranking`` and ``parts`` allow other thresholds to be tried."""

    question: Question
    ranking: Ranking
    parts: Sequence[tuple[Part, Ranking]]
    decision: Decision
    seconds: float

    @property
    def first_is_right(self) -> bool:
        return self.ranking[0][0] == self.question.label


class Understanding:
    """Trains and asks the classifier with the options of ``config.yml``."""

    def __init__(self, root: Path, data_dir: Path, knowledge: KnowledgeBase) -> None:
        self.config = read_config(root / "config.yml")
        self.thresholds = Thresholds(**self.config["thresholds"])
        self._lexicon = read_lexicon(data_dir)
        self._places = knowledge.places
        self._following = list(next_examples(data_dir, knowledge))

    def train(self, examples: Sequence[Question], validation: Sequence[Question]) -> TopicModel:
        """Return a model as ``make train`` makes it."""
        model = build_model(self.config, self._lexicon)
        learnt = [(self.masked(e.text), e.label) for e in examples] + self._following
        model.fit([text for text, _ in learnt], [label for _, label in learnt])
        model.calibrate([self.masked(q.text) for q in validation], [q.label for q in validation])
        return model

    def masked(self, text: str) -> str:
        """Return the text with places hidden, as the component does it."""
        return hide_places(text, self._places.find(text))

    def ask(self, model: TopicModel, questions: Sequence[Question]) -> list[Understood]:
        """Return what the model makes of every question."""
        return [self._ask(model, question) for question in questions]

    def _ask(self, model: TopicModel, question: Question) -> Understood:
        start = time.perf_counter()
        masked = self.masked(question.text)
        chances = at_the_beginning(model.probabilities([masked])[0], model.labels)
        ranking = ranked(model.labels, chances, SHOWN_IN_RANKING)
        parts = judged_parts(model, masked, self.thresholds.second)
        decision = decide(ranking, parts, self.thresholds)
        seconds = time.perf_counter() - start
        return Understood(question, ranking, parts, decision, seconds)


def read_config(path: Path) -> dict[str, Any]:
    """Return the options of our classifier: its defaults, overridden by the pipeline's."""
    pipeline = yaml.safe_load(path.read_text(encoding="utf-8"))["pipeline"]
    own = next(component for component in pipeline if component["name"] == COMPONENT)
    return TopicClassifier.get_default_config() | {k: v for k, v in own.items() if k != "name"}
