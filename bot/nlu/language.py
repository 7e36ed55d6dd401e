"""Which language a message is written in; says nothing about texts too short to tell."""

from __future__ import annotations

from typing import Any

from lingua import Language, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.gazetteer import words_of

LANGUAGES = {"de": Language.GERMAN, "en": Language.ENGLISH}
MIN_WORDS = "min_words"
MIN_CONFIDENCE = "min_confidence"
MARKERS = "markers"
NEUTRAL = "neutral"


class LanguageGuess:
    """Tells the language of a text from words that only one language has, else from its letters."""

    def __init__(
        self,
        markers: dict[str, list[str]],
        neutral: list[str],
        min_words: int,
        min_confidence: float,
    ) -> None:
        self._markers = {code: frozenset(words) for code, words in markers.items()}
        self._neutral = frozenset(neutral)
        self._min_words = min_words
        self._min_confidence = min_confidence
        builder = LanguageDetectorBuilder.from_languages(*LANGUAGES.values())
        # trigrams only: 10 MB instead of 100, and better on our short texts (docs/decisions/0004)
        self._detector = builder.with_low_accuracy_mode().build()
        self._detector.compute_language_confidence_values("warm up")

    def __call__(self, text: str) -> str | None:
        """Return the ISO 639-1 code; None when the text is too short or mixed to tell."""
        typed = {word.squashed: word.typed for word in words_of(text)}
        words = typed.keys() - self._neutral
        counts = {code: len(words & marked) for code, marked in self._markers.items()}
        best, second = sorted(counts.values(), reverse=True)[:2]
        if best > second:
            return max(counts, key=lambda code: counts[code])
        if len(words) < self._min_words:
            return None
        telling = " ".join(form for word, form in typed.items() if word in words)
        top = self._detector.compute_language_confidence_values(telling)[0]
        if top.value < self._min_confidence:
            return None
        return top.language.iso_code_639_1.name.lower()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Adds the entity ``language`` to messages whose language is certain."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # fewer words keep the language of the conversation
            MIN_WORDS: 3,
            # below, the text mixes languages and tells nothing
            MIN_CONFIDENCE: 0.8,
            # frequent words, in the one spelling, that only one of the languages has
            MARKERS: {},
            # words, in the one spelling, that both languages use here
            NEUTRAL: [],
        }

    def __init__(self, config: dict[str, Any]) -> None:
        self._guess = LanguageGuess(
            config[MARKERS], config[NEUTRAL], config[MIN_WORDS], config[MIN_CONFIDENCE]
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            code = self._guess(_without_places(text, message.get(ENTITIES, [])))
            if code is not None:
                entity = {"entity": "language", "value": code, "start": 0, "end": len(text)}
                entities = [
                    *message.get(ENTITIES, []),
                    entity | {"extractor": "LanguageIdentifier"},
                ]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _without_places(text: str, entities: list[dict[str, Any]]) -> str:
    """Return the text without names of places: they are German whoever writes."""
    for entity in reversed([e for e in entities if e["entity"] == "place"]):
        text = text[: entity["start"]] + " " + text[entity["end"] :]
    return text
