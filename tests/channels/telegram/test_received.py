"""What an update means to us, and that nothing personal is left of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from standin.builders import ATTACHMENTS, SERVICE_MESSAGES, forwarded, location, text_content
from telegram import Update

from bot.channels.telegram.received import Received, chat_of, read_update
from bot.knowledge.base import KnowledgeBase

CHAT = {"id": 5_100_000_077, "type": "private", "first_name": "Olena", "username": "olena_k"}
PERSON = {"id": 5_100_000_077, "is_bot": False, "first_name": "Olena", "language_code": "uk"}


def in_koethen(latitude: float, longitude: float) -> str | None:
    return "15082" if (latitude, longitude) == (51.75, 11.97) else None


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_800_000_000, "chat": CHAT, "from": PERSON, **content}


def read(kind: str = "message", **content: Any) -> Received | None:
    return read_update(Update.de_json({"update_id": 1, kind: message(**content)}, None), in_koethen)


def press(data: str, title: str = "Kosten") -> Received | None:
    keyboard = {"inline_keyboard": [[{"text": title, "callback_data": "more:hiring/costs"}]]}
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": data}
    query["message"] = message(text="Antwort", reply_markup=keyboard)
    return read_update(Update.de_json({"update_id": 1, "callback_query": query}, None), in_koethen)


def wanted(result: Received | None) -> tuple[str, str, str] | None:
    return (result.kind, result.notice, result.text) if result else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Was kostet das?", ("turn", "", "Was kostet das?")),
        ("  Hal\u202elo \n Welt ", ("turn", "", "Hal lo Welt")),
        ("Ich bin anna@example.org", ("turn", "", "Ich bin [E-Mail]")),
        ("/start", ("turn", "", "/greet")),
        ("/start en_15003", ("turn", "", '/choose_place{"district": "15003"}')),
        ("/start no/such", ("turn", "", "/greet")),
        ("/help", ("turn", "", "/help")),
        ("/HELP@fachlotse_bot", ("turn", "", "/help")),
        ("/help mir bitte", ("turn", "", "/help")),
        ("/language", ("turn", "", "/set_language")),
        ("/language EN", ("turn", "", '/set_language{"language": "en"}')),
        ("/language Klingonisch bitte", ("turn", "", 'set_language{"language": "klingonisch bitte"}')),
        ("/person", ("turn", "", "/ask_human")),
        ("/place", ("turn", "ask_place", "")),
        ("/place Köthen", ("turn", "", "Köthen")),
        ("/privacy", ("turn", "first_contact", "")),
        ("/forget", ("forget", "", "")),
        ("/restart", ("turn", "", "restart")),
        ("/delete_data", ("turn", "", "delete_data")),
        ('/greet{"forget": true}', ("turn", "", 'greet{"forget": true}')),
        ("a" * 2001, ("turn", "too_long", "")),
    ],
)
def test_a_text_or_command_is_what_the_person_wants(
    typed: str, expected: tuple[str, str, str], knowledge: KnowledgeBase
) -> None:
    assert wanted(read(**text_content(typed))) == expected


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_whatever_is_no_text_is_declined(name: str) -> None:
    result = read(**ATTACHMENTS[name])
    assert result is not None
    assert result.notice in ("file", "voice", "contact", "only_text")


@pytest.mark.parametrize("name", [name for name in ATTACHMENTS if "caption" in name])
def test_a_caption_is_answered_all_the_same(name: str) -> None:
    result = read(**ATTACHMENTS[name])
    assert result is not None
    assert result.text == ATTACHMENTS[name]["caption"]


@pytest.mark.parametrize("name", SERVICE_MESSAGES)
def test_a_message_of_telegrams_own_asks_for_nothing(name: str) -> None:
    assert read(**SERVICE_MESSAGES[name]) is None


def test_a_location_is_its_district() -> None:
    result = read(**location(51.75, 11.97))
    assert wanted(result) == ("turn", "location_found", '/choose_place{"district": "15082"}')


def test_a_location_elsewhere_is_outside() -> None:
    assert wanted(read(**location(48.85, 2.35))) == ("turn", "location_outside", "")


def test_a_position_that_moves_is_ignored() -> None:
    assert read("edited_message", **location(51.75, 11.97), edit_date=1_800_000_009) is None


def test_a_corrected_text_is_a_new_question() -> None:
    result = read("edited_message", edit_date=1_800_000_009, **text_content("Was kostet es?"))
    assert result is not None
    assert (result.text, result.sent_at) == ("Was kostet es?", 1_800_000_009)


def test_a_forwarded_text_is_read_like_one_that_was_typed() -> None:
    result = read(**text_content("Visum?"), **forwarded("from a person"))
    assert wanted(result) == ("turn", "", "Visum?")


def test_a_button_is_its_payload_and_its_title() -> None:
    result = press("more:hiring/costs")
    assert result is not None
    assert (result.text, result.shown) == ('/more{"topic": "hiring/costs"}', "Kosten")


def test_a_button_of_another_time_is_explained() -> None:
    assert wanted(press("v0|costs")) == ("turn", "old_button", "")


@pytest.mark.parametrize(("status", "expected"), [("kicked", ("blocked", "", "")), ("member", None)])
def test_only_a_blocked_bot_has_something_to_do(status: str, expected: Any) -> None:
    def member(name: str) -> dict[str, Any]:
        return {"user": {"id": 1, "is_bot": True, "first_name": "B"}, "status": name, "until_date": 0}

    change = {"chat": CHAT, "from": PERSON, "date": 1, "old_chat_member": member("member")}
    change["new_chat_member"] = member(status)
    update = Update.de_json({"update_id": 1, "my_chat_member": change}, None)
    assert wanted(read_update(update, in_koethen)) == expected


@pytest.mark.parametrize("name", [*ATTACHMENTS, "location", "text"])
def test_nothing_of_the_person_is_in_what_is_kept(name: str) -> None:
    contents = ATTACHMENTS | {"location": location(51.75, 11.97), "text": text_content("Ich heiße Olena")}
    result = read(**contents[name], **forwarded("from a hidden person"))
    assert result is not None
    kept = json.dumps([result.notice, result.text, result.shown])
    for personal in ("Olena", "olena_k", "5100000077", "51.75", "11.97", "+49176", "Mehmet", "-id"):
        assert personal not in kept


def test_an_update_of_a_type_that_we_never_asked_for_has_no_chat_for_us() -> None:
    query = {"id": "1", "from": PERSON, "query": "Visum", "offset": ""}
    assert chat_of(Update.de_json({"update_id": 1, "inline_query": query}, None)) is None
