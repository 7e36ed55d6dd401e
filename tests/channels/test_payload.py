"""Only what a button sends is an intent; a slash that a person typed is not."""

from __future__ import annotations

import pytest

from bot.channels.payload import as_typed
from bot.knowledge.base import KnowledgeBase
from bot.settings import ROOT


@pytest.mark.parametrize(
    "payload",
    [
        '/choose_topic{"topic": "hiring/eu_blue_card"}',
        '/choose_place{"district": "15082"}',
        '/set_language{"language": "en"}',
        '/more{"topic": "hiring/costs"}',
        "/more",
        "/affirm",
        "/deny",
        "/help",
        "/ask_human",
    ],
)
def test_the_payload_of_a_button_stays(payload: str) -> None:
    assert as_typed(payload) == payload


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("/delete_data", "delete_data"),
        ("/restart", "restart"),
        ("/session_start", "session_start"),
        ("/hiring/costs", "hiring/costs"),
        ("//affirm", "affirm"),
        ("/ /greet", "greet"),
        ("/affirm bitte", "affirm bitte"),
        ('/affirm{"forget": true}', 'affirm{"forget": true}'),
        ('/more{"topic": "a", "district": "15082"}', 'more{"topic": "a", "district": "15082"}'),
        ('/choose_place{"district": ["15082"]}', 'choose_place{"district": ["15082"]}'),
        ("/affirm\n", "affirm\n"),
        ("/", ""),
        ("und/oder", "und/oder"),
        ("Was kostet das?", "Was kostet das?"),
        ("", ""),
    ],
)
def test_anything_else_is_text_and_loses_its_slash(typed: str, text: str) -> None:
    assert as_typed(typed) == text


def test_a_text_is_never_left_with_a_slash_in_front() -> None:
    for typed in ("/x", "// x", " /x", "/ / / x"):
        assert not as_typed(typed).startswith("/")


def test_every_kind_topic_and_occupation_can_be_chosen(knowledge: KnowledgeBase) -> None:
    answers = ROOT / "data" / "answers"
    topics = [path.relative_to(answers).with_suffix("").as_posix() for path in answers.rglob("*.yml")]
    payloads = [f'/choose_topic{{"topic": "{topic}"}}' for topic in topics]
    payloads += [f'/choose_kind{{"kind": "{kind}"}}' for kind in knowledge.services.kinds()]
    found = knowledge.occupations.find("Elektriker oder Krankenschwester", expected=True)
    payloads += [f'/choose_occupation{{"occupation_id": "{key}"}}' for m in found for key in m.occupations]
    assert [p for p in payloads if as_typed(p) != p] == []
