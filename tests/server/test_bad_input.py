"""Whatever is sent: a polite reply, or a refusal with its reason; the server stays alive."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from processes import RunningServer, Talk

from bot.knowledge.base import KnowledgeBase

pytestmark = pytest.mark.trained

REFUSED: dict[str, bytes] = {
    "empty body": b"",
    "no JSON": b"hello",
    "half of JSON": b'{"sender": "a", "message": ',
    "broken UTF-8": b'{"sender": "a", "message": "\xff\xfe\xfa"}',
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "nothing in it": b"{}",
    "no sender": b'{"message": "Hallo"}',
    "empty sender": b'{"sender": "", "message": "Hallo"}',
    "sender of another type": b'{"sender": {"a": 1}, "message": "Hallo"}',
    "a very long sender": json.dumps({"sender": "a" * 1000, "message": "Hallo"}).encode(),
    "no message": b'{"sender": "a"}',
    "message of another type": b'{"sender": "a", "message": ["Hallo"]}',
    "metadata of another type": b'{"sender": "a", "message": "Hallo", "metadata": "de"}',
    "deep JSON": b'{"sender": "a", "message": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "a large body": json.dumps({"sender": "a", "message": "a" * 200_000}).encode(),
    "a huge body": b"x" * 3_000_000,
}

ODD_TEXTS: dict[str, str] = {
    "empty": "",
    "blanks": "   \t \n ",
    "10,000 characters": "Visum " * 1700,
    "one long word": "a" * 1999,
    "emoji": "😀🎉👍🏽",
    "control characters": "\x00\x01\x1b[31m\x7f",
    "direction marks": "\u202eollaH\u202c",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "'; DROP TABLE events; --",
    "format strings": "%s%n {0} {slots} {{7*7}} ${jndi:x}",
    "Chinese": "我想在德国工作",
    "Arabic": "أريد العمل في ألمانيا",
    "half a surrogate": "\ud83d",
    "digits": "99999999999999999999999999",
    "punctuation": "?!?!?!...",
    "a slash": "/",
    "an unknown intent": "/unknown_intent",
    "an intent without its entity": "/choose_topic",
    "a retrieval intent": "/hiring",
    "a full retrieval intent": "/hiring/eu_blue_card",
    "a look-up without kind": "/lookup",
    "a follow-up without aspect": "/follow_up",
    "details of nothing": "/more",
    "unsure without options": "/unsure",
    "unknown topic": '/choose_topic{"topic": "no/such"}',
    "topic of another type": '/choose_topic{"topic": 5}',
    "list of topics": '/choose_topic{"topic": ["hiring/costs", "hiring/costs"]}',
    "object as topic": '/choose_topic{"topic": {"a": {"b": []}}}',
    "unknown district": '/choose_place{"district": "99999"}',
    "district of another type": '/choose_place{"district": 15091}',
    "unknown kind": '/choose_kind{"kind": "../../etc/passwd"}',
    "unknown occupation": '/choose_occupation{"occupation_id": "astronaut"}',
    "unknown language": '/set_language{"language": "xx"}',
    "broken payload": '/choose_topic{"topic": ',
    "payload that is no object": "/choose_topic[1, 2]",
    "a slot of ours": '/greet{"forget": true, "district": "15091"}',
    "place without its facts": '/give_place{"place": "Köthen"}',
    "occupation without its facts": '/give_occupation{"occupation": "Koch"}',
    "confidence in the text": "/greet@5",
    "Rasa's own commands": "/restart",
    "session start": "/session_start",
}


@pytest.fixture(scope="module")
def apologies(knowledge: KnowledgeBase) -> set[str]:
    """Return how we say that something on our side is broken."""
    phrase = knowledge.phrases["technical_problem"]
    return {phrase.in_language(code) for code in ("de", "en")}


@pytest.mark.parametrize("name", REFUSED)
def test_a_faulty_request_is_refused_with_a_reason(name: str, server: RunningServer) -> None:
    response = server.post(raw=REFUSED[name])
    assert 400 <= response.status_code < 500
    assert len(response.text) > 10
    assert "Traceback" not in response.text
    assert server.is_alive()


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_an_odd_message_gets_a_polite_reply(name: str, talk: Talk, apologies: set[str]) -> None:
    for reply in talk.say(ODD_TEXTS[name]):
        assert reply["text"].strip()
        assert reply["text"] not in apologies
        assert "Traceback" not in reply["text"]


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_an_odd_message_does_not_spoil_the_conversation(name: str, talk: Talk) -> None:
    talk.say("Wie hoch ist der Mindestlohn?")
    talk.say(ODD_TEXTS[name])
    reply = talk.say("Wo ist die Ausländerbehörde in Köthen?")[0]
    assert (reply["custom"]["act"], reply["custom"]["language"]) == ("services", "de")


@pytest.mark.parametrize("metadata", [{"language": "xx"}, {"language": None}, {"a": {"b": [1]}}, None])
def test_odd_metadata_do_no_harm(metadata: Any, server: RunningServer) -> None:
    response = server.post({"sender": "odd", "message": "Danke", "metadata": metadata})
    assert response.json()[0]["custom"]["act"] == "thanks"


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/no/such", "/conversations/a/tracker"])
def test_an_unknown_address_is_refused_without_a_stack_trace(path: str, server: RunningServer) -> None:
    response = requests.get(f"{server.url}{path}", timeout=10)
    assert 400 <= response.status_code < 500
    assert "Traceback" not in response.text


def test_two_hundred_people_at_once_are_all_answered(server: RunningServer) -> None:
    def ask(number: int) -> str:
        reply = server.say("Wo ist die Ausländerbehörde in Köthen?", f"crowd-{number}")[0]
        return str(reply["custom"]["district"])

    with ThreadPoolExecutor(max_workers=200) as crowd:
        assert list(crowd.map(ask, range(200))) == ["15082"] * 200
    assert server.is_alive()


def test_one_person_who_writes_ten_times_at_once_is_answered_each_time(talk: Talk) -> None:
    with ThreadPoolExecutor(max_workers=10) as crowd:
        replies = list(crowd.map(lambda _: talk.say("Danke")[0]["custom"]["act"], range(10)))
    assert replies == ["thanks"] * 10
    assert sum('"event": "user"' in event for event in talk.server.events(talk.sender)) == 10
