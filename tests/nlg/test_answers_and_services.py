"""Answers to topics and lists of services as replies of the contract."""

from __future__ import annotations

import pytest
from payloads import Generate, check_payload
from rasa.shared.core.domain import Domain

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.services import Need
from bot.settings import ROOT

ANSWERS = ROOT / "data" / "answers"
TOPICS = sorted(file.relative_to(ANSWERS).with_suffix("").as_posix() for file in ANSWERS.rglob("*.yml"))
LANGUAGES = ("de", "en")
BLUE_CARD = "hiring/eu_blue_card"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
async def test_an_answer_has_source_and_date_and_working_buttons(
    topic: str, language: str, generate: Generate, domain: Domain, knowledge: KnowledgeBase
) -> None:
    reply = await generate(f"utter_{topic}", {"language": language}, confidence=0.9)
    assert (reply.custom.act, reply.custom.topic, reply.custom.language) == ("answer", topic, language)
    assert reply.custom.sources
    assert reply.custom.as_of is not None
    for button in reply.buttons:
        check_payload(button, domain, knowledge)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
async def test_details_are_an_answer_to_the_same_topic(
    topic: str, language: str, generate: Generate, domain: Domain, knowledge: KnowledgeBase
) -> None:
    reply = await generate("utter_more", {"language": language}, topic=topic)
    assert (reply.custom.act, reply.custom.topic) == ("answer", topic)
    for button in reply.buttons:
        check_payload(button, domain, knowledge)


async def test_an_answer_carries_confidence_and_the_known_district(generate: Generate) -> None:
    reply = await generate(f"utter_{BLUE_CARD}", {"district": "15082"}, confidence=0.83)
    assert (reply.custom.confidence, reply.custom.district) == (0.83, "15082")


async def test_what_only_one_reader_needs_is_said_to_that_reader(
    generate: Generate, knowledge: KnowledgeBase
) -> None:
    topic = next(t for t in TOPICS if knowledge.answers.answer(t).audience.employer)
    own = knowledge.answers.answer(topic).audience.employer.in_language("de")[:20]
    firm = await generate(f"utter_{topic}", {"audience": "employer"})
    worker = await generate(f"utter_{topic}", {"audience": "applicant"})
    assert own in firm.text
    assert own not in worker.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("district", ["14625", "15003"])
async def test_services_are_listed_with_name_and_source(
    district: str, language: str, generate: Generate, knowledge: KnowledgeBase
) -> None:
    for kind in knowledge.services.kinds():
        found = knowledge.services.find(Need(kind, district))
        if not found:
            continue
        reply = await generate(
            "utter_services",
            {"language": language},
            services=[service.id for service in found],
            kind=kind,
            district=district,
        )
        assert (reply.custom.act, reply.custom.kind, reply.custom.district) == ("services", kind, district)
        assert [service.id for service in reply.custom.services] == [service.id for service in found]
        assert all(service.name in reply.text for service in found)
        assert reply.custom.sources


async def test_a_contact_that_nobody_checked_is_said_to_be_unchecked(
    generate: Generate, knowledge: KnowledgeBase
) -> None:
    note = knowledge.phrases["services_unverified"].in_language("de")
    services = [s for k in knowledge.services.kinds() for s in knowledge.services.find(Need(k, "15003"))]
    checked = next(s for s in services if s.verified)
    facts = {"services": [checked.id], "kind": checked.kind, "district": "15003"}
    assert note not in (await generate("utter_services", {}, **facts)).text
    assert note in (await generate("utter_services", {}, **facts, body_verified=False)).text


async def test_a_recognition_body_is_named_with_the_occupation(generate: Generate) -> None:
    reply = await generate(
        "utter_services",
        {"language": "en"},
        services=["lvwa-landespruefungsamt-gesundheitsberufe"],
        kind="recognition_body",
        district="15003",
        occupation="pflegefachkraft",
    )
    assert "nurse" in reply.text.splitlines()[0]


@pytest.mark.parametrize("topic", TOPICS)
async def test_an_answer_fits_into_one_message_of_a_messenger(topic: str, generate: Generate) -> None:
    replies = [
        await generate(name, {"language": code}, topic=topic)
        for code in LANGUAGES
        for name in (f"utter_{topic}", "utter_more")
    ]
    assert max(len(reply.text) for reply in replies) <= 4096
