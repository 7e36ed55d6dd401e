"""Who is writing: a firm, or a person who wants to work or train."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.gazetteer import Gazetteer, words_of
from bot.settings import settings


class AudienceGuess:
    """Tells the audience from the words of `data/audience.yml`."""

    def __init__(self, words: dict[str, dict[str, list[str]]]) -> None:
        self._gazetteer = Gazetteer(
            {
                audience: [w for group in by_language.values() for w in group]
                for audience, by_language in words.items()
            }
        )

    @classmethod
    def from_file(cls, path: Path) -> AudienceGuess:
        """Return the guess for a file."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def __call__(self, text: str) -> str | None:
        """Return employer or applicant; None when the text shows neither, or both."""
        found = {hit.key for hit in self._gazetteer.find(words_of(text))}
        return found.pop() if len(found) == 1 else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AudienceIdentifier(GraphComponent):
    """Adds the entity ``audience`` to messages that show who is writing."""

    def __init__(self) -> None:
        self._guess = AudienceGuess.from_file(settings().data_dir / "audience.yml")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AudienceIdentifier:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            audience = self._guess(text)
            if audience is not None:
                entity = {"entity": "audience", "value": audience, "start": 0, "end": len(text)}
                entities = [*message.get(ENTITIES, []), entity | {"extractor": "AudienceIdentifier"}]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
