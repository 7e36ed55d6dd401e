"""What buttons carry: short, reversible, and refused when it is none of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.payload import as_typed
from bot.channels.telegram.callback_data import LIMIT, CallbackDataError, decode, encode
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.records import LANGUAGES

INTENTS = (
    *("choose_topic", "choose_kind", "choose_place", "choose_occupation", "more", "help", "affirm", "deny"),
    *("set_language", "ask_human"),
)
names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
values = st.text("abcdefghijklmnopqrstuvwxyz0123456789_/-", min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("payload", "data"),
    [
        ('/choose_topic{"topic": "hiring/eu_blue_card"}', "choose_topic:hiring/eu_blue_card"),
        ('/choose_place{"district": "15082"}', "choose_place:15082"),
        ('/more{"topic": "hiring/costs"}', "more:hiring/costs"),
        ('/more{"kind": "chamber"}', "more:kind=chamber"),
        ("/affirm", "affirm"),
    ],
)
def test_a_payload_is_shortened_and_comes_back(payload: str, data: str) -> None:
    assert encode(payload) == data
    assert decode(data) == payload


@given(st.sampled_from(INTENTS), st.none() | st.tuples(names, values))
def test_every_payload_of_a_button_comes_back_as_it_was(intent: str, entity: tuple[str, str] | None) -> None:
    payload = f"/{intent}" if entity is None else f'/{intent}{{"{entity[0]}": "{entity[1]}"}}'
    assert decode(encode(payload)) == payload


def test_every_topic_kind_place_occupation_and_language_fits(
    knowledge: KnowledgeBase, content: Content
) -> None:
    payloads = [f'/choose_topic{{"topic": "{topic}"}}' for topic in content.topics]
    payloads += [f'/more{{"topic": "{topic}"}}' for topic in content.topics]
    payloads += [f'/choose_kind{{"kind": "{kind}"}}' for kind in knowledge.services.kinds()]
    payloads += [f'/choose_place{{"district": "{entry.record.ags}"}}' for entry in content.districts]
    payloads += [f'/choose_occupation{{"occupation_id": "{e.record.id}"}}' for e in content.occupations]
    payloads += [f'/set_language{{"language": "{language}"}}' for language in LANGUAGES]
    assert [p for p in payloads if len(encode(p).encode()) > LIMIT or decode(encode(p)) != p] == []


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "affirm",
        "/restart",
        '/affirm{"forget": true}',
        f'/choose_topic{{"topic": "{"x" * 60}"}}',
        "/affirm ",
    ],
)
def test_what_is_no_payload_or_too_long_is_refused(payload: str) -> None:
    with pytest.raises(CallbackDataError, match=r"^payload: "):
        encode(payload)


@pytest.mark.parametrize(
    "data",
    ["", "restart", "delete_data", "choose_topic:", "choose_topic:A B", '/affirm{"a": "b"}', "affirm\n"],
)
def test_data_that_we_never_sent_is_refused(data: str) -> None:
    with pytest.raises(CallbackDataError, match=r"^data: "):
        decode(data)


@given(st.text(max_size=64))
def test_whatever_a_button_carries_can_only_become_a_payload_of_a_button(data: str) -> None:
    try:
        payload = decode(data)
    except CallbackDataError:
        return
    assert payload.startswith("/")
    assert as_typed(payload) == payload
