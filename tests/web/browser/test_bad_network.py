"""Networks and servers fail: nothing is lost, nothing is sent or shown twice, and the chat says what is wrong."""

from __future__ import annotations

import asyncio

import pytest
from conftest import Shoot, Visit
from fault_proxy import (
    EVENTS,
    MESSAGES,
    SESSIONS,
    FaultProxy,
    held_until,
    lost_answer,
    status,
    unreachable,
)
from playwright.async_api import expect
from visitor import AUTHORITY, BLUE_CARD, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

PATIENCE_MS = 40_000  # every event costs a new connection, after a longer pause each time
MINIMUM_WAGE = "Wie hoch ist der Mindestlohn?"
MALFORMED = (
    '{"text": 7, "custom": {"act": "answer"}}',
    "not JSON",
    "null",
    '{"text": "x", "custom": null}',
    '{"text": "x", "custom": {"act": "services", "services": [{"id": 1}]}}',
    '{"text": "x", "custom": {"act": "answer", "sources": 3}}',
    '{"text": "x", "buttons": [7], "custom": {"act": "answer"}}',
)


async def expect_once(person: Visitor, *questions: str) -> None:
    """Expect each question once, in order, each with an answer of its own."""
    await expect(person.questions).to_have_count(len(questions))
    for number, question in enumerate(questions):
        turn = person.turn(number)
        await expect(turn.locator(".question")).to_contain_text(question)
        await expect(turn.locator("[data-act=answer], [data-act=services]")).to_have_count(1)


async def test_a_message_whose_answer_got_lost_is_not_asked_twice(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    proxy.fail(MESSAGES, lost_answer)
    await person.say(BLUE_CARD)
    await expect(person.replies.first).to_be_visible()
    await expect(person.status).not_to_have_attribute("data-state", "offline")
    assert proxy.requests.count(f"POST {MESSAGES}") == 2
    await person.ask(MINIMUM_WAGE)
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_a_stream_that_breaks_is_taken_up_again(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.cut_streams()
    await person.ask(MINIMUM_WAGE)
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_a_stream_that_breaks_with_every_event_shows_everything_once(
    visit: Visit, proxy: FaultProxy
) -> None:
    def cut(event: bytes) -> bytes:
        if event.startswith(b"id:"):
            # breaking the line throws away what the browser has not read yet, so it gets a moment to read
            asyncio.get_running_loop().call_later(0.3, proxy.cut_streams)
        return event

    proxy.edit = cut
    person = await visit(at=proxy.url)
    await person.say(BLUE_CARD)
    await expect(person.page.locator("[data-act=answer]")).to_have_count(1, timeout=PATIENCE_MS)
    proxy.edit = lambda event: event
    await person.ask(MINIMUM_WAGE)
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_half_an_event_is_not_shown(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    turn = await person.ask(BLUE_CARD)
    await expect(turn.locator(".reply")).to_have_count(2)  # the answer, and that it is a machine
    await proxy.reply_in_part()
    proxy.cut_streams()
    await person.ask(MINIMUM_WAGE)
    await expect(turn.locator(".reply")).to_have_count(2)
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_what_is_typed_while_the_server_is_gone_is_sent_once_when_it_is_back(
    visit: Visit, proxy: FaultProxy, shoot: Shoot
) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.go_down()
    await person.say(MINIMUM_WAGE)
    await person.say(AUTHORITY)
    await expect(person.status).to_have_text(person.words["state"]["offline"])
    for number in (1, 2):
        await expect(person.turn(number)).to_contain_text(person.words["state"]["waiting"])
    await shoot(person.page, "offline")
    proxy.come_back()
    await expect(person.cards.first).to_be_visible()
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE, AUTHORITY)
    await expect(person.status).not_to_have_attribute("data-state", "offline")
    await expect(person.page.locator(".state:not([hidden])")).to_have_count(0)


async def test_a_message_that_was_not_sent_survives_a_reload(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.go_down()
    await person.say(MINIMUM_WAGE)
    await expect(person.status).to_have_attribute("data-state", "offline")
    await person.page.reload()
    await expect(person.turn(0).locator(".question")).to_contain_text(MINIMUM_WAGE)
    proxy.come_back()
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_the_first_message_is_not_lost_when_no_conversation_can_begin(
    visit: Visit, proxy: FaultProxy
) -> None:
    person = await visit(at=proxy.url)
    proxy.fail(SESSIONS, unreachable, status(503))
    await person.say(BLUE_CARD)
    await expect_once(person, BLUE_CARD)


async def test_a_slow_server_is_waited_for_and_messages_keep_their_order(
    visit: Visit, proxy: FaultProxy, shoot: Shoot
) -> None:
    person, released = await visit(at=proxy.url), asyncio.Event()
    proxy.fail(MESSAGES, held_until(released))
    await person.say(BLUE_CARD)
    await expect(person.page.get_by_text(person.words["typing"])).to_be_visible()
    await shoot(person.page, "typing")
    await person.say(MINIMUM_WAGE)
    released.set()
    await expect(person.turn(1).locator(".reply").first).to_be_visible()
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)
    await expect(person.page.get_by_text(person.words["typing"])).to_be_hidden()


async def test_the_chat_works_on_a_slow_line(visit: Visit) -> None:
    person = await visit()
    line = await person.page.context.new_cdp_session(person.page)
    conditions = {"latency": 400, "downloadThroughput": 6_000, "uploadThroughput": 3_000, "offline": False}
    await line.send("Network.emulateNetworkConditions", conditions)
    await person.say(BLUE_CARD)
    await person.say(MINIMUM_WAGE)
    await expect(person.turn(1).locator(".reply").first).to_be_visible()
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)


async def test_an_expired_session_begins_anew_and_loses_nothing(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.fail(MESSAGES, status(401))
    await person.say(MINIMUM_WAGE)
    await expect(person.notice).to_have_text(person.words["state"]["expired"])
    await expect_once(person, BLUE_CARD, MINIMUM_WAGE)
    assert proxy.requests.count(f"POST {SESSIONS}") == 2


async def test_a_session_that_expired_over_night_is_replaced_when_the_page_is_opened(
    visit: Visit, proxy: FaultProxy
) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.fail(EVENTS, status(401))
    await person.page.reload()
    await expect(person.notice).to_have_text(person.words["state"]["expired"])
    await person.say(MINIMUM_WAGE)
    await expect_once(person, MINIMUM_WAGE)


async def test_who_is_too_fast_is_told_and_the_message_is_sent_later(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    proxy.fail(MESSAGES, status(429, Retry_After="2"))
    await person.say(BLUE_CARD)
    await expect(person.status).to_contain_text("in 2 Sekunden")
    await expect_once(person, BLUE_CARD)
    assert proxy.requests.count(f"POST {MESSAGES}") == 2
    await expect(person.status).to_be_empty()


async def test_a_refused_message_comes_back_into_the_field(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    proxy.fail(MESSAGES, status(400))
    await person.say(BLUE_CARD)
    await expect(person.status).to_have_text(person.words["state"]["refused"])
    await expect(person.input).to_have_value(BLUE_CARD)
    await expect(person.questions).to_have_count(0)
    await person.input.press("Enter")
    await expect_once(person, BLUE_CARD)
    await expect(person.status).to_be_empty()


async def test_a_server_that_is_not_well_is_asked_again(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    proxy.fail(MESSAGES, status(500), status(503))
    await person.say(BLUE_CARD)
    await expect_once(person, BLUE_CARD)


async def test_malformed_replies_are_said_to_be_that_and_the_chat_goes_on(
    visit: Visit, proxy: FaultProxy
) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    for count, data in enumerate(MALFORMED, 1):
        await proxy.inject("reply", data)
        await expect(person.notice).to_have_count(count)
        await expect(person.notice.last).to_contain_text(person.words["state"]["malformed"])
        await proxy.reply("Danach.", act="info")  # between two notices, which would be one otherwise
    await person.ask(MINIMUM_WAGE)
    await expect(person.page.locator("[data-act=answer]")).to_have_count(2)


async def test_after_a_malformed_reply_the_question_can_be_asked_again(
    visit: Visit, proxy: FaultProxy
) -> None:
    def spoil(event: bytes) -> bytes:
        return event.replace(b'"text":', b'"txt":') if b"event: reply" in event else event

    proxy.edit = spoil
    person = await visit(at=proxy.url)
    await person.say(BLUE_CARD)
    await expect(person.notice).to_contain_text(person.words["state"]["malformed"])
    await expect(person.notice).to_have_count(1)
    proxy.edit = lambda event: event
    await person.button(person.words["state"]["retry"]).first.click()
    await expect(person.turn(1).locator("[data-act=answer]")).to_be_visible()


async def test_when_the_pdf_cannot_be_made_the_chat_says_so(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.fail("/chat/pdf", status(503))
    await person.button(person.words["tools"]["pdf"]).click()
    await expect(person.page.get_by_text(person.words["tools"]["pdf_failed"])).to_be_visible()


async def test_when_deleting_fails_the_conversation_stays(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.fail(SESSIONS, status(503))
    await person.button(person.words["tools"]["delete"]).click()
    await person.button(person.words["tools"]["delete_yes"]).click()
    await expect(person.page.get_by_text(person.words["tools"]["delete_failed"])).to_be_visible()
    await expect_once(person, BLUE_CARD)


async def test_when_places_cannot_be_looked_up_the_place_can_be_typed(
    visit: Visit, proxy: FaultProxy
) -> None:
    person = await visit(at=proxy.url)
    await person.ask("Wo ist die Ausländerbehörde?")
    proxy.fail("/chat/places", status(503))
    await person.picker.press_sequentially("bit")
    await expect(person.page.get_by_text(person.words["place"]["failed"])).to_be_visible()
    await person.ask("Köthen")
    await expect(person.cards.first).to_be_visible()


async def test_a_chat_that_cannot_be_loaded_says_so(visit: Visit, proxy: FaultProxy) -> None:
    proxy.fail("/static/texts.de.json", *[status(404)] * 3)
    person = await visit(at=proxy.url)
    await expect(person.page.get_by_role("alert")).to_have_text(person.words["state"]["failed"])
    person.problems.clear()  # the console says it as well
