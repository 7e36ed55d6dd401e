"""What the chat accepts and refuses, and that nothing personal gets further than the request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from chat import ORIGIN, TIMEOUT_S, Browser, Chat, running_chat
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.turn import BadRequestError
from bot.channels.web.conversation import MESSAGES
from bot.channels.web.conversations import Limits
from bot.channels.web.requests import FeedbackBody, MessageBody, last_event_id, parse

ID = "0b6a1c5e-1111"
ALL = [
    ("DELETE", "/chat/sessions"),
    ("POST", "/chat/messages"),
    ("GET", "/chat/events"),
    ("POST", "/chat/pdf"),
    ("POST", "/chat/feedback"),
]


def result(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function returns, or its refusal."""
    try:
        return function(*arguments)
    except BadRequestError as error:
        return error


async def test_a_session_is_new_for_everybody_and_no_cookie(chat: Chat) -> None:
    async with chat.http() as http:
        people = [Browser(http) for _ in range(3)]
        for person in people:
            await person.begin()
        assert len({person.session for person in people}) == 3
        assert len(http.cookie_jar) == 0


@pytest.mark.parametrize(("method", "path"), ALL)
@pytest.mark.parametrize("session", ["", "x", "a" * 43, "ä" * 43, "a" * 5000])
async def test_without_a_session_of_ours_nothing_works(
    chat: Chat, method: str, path: str, session: str
) -> None:
    async with chat.http() as http:
        assert await Browser(http, session).ask(method, path) == (401, {"error": "session"})


async def test_a_session_counts_only_as_bearer(browser: Browser) -> None:
    async with browser.http.post(
        "/chat/messages", headers={"Authorization": f"Basic {browser.session}"}
    ) as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"Hallo", "body"),
        (b'{"id": "\xff"}', "body"),
        (b"[]", "body"),
        (b"null", "body"),
        (b'{"id": ' + b"[" * 10_000, "body"),
        (b"{}", "id"),
        (b'{"id": "x", "text": "a"}', "id"),
        (b'{"id": 12345678, "text": "a"}', "id"),
        (b'{"id": "../../etc/passwd", "text": "a"}', "id"),
        (b'{"id": "0b6a1c5e"}', "text"),
        (b'{"id": "0b6a1c5e", "text": null}', "text"),
        (b'{"id": "0b6a1c5e", "text": ["a"]}', "text"),
        (b'{"id": "0b6a1c5e", "text": ""}', "text"),
        (b'{"id": "0b6a1c5e", "text": " \\u0000\\u202e "}', "text"),
        (b'{"id": "0b6a1c5e", "text": "/ / "}', "text"),
        (b'{"id": "0b6a1c5e", "text": "a", "language": "deutsch"}', "language"),
        (b'{"id": "0b6a1c5e", "text": "a", "language": 5}', "language"),
        (b'{"id": "0b6a1c5e", "text": "a", "shown": {"a": 1}}', "shown"),
    ],
)
async def test_a_malformed_message_is_refused_with_its_field(
    chat: Chat, browser: Browser, body: bytes, field: str
) -> None:
    status, answer = await browser.ask("POST", "/chat/messages", data=body)
    assert (status, answer["error"].split(":")[0]) == (400, field)
    assert chat.assistant.heard == []


@pytest.mark.parametrize("text", ["a" * 2001, "ä " * 40_000])
async def test_a_message_that_is_too_long_is_refused(chat: Chat, browser: Browser, text: str) -> None:
    status, answer = await browser.ask("POST", "/chat/messages", json={"id": ID, "text": text})
    assert status == 413
    assert "at most" in answer["error"]
    assert chat.assistant.heard == []


async def test_the_longest_message_is_accepted(chat: Chat, browser: Browser) -> None:
    await browser.say("a" * 2000)
    await browser.heard()
    assert chat.assistant.texts() == ["a" * 2000]


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    with pytest.raises(BadRequestError) as caught:
        parse(b'{"id": "geheim geheim", "text": "a"}', MessageBody)
    assert "geheim" not in str(caught.value)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_record_or_a_clear_refusal(body: bytes) -> None:
    for model in (MessageBody, FeedbackBody):
        assert isinstance(result(parse, body, model), model) or ": " in str(result(parse, body, model))


@given(st.text(max_size=30))
def test_any_last_event_id_is_a_number_or_a_clear_refusal(header: str) -> None:
    found = result(last_event_id, header)
    assert found >= 0 if isinstance(found, int) else str(found).startswith("Last-Event-ID: ")


async def test_a_malformed_last_event_id_is_refused(browser: Browser) -> None:
    async with browser.http.get("/chat/events", headers=browser.headers | {"Last-Event-ID": "x"}) as response:
        assert (response.status, (await response.json())["error"].split(":")[0]) == (400, "Last-Event-ID")


async def test_personal_data_reach_neither_the_assistant_nor_the_log(chat: Chat, browser: Browser) -> None:
    await browser.say("Ich bin anna@example.org, Tel. 0176 12345678")
    shown = (await browser.heard())[0].data["text"]
    assert shown == chat.assistant.texts()[0] == "Ich bin [E-Mail], Tel. [Telefon]"


async def test_an_intent_that_was_typed_is_text(chat: Chat, browser: Browser) -> None:
    await browser.say("/delete_data")
    await browser.heard()
    assert chat.assistant.texts() == ["delete_data"]


async def test_a_button_sends_its_payload_and_shows_its_title(chat: Chat, browser: Browser) -> None:
    payload = '/choose_place{"district": "15082"}'
    await browser.say(payload, shown="Köthen (Anhalt)")
    assert (await browser.heard())[0].data["text"] == "Köthen (Anhalt)"
    assert chat.assistant.texts() == [payload]


async def test_a_title_cannot_hide_what_was_typed(browser: Browser) -> None:
    await browser.say("Hallo", shown="etwas anderes")
    assert (await browser.heard())[0].data["text"] == "Hallo"


async def test_a_title_is_masked_too(browser: Browser) -> None:
    await browser.say("/help", shown="anna@example.org")
    assert (await browser.heard())[0].data["text"] == "[E-Mail]"


async def test_the_assistant_gets_language_and_channel(chat: Chat, browser: Browser) -> None:
    await browser.say("Hallo", language="en")
    await browser.heard()
    (message,) = chat.assistant.heard
    assert message.metadata == {"channel": "web", "language": "en"}
    assert message.input_channel == "web"


async def test_the_conversation_does_not_give_the_session_away(chat: Chat, browser: Browser) -> None:
    await browser.say("Hallo")
    await browser.heard()
    (message,) = chat.assistant.heard
    assert message.sender_id.startswith("web-")
    assert browser.session not in message.sender_id


async def test_who_sends_faster_than_a_person_is_asked_to_wait(chat: Chat, browser: Browser) -> None:
    for number in range(MESSAGES):
        await browser.say(f"nr {number}")
    async with browser.http.post(
        "/chat/messages", headers=browser.headers, json={"id": ID, "text": "a"}
    ) as response:
        assert (response.status, int(response.headers["Retry-After"]) > 0) == (429, True)
    await browser.heard(MESSAGES)
    assert len(chat.assistant.heard) == MESSAGES


async def test_a_message_that_comes_again_is_never_too_fast(browser: Browser) -> None:
    first = await browser.say("nr 0")
    for number in range(1, MESSAGES):
        await browser.say(f"nr {number}")
    assert await browser.say("nr 0", first) == first


async def test_a_full_server_says_when_to_come_back() -> None:
    async with running_chat(Limits(waiting=1)) as chat, chat.http() as http:
        person = Browser(http)
        await person.begin()
        await person.say("slow")
        async with http.post(
            "/chat/messages", headers=person.headers, json={"id": ID, "text": "a"}
        ) as response:
            assert (response.status, int(response.headers["Retry-After"]) > 0) == (503, True)
        chat.assistant.go_on.set()
        await person.heard()
        await person.say("a", ID)


async def test_there_are_no_more_streams_than_the_server_can_serve() -> None:
    async with running_chat(Limits(streams=1)) as chat, chat.http() as http:
        first, second = Browser(http), Browser(http)
        await first.begin()
        await second.begin()
        async with first.listen() as listener:
            await first.say("Hallo")
            await listener.until("done")
            assert (await second.ask("GET", "/chat/events"))[0] == 503


async def test_forgetting_deletes_the_conversation_and_ends_the_session(chat: Chat, browser: Browser) -> None:
    await browser.say("Hallo")
    await browser.heard()
    async with browser.listen() as other_tab:
        assert await browser.ask("DELETE", "/chat/sessions") == (204, None)
        assert (await other_tab.rest())[-1].type == "closed"
    assert chat.memory.people == {}
    assert await browser.ask("POST", "/chat/pdf") == (401, {"error": "session"})


async def test_forgetting_waits_for_the_running_turn_so_that_nothing_is_stored_afterwards(
    chat: Chat, browser: Browser
) -> None:
    async with browser.listen() as listener:
        await browser.say("slow")
        await browser.say("never answered")
        await listener.until("reply")
        forgetting = asyncio.create_task(browser.ask("DELETE", "/chat/sessions"))
        async with asyncio.timeout(TIMEOUT_S):
            while (await browser.ask("POST", "/chat/feedback"))[0] != 401:
                pass  # until the deletion has begun
            chat.assistant.go_on.set()
            assert (await forgetting)[0] == 204
    assert chat.assistant.texts() == ["slow"]
    assert chat.memory.people == {}


async def test_a_conversation_that_was_deleted_in_the_chat_is_closed_after_the_answer(
    browser: Browser,
) -> None:
    async with browser.listen() as listener:
        await browser.say("delete")
        kinds = [event.type for event in await listener.rest() if event.id]
    assert kinds == ["message", "reply", "done", "closed"]
    assert (await browser.ask("GET", "/chat/events"))[0] == 401


async def test_a_widget_tells_the_district_at_the_beginning(chat: Chat) -> None:
    async with chat.http() as http:
        await Browser(http).begin(district="15003")
    assert list(chat.memory.people.values()) == [{"district": "15003"}]


@pytest.mark.parametrize("district", ["99999", "", "../", None])
async def test_a_district_that_does_not_exist_is_ignored(chat: Chat, district: Any) -> None:
    async with chat.http() as http:
        person = Browser(http)
        await person.begin(district=district)
        await person.say("Hallo")
        await person.heard()
    assert list(chat.memory.people.values()) == [{}]


async def test_an_allowed_site_may_call_and_read(chat: Chat) -> None:
    async with chat.http() as http:
        async with http.options("/chat/messages", headers={"Origin": ORIGIN}) as preflight:
            assert preflight.status == 204
            assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
            assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
        async with http.post("/chat/sessions", headers={"Origin": ORIGIN}) as response:
            assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
            assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{ORIGIN}.evil.example", "http://kammer.example", ""]
)
async def test_no_other_site_may_read(chat: Chat, origin: str) -> None:
    async with chat.http() as http:
        for method, path in [("OPTIONS", "/chat/messages"), ("POST", "/chat/sessions")]:
            async with http.request(method, path, headers={"Origin": origin}) as response:
                assert "Access-Control-Allow-Origin" not in response.headers


async def test_a_refusal_can_be_read_by_an_allowed_site(browser: Browser) -> None:
    async with browser.http.post("/chat/messages", headers={"Origin": ORIGIN}) as response:
        assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN)


async def test_the_stream_can_be_read_by_an_allowed_site(browser: Browser) -> None:
    async with browser.http.get("/chat/events", headers=browser.headers | {"Origin": ORIGIN}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert response.headers["Content-Type"].startswith("text/event-stream")


async def test_nothing_of_a_conversation_is_kept_by_caches(browser: Browser) -> None:
    async with browser.http.post("/chat/sessions") as response:
        assert response.headers["Cache-Control"] == "no-store"


async def test_a_message_that_nobody_asked_for_is_pushed(chat: Chat, browser: Browser) -> None:
    async with browser.listen() as listener:
        await browser.say("Hallo")
        await listener.until("done")
        output = chat.channel.get_output_channel()
        assert output is not None
        person = chat.assistant.heard[0].sender_id
        await output.send_response(person, {"text": "Guten Tag, hier ist ein Mensch.", "custom": {}})
        pushed = (await listener.until("reply"))[-1].data
    assert pushed == {"text": "Guten Tag, hier ist ein Mensch.", "buttons": [], "custom": {}}
