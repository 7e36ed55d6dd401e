"""Places and occupations in a message, from the knowledge base."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.knowledge.base import KnowledgeBase, knowledge_base


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GazetteerExtractor(GraphComponent):
    """Adds the entities ``place`` and ``occupation``; their candidates travel with them."""

    def __init__(self, knowledge: KnowledgeBase | None = None) -> None:
        self._knowledge = knowledge or knowledge_base()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GazetteerExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self._entities(message.get(TEXT) or "")
            if found:
                entities = [*message.get(ENTITIES, []), *found]
                message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        places = [
            {
                "entity": "place",
                "value": place.name,
                "districts": list(place.districts),
                "outside": place.outside,
                "unknown_postcode": place.unknown_postcode,
                "start": place.start,
                "end": place.end,
                "extractor": "GazetteerExtractor",
            }
            for place in self._knowledge.places.find(text)
        ]
        occupations = [
            {
                "entity": "occupation",
                "value": match.text,
                "occupations": list(match.occupations),
                "start": match.start,
                "end": match.end,
                "extractor": "GazetteerExtractor",
            }
            for match in self._knowledge.occupations.find(text)
        ]
        return places + occupations
