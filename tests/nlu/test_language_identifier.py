"""The language of a message: certain, or left to the conversation."""

from __future__ import annotations

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.gazetteers import GazetteerExtractor
from bot.nlu.language import LanguageIdentifier
from bot.settings import ROOT


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    """Return the component as the project configures it."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    own = next(step for step in pipeline if step["name"].endswith("LanguageIdentifier"))
    return LanguageIdentifier(LanguageIdentifier.get_default_config() | own)


def language_of(message: Message) -> str | None:
    return next((e["value"] for e in message.get("entities", []) if e["entity"] == "language"), None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie hoch muss das Gehalt für die Blaue Karte sein?", "de"),
        ("wieviel urlaub steht meinem azubi zu", "de"),
        ("wer beraet mich zur anerkennung", "de"),
        ("What salary do I need for the Blue Card?", "en"),
        ("how long does the visa take", "en"),
        ("my wife needs a job", "en"),
        ("hallo", "de"),
        ("hello", "en"),
    ],
)
def test_a_message_in_one_language_is_recognised(
    text: str, language: str, identifier: LanguageIdentifier
) -> None:
    [message] = identifier.process([Message.build(text)])
    assert language_of(message) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "06844", "Welcome Center", "Blue Card", "😀😀", "IHK", "12.5.", "???"]
)
def test_a_message_that_tells_nothing_keeps_the_language_of_the_conversation(
    text: str, identifier: LanguageIdentifier
) -> None:
    [message] = identifier.process([Message.build(text)])
    assert language_of(message) is None


def test_names_of_places_do_not_make_an_english_message_german(
    identifier: LanguageIdentifier, extractor: GazetteerExtractor
) -> None:
    text = "Where do I go in Landkreis Mansfeld-Südharz or Lutherstadt Wittenberg?"
    [message] = identifier.process(extractor.process([Message.build(text)]))
    assert language_of(message) == "en"


def test_other_entities_stay(identifier: LanguageIdentifier, extractor: GazetteerExtractor) -> None:
    message = Message.build("Wo ist die Ausländerbehörde in Köthen?")
    [message] = identifier.process(extractor.process([message]))
    assert {entity["entity"] for entity in message.get("entities")} == {"place", "language"}
