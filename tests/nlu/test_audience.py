"""Who is writing: certain, or left open."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.audience import AudienceIdentifier
from bot.nlu.gazetteers import GazetteerExtractor


@pytest.fixture(scope="module")
def identifier(own_database: str) -> AudienceIdentifier:
    return AudienceIdentifier()


def audience_of(message: Message) -> str | None:
    return next((e["value"] for e in message.get("entities", []) if e["entity"] == "audience"), None)


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Wir suchen eine Pflegekraft", "employer"),
        ("UNSERE FIRMA braucht Leute", "employer"),
        ("Wir moechten einstellen, aber wen?", "employer"),
        ("Wir möchten einstellen", "employer"),
        ("our company needs workers", "employer"),
        ("I want to hire a welder", "employer"),
        ("Mein Chef zahlt nicht", "applicant"),
        ("Ich möchte in Deutschland arbeiten", "applicant"),
        ("my boss does not pay me", "applicant"),
        ("Is my degree worth anything here?", "applicant"),
    ],
)
def test_wording_shows_who_is_writing(text: str, audience: str, identifier: AudienceIdentifier) -> None:
    [message] = identifier.process([Message.build(text)])
    assert audience_of(message) == audience


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "Was kostet die Blaue Karte?",
        "How long does the visa take?",
        pytest.param("Unsere Firma und mein Chef", id="both"),
        pytest.param("Meine Firmenkarte ist weg", id="part of a word"),
    ],
)
def test_wording_that_shows_nothing_leaves_it_open(text: str, identifier: AudienceIdentifier) -> None:
    [message] = identifier.process([Message.build(text)])
    assert audience_of(message) is None


def test_other_entities_stay(identifier: AudienceIdentifier, extractor: GazetteerExtractor) -> None:
    message = Message.build("Unsere Firma in Köthen sucht eine Krankenschwester")
    [message] = identifier.process(extractor.process([message]))
    assert {e["entity"] for e in message.get("entities")} == {"place", "occupation", "audience"}
