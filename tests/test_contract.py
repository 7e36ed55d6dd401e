"""The structured reply, and that what we say keeps to it."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from bot.contract import Act, Button, Custom, Handoff, Reply, Service, Source
from bot.knowledge.answers import Reader
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.services import Need
from bot.nlg.answer import answer_reply, more_reply
from bot.nlg.services import services_reply

DAY = dt.date(2026, 11, 21)
ALWAYS = {"act", "language"}
# contract, version 1: what each act carries; "services" may say null for the district
REQUIRED = {
    "answer": {"topic", "sources", "as_of", "confidence"},
    "services": {"services", "district", "kind", "sources"},
}
SERVICE_FIELDS = {
    *("id", "name", "kind", "district", "street", "postcode", "city", "phone", "email", "website"),
    *("languages", "opening_hours", "source", "as_of", "verified"),
}


def custom(**fields: Any) -> dict[str, Any]:
    return Reply(text="x", custom=Custom(**{"act": "info", "language": "de"} | fields)).as_rasa()["custom"]


def service(**fields: Any) -> Service:
    return Service(**{"id": "a", "name": "A", "kind": "k", "district": []} | fields)


def test_acts_are_those_of_the_contract() -> None:
    assert set(get_args(Act)) == {
        *("answer", "clarify", "services", "ask", "outside", "handoff", "fallback", "emergency", "greet"),
        *("thanks", "goodbye", "help", "bot_challenge", "set_language", "delete_data", "info"),
    }


@pytest.mark.parametrize("act", get_args(Act))
def test_every_message_says_act_and_language(act: str) -> None:
    assert custom(act=act) == {"act": act, "language": "de"}


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "advice"},
        {"language": None},
        {"confidence": 1.1},
        {"confidence": -0.1},
        {"color": "red"},
        {"as_of": "yesterday"},
        {"handoff": {"status": "promised"}},
        {"services": [service()] * 6},
        {"sources": [{"title": "without address"}]},
    ],
    ids=str,
)
def test_what_is_not_in_the_contract_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        custom(**fields)


def test_dates_are_iso_text() -> None:
    assert custom(as_of=DAY)["as_of"] == "2026-11-21"


def test_unknown_fields_of_a_service_are_null() -> None:
    (said,) = custom(act="services", services=[service()])["services"]
    assert set(said) == SERVICE_FIELDS
    assert said["phone"] is None


def test_services_without_a_district_say_null() -> None:
    assert custom(act="services", services=[])["district"] is None


def test_handoff_says_its_status() -> None:
    assert custom(act="handoff", handoff=Handoff(status="offered"))["handoff"] == {"status": "offered"}


@pytest.mark.parametrize("buttons", [[], [Button(title="Ja", payload="/affirm")]])
def test_buttons_are_left_out_when_there_are_none(buttons: list[Button]) -> None:
    reply = Reply(text="x", buttons=buttons, custom=Custom(act="info", language="de")).as_rasa()
    assert ("buttons" in reply) is bool(buttons)


def test_source_needs_title_and_address() -> None:
    assert Source(title="Gesetz", url="https://www.example.org").title == "Gesetz"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_answer_carries_what_the_contract_asks_for(
    knowledge: KnowledgeBase, content: Content, language: str
) -> None:
    for topic in content.topics:
        reply = answer_reply(knowledge, topic, Reader(language), DAY, {"confidence": 0.9}).as_rasa()
        assert REQUIRED["answer"] | ALWAYS <= set(reply["custom"]), topic
        assert reply["custom"]["sources"], topic
        assert all(len(button["title"]) <= 64 for button in reply["buttons"]), topic


@pytest.mark.parametrize("language", ["de", "en"])
def test_details_of_every_answer_carry_its_sources(
    knowledge: KnowledgeBase, content: Content, language: str
) -> None:
    for topic in content.topics:
        reply = more_reply(knowledge, topic, Reader(language), DAY).as_rasa()
        assert {"topic", "sources", "as_of"} | ALWAYS <= set(reply["custom"]), topic


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_list_of_services_carries_what_the_contract_asks_for(
    knowledge: KnowledgeBase, content: Content, language: str
) -> None:
    faulty = []
    for kind in knowledge.services.kinds():
        for area in content.districts:
            ags = area.record.ags
            found = [service.id for service in knowledge.services.find(Need(kind, ags))]
            said = services_reply(knowledge, language, found, kind, ags).as_rasa()["custom"]
            if not REQUIRED["services"] | ALWAYS <= set(said) or not said["sources"]:
                faulty.append((kind, ags))
    assert faulty == []


def test_every_district_of_a_reply_exists(knowledge: KnowledgeBase, content: Content) -> None:
    districts = {entry.record.ags for entry in content.districts}
    for entry in content.services:
        assert set(knowledge.services.as_reply(entry.record, "de").district) <= districts
