"""What a button sends back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.channels.payload import as_typed
from bot.contract import Button
from bot.knowledge.base import KnowledgeBase
from bot.privacy import mask_personal_data
from bot.text import clean

Generate = Callable[..., Any]
LANGUAGES = ("de", "en")


def check_payload(button: Button, domain: Domain, knowledge: KnowledgeBase) -> None:
    """Fail unless channel and Rasa read intent and entities from a payload, and they name something that exists."""
    assert as_typed(mask_personal_data(clean(button.payload))) == button.payload
    message = YAMLStoryReader.unpack_regex_message(Message({TEXT: button.payload}), domain=domain)
    assert message.get("intent")["name"] in domain.intents
    known = {
        "topic": knowledge.answers.__contains__,
        "kind": knowledge.services.__contains__,
        "district": lambda ags: bool(knowledge.places.district(ags)),
        "language": LANGUAGES.__contains__,
    }
    for entity in message.get("entities", []):
        assert known[entity["entity"]](entity["value"]), button.payload
