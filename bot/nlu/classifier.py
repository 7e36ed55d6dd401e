"""The Rasa component that names intent and topic: one model over all labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.knowledge.base import knowledge_base
from bot.nlu.conversation import (
    Conversation,
    after_alarm,
    at_the_beginning,
    later_on,
    named_only,
    next_examples,
    with_subject,
)
from bot.nlu.decision import Decision, Ranking, Thresholds, decide
from bot.nlu.features import Featurizer, Lexicon
from bot.nlu.masking import hide_entities, hide_places
from bot.nlu.model import TopicModel, ranked
from bot.nlu.parts import SHOWN_IN_RANKING, judged_parts
from bot.settings import settings

NEVER = 2.0  # more than any probability


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets ``intent``, its topic (in the response selector's property) and ``understanding``.

    ``understanding`` is what the actions read: label, confidence, options to offer, further topics.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # the network: units of its hidden layer
            "units": 128,
            # hashed features: 2**bits columns
            "bits": 17,
            # see bot/nlu/decision.py; chosen by `make evaluate`, see docs/decisions/0005
            "thresholds": {
                "answer": 0.6,
                "act": 0.4,
                "refuse": 0.6,
                "offer": 0.015,
                "second": 0.5,
                "doubt": 0.1,
                "alarm": 0.97,
            },
            # instead of thresholds["answer"], for a message that is understood with what went before it
            "answer_in_conversation": 0.45,
        }

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._thresholds = Thresholds(**config["thresholds"])
        self._in_conversation = replace(self._thresholds, answer=config["answer_in_conversation"])
        self._after_alarm = replace(self._thresholds, alarm=NEVER)
        self._model: TopicModel | None = None
        self._knowledge = knowledge_base()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        texts = [self._masked(m.get(TEXT)) for m in examples]
        labels = [m.get_full_intent() for m in examples]
        model = build_model(self._config, read_lexicon(settings().data_dir))
        following = list(next_examples(settings().data_dir, self._knowledge))
        model.fit(texts + [text for text, _ in following], labels + [label for _, label in following])
        validation = read_questions(settings().data_dir / "validation")
        model.calibrate([self._masked(text) for text, _ in validation], [label for _, label in validation])
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        self._model = model
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = build_model(config, {}, folder)
        return component

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        # Rasa gives no tracker when a text is parsed outside a conversation, and refuses an optional type here
        conversation = Conversation.of(tracker, self._knowledge)
        alarmed = bool(tracker and tracker.get_slot("alarmed"))
        for message in messages:
            self._understand(message, conversation, alarmed)
        return messages

    def _understand(self, message: Message, conversation: Conversation | None, alarmed: bool) -> None:
        text = message.get(TEXT) or ""
        entities = message.get(ENTITIES, [])
        places = [e for e in entities if e["entity"] == "place"]
        masked = hide_entities(text, places)
        parts = judged_parts(self._trained(), masked, self._thresholds.second)
        labels = self._trained().labels
        chances = named_only(self._chances(masked), labels, {e["entity"] for e in entities})
        chances = after_alarm(chances, labels) if alarmed else chances
        chances = at_the_beginning(chances, labels) if conversation is None else later_on(chances, labels)
        ranking = self._ranked(chances)
        decision = decide(ranking, parts, self._after_alarm if alarmed else self._thresholds)
        if conversation is not None and not decision.says_enough:
            about_it = self._chances(with_subject(conversation.subject, masked))
            ranking = self._ranked(conversation.chances(chances, about_it, labels))
            decision = decide(ranking, parts, self._in_conversation)
        self._write(message, ranking, decision)

    def _chances(self, text: str) -> np.ndarray:
        return self._trained().probabilities([text])[0]

    def _ranked(self, chances: np.ndarray) -> Ranking:
        return ranked(self._trained().labels, chances, SHOWN_IN_RANKING)

    def _trained(self) -> TopicModel:
        if self._model is None:
            raise RuntimeError("the classifier is not trained")
        return self._model

    def _masked(self, text: str) -> str:
        """Return the text with places hidden: only whether they lie in our states says something about the topic."""
        return hide_places(text, self._knowledge.places.find(text))

    def _write(self, message: Message, ranking: Ranking, decision: Decision) -> None:
        label = decision.label if decision.outcome == "certain" else decision.outcome
        intent, _, key = label.partition("/")
        message.set(INTENT, {"name": intent, "confidence": decision.confidence}, add_to_output=True)
        message.set(
            "intent_ranking",
            [{"name": name, "confidence": confidence} for name, confidence in ranking],
            add_to_output=True,
        )
        understanding = {
            "label": decision.label,
            "confidence": decision.confidence,
            "options": list(decision.options),
            "also": list(decision.also),
        }
        message.set("understanding", understanding, add_to_output=True)
        if key:
            selector = {
                "all_retrieval_intents": [intent],
                intent: {"response": {"intent_response_key": label}},
            }
            message.set(RESPONSE_SELECTOR, selector, add_to_output=True)


def build_model(config: dict[str, Any], lexicon: Lexicon, folder: Path | None = None) -> TopicModel:
    """Return an untrained model, or the one that was saved in a folder."""
    if folder is not None:
        lexicon = TopicModel.read_lexicon(folder)
    featurizer = Featurizer(lexicon, config["bits"])
    model = TopicModel(featurizer, config["units"])
    if folder is not None:
        model.restore(folder)
    return model


def read_lexicon(data_dir: Path) -> dict[str, dict[str, list[str]]]:
    """Return concept -> language -> words of all lexicon files; files that share a concept are joined."""
    lexicon: dict[str, dict[str, list[str]]] = {}
    for path in sorted((data_dir / "lexicon").glob("*.yml")):
        for concept, words in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            for language, more in words.items():
                lexicon.setdefault(concept, {}).setdefault(language, []).extend(more)
    return lexicon


def read_questions(folder: Path) -> list[tuple[str, str]]:
    """Return (text, label) of every question below a folder; files as in tests/understanding."""
    return [
        (question["text"], question["label"])
        for path in sorted(folder.rglob("*.yml"))
        for question in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
