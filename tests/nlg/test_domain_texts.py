"""Every response of data/responses: a reply of the contract in every language."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from payloads import Generate, check_payload
from rasa.shared.core.domain import Domain

from bot.knowledge.base import KnowledgeBase
from bot.settings import ROOT

LANGUAGES = ("de", "en")
# what the actions say along with a response; a text uses what it names in braces
FACTS: dict[str, Any] = {
    "kind_name": "Ausländerbehörde",
    "place": "Berlin",
    "contact": "Bitte fragen Sie dort.",
    "website": "https://example.org",
}


def responses() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted((ROOT / "data" / "responses").glob("*.yml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("response", sorted(responses()))
async def test_a_response_is_a_reply_of_the_contract(
    response: str, language: str, generate: Generate
) -> None:
    reply = await generate(response, {"language": language}, **FACTS)
    assert reply.custom.language == language
    assert reply.text.strip() == reply.text != ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("response", sorted(responses()))
async def test_a_response_leaves_no_placeholder(response: str, language: str, generate: Generate) -> None:
    reply = await generate(response, {"language": language}, **FACTS)
    assert "{" not in reply.text
    assert "None" not in reply.text


@pytest.mark.parametrize("response", sorted(responses()))
async def test_both_languages_offer_the_same_buttons(response: str, generate: Generate) -> None:
    german, english = [await generate(response, {"language": code}, **FACTS) for code in LANGUAGES]
    assert [b.payload for b in german.buttons] == [b.payload for b in english.buttons]
    assert german.custom.act == english.custom.act


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("response", sorted(responses()))
async def test_the_payload_of_a_button_is_understood(
    response: str, language: str, generate: Generate, domain: Domain, knowledge: KnowledgeBase
) -> None:
    reply = await generate(response, {"language": language}, **FACTS)
    for button in reply.buttons:
        check_payload(button, domain, knowledge)


@pytest.mark.parametrize(
    ("slots", "client", "language"),
    [
        ({"language": "en"}, {"language": "de"}, "en"),
        ({}, {"language": "en"}, "en"),
        ({}, {}, "de"),
        ({}, {"language": "fr"}, "de"),
        ({"language": "xx"}, {"language": "en"}, "en"),
        ({}, {"language": 5}, "de"),
    ],
)
async def test_the_language_is_that_of_the_conversation_then_of_the_client(
    slots: dict[str, Any], client: dict[str, Any], language: str, generate: Generate
) -> None:
    reply = await generate("utter_greet", slots, client)
    assert reply.custom.language == language


async def test_the_language_asked_for_counts_in_the_turn_itself(generate: Generate) -> None:
    reply = await generate("utter_language_en", {"language": "de"}, language="en")
    assert reply.custom.language == "en"


async def test_the_first_contact_says_that_it_is_a_machine(generate: Generate) -> None:
    german, english = [await generate("utter_greet", {"language": code}) for code in LANGUAGES]
    assert "Computerprogramm" in german.text
    assert "computer program" in english.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_emergency_names_the_numbers_first(language: str, generate: Generate) -> None:
    reply = await generate("utter_emergency", {"language": language})
    first_line = reply.text.splitlines()[0]
    assert "110" in first_line
    assert "112" in first_line


async def test_topics_become_buttons(generate: Generate) -> None:
    topics = ["hiring/eu_blue_card", "hiring/costs"]
    reply = await generate("utter_clarify", {}, topics=topics, options=topics, confidence=0.3)
    assert [b.payload for b in reply.buttons] == [f'/choose_topic{{"topic": "{topic}"}}' for topic in topics]
    assert (reply.custom.options, reply.custom.confidence) == (topics, 0.3)


async def test_districts_become_buttons(generate: Generate) -> None:
    reply = await generate("utter_ask_which_place", {}, districts=["14627", "15091"], asks="which_place")
    assert [b.title for b in reply.buttons] == ["Landkreis Meißen", "Landkreis Wittenberg"]


async def test_a_person_is_named_with_the_contact(generate: Generate, knowledge: KnowledgeBase) -> None:
    service = knowledge.services.service("hotline-arbeiten-und-leben")
    reply = await generate(
        "utter_offer_person", {}, handoff={"status": "offered"}, service_id=service.id, district="15002"
    )
    assert service.name in reply.text
    assert reply.custom.handoff.status == "offered"


async def test_an_unknown_response_is_not_invented(generate: Generate) -> None:
    assert await generate("utter_no_such_response", {}) is None
