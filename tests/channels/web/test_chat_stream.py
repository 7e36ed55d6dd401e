"""Messages go in by POST and replies come out on the stream: in order, each once, whatever breaks in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from chat import TIMEOUT_S, Browser, Chat, reply, running_chat

from bot.channels.web.conversation import MAX_STREAMS, PING, TYPING, Conversation
from bot.knowledge.base import KnowledgeBase


def story(events: list) -> list[tuple[str, str]]:
    """Return the kept events as (type, text or message they belong to)."""
    return [(e.type, e.data.get("text", e.data.get("to", ""))) for e in events if e.id is not None]


async def test_a_message_is_shown_answered_and_finished(browser: Browser) -> None:
    message_id = await browser.say("Hallo")
    assert story(await browser.heard()) == [
        ("message", "Hallo"),
        ("reply", "echo Hallo"),
        ("done", message_id),
    ]


async def test_a_reply_is_a_message_of_the_contract_and_names_what_it_answers(browser: Browser) -> None:
    message_id = await browser.say("Hallo")
    (said,) = [event for event in await browser.heard() if event.type == "reply"]
    assert said.data == {"to": message_id, "buttons": [], **reply("echo Hallo")}


async def test_a_reply_is_sent_before_the_turn_is_over(chat: Chat, browser: Browser) -> None:
    async with browser.listen() as listener:
        await browser.say("slow")
        assert story(await listener.until("reply")) == [("message", "slow"), ("reply", "first")]
        chat.assistant.go_on.set()
        assert story(await listener.until("done"))[0] == ("reply", "echo slow")


async def test_a_message_is_accepted_while_the_one_before_is_being_answered(
    chat: Chat, browser: Browser
) -> None:
    await browser.say("slow")
    await browser.say("zwei")
    chat.assistant.go_on.set()
    assert [text for kind, text in story(await browser.heard(2)) if kind != "done"] == [
        *("slow", "first", "echo slow"),
        *("zwei", "echo zwei"),
    ]


async def test_messages_of_one_person_are_handled_in_order_and_one_at_a_time(
    chat: Chat, browser: Browser
) -> None:
    for number in range(15):
        await browser.say(f"nr {number}")
    await browser.heard(15)
    assert chat.assistant.texts() == [f"nr {number}" for number in range(15)]
    assert chat.assistant.most_at_once == 1


async def test_a_person_need_not_wait_for_the_slow_turn_of_another(
    chat: Chat, browser: Browser, new_browser: Callable[[], Awaitable[Browser]]
) -> None:
    await browser.say("slow")
    other = await new_browser()
    await other.say("Hallo")
    assert ("reply", "echo Hallo") in story(await other.heard())
    chat.assistant.go_on.set()


async def test_people_do_not_see_what_others_say(
    browser: Browser, new_browser: Callable[[], Awaitable[Browser]]
) -> None:
    other = await new_browser()
    await browser.say("geheim")
    await browser.heard()
    await other.say("Hallo")
    assert "geheim" not in str(await other.heard())


async def test_the_same_message_sent_twice_is_said_once(chat: Chat, browser: Browser) -> None:
    message_id = await browser.say("Hallo")
    await browser.heard()
    await browser.say("Hallo", message_id)
    await browser.say("Ende")
    await browser.heard(2)
    assert chat.assistant.texts() == ["Hallo", "Ende"]


async def test_the_same_message_sent_at_the_same_time_is_said_once(chat: Chat, browser: Browser) -> None:
    await asyncio.gather(*(browser.say("Hallo", "the-same-id") for _ in range(10)))
    await browser.say("Ende")
    await browser.heard(2)
    assert chat.assistant.texts() == ["Hallo", "Ende"]


async def test_two_people_may_use_the_same_message_id(
    chat: Chat, browser: Browser, new_browser: Callable[[], Awaitable[Browser]]
) -> None:
    other = await new_browser()
    await browser.say("eins", "the-same-id")
    await other.say("zwei", "the-same-id")
    assert ("reply", "echo zwei") in story(await other.heard())


async def test_a_second_tab_and_a_reload_see_everything(browser: Browser) -> None:
    async with browser.listen() as first_tab:
        await browser.say("Hallo")
        seen = await first_tab.until("done")
        assert story(await browser.heard()) == story(seen)


@pytest.mark.parametrize("broken_after", range(1, 7))
async def test_a_broken_stream_is_taken_up_without_loss_or_doubling(
    browser: Browser, broken_after: int
) -> None:
    await browser.say("eins")
    await browser.say("zwei")
    whole = await browser.heard(2)
    before: list = []
    async with browser.listen() as listener:
        while len(before) < broken_after:
            event = await listener.next()
            assert event is not None
            before += [event] if event.id else []
    if before == whole:
        await browser.say("drei")
        whole = await browser.heard(3)
    async with browser.listen(before[-1].id) as listener:
        after = await listener.until("done", sum(e.type == "done" for e in whole[broken_after:]))
    assert [*before, *(e for e in after if e.id)] == whole


async def test_what_is_said_while_nobody_listens_is_kept(browser: Browser) -> None:
    async with browser.listen() as listener:
        await browser.say("eins")
        last = (await listener.until("done"))[-1]
    await browser.say("zwei")
    async with browser.listen(last.id or 0) as listener:
        assert story(await listener.until("done"))[:2] == [("message", "zwei"), ("reply", "echo zwei")]


async def test_ids_only_grow(browser: Browser) -> None:
    await browser.say("eins")
    await browser.say("zwei")
    ids = [event.id for event in await browser.heard(2)]
    assert ids == sorted(set(ids))


async def test_a_client_of_a_former_server_gets_everything(browser: Browser) -> None:
    await browser.say("Hallo")
    await browser.heard()
    async with browser.listen(last_id=9_000_000_000_000) as listener:
        assert story(await listener.until("done"))[0] == ("message", "Hallo")


async def test_a_session_survives_a_restart_of_the_server(chat: Chat, browser: Browser) -> None:
    await browser.say("eins")
    await browser.heard()
    async with running_chat() as restarted, restarted.http() as http:
        again = Browser(http, browser.session)
        await again.say("zwei")
        await again.heard()
        assert restarted.assistant.heard[0].sender_id == chat.assistant.heard[0].sender_id


async def test_ids_of_events_grow_over_a_restart(browser: Browser) -> None:
    await browser.say("eins")
    last = (await browser.heard())[-1]
    async with running_chat() as restarted, restarted.http() as http:
        again = Browser(http, browser.session)
        await again.say("zwei")
        async with again.listen(last.id or 0) as listener:
            assert story(await listener.until("done"))[0] == ("message", "zwei")


async def test_typing_is_shown_while_a_turn_runs_and_not_kept(chat: Chat, browser: Browser) -> None:
    async with browser.listen() as listener:
        await browser.say("slow")
        await listener.until("reply")
        chat.assistant.go_on.set()
        await listener.until("done")
        typing = [event.data["on"] for event in listener.seen if event.type == "typing"]
    assert typing[-2:] == [True, False]
    assert "typing" not in [event.type for event in await browser.heard() if event.id]


async def test_who_comes_back_is_told_whether_somebody_types(chat: Chat, browser: Browser) -> None:
    async with browser.listen() as before:
        assert (await before.until("typing"))[-1].data == {"on": False}
    await browser.say("slow")
    async with browser.listen() as during:
        assert (await during.until("typing"))[-1].data == {"on": True}
    chat.assistant.go_on.set()
    await browser.heard()
    async with browser.listen() as after:
        assert (await after.until("typing"))[-1].data == {"on": False}


@pytest.mark.parametrize("text", ["crash", "silent"])
async def test_a_turn_that_fails_is_an_apology_and_the_next_message_works(
    browser: Browser, knowledge: KnowledgeBase, text: str
) -> None:
    apology = knowledge.phrases["technical_problem"].in_language("de")
    await browser.say(text)
    await browser.say("Hallo")
    replies = [told for kind, told in story(await browser.heard(2)) if kind == "reply"]
    assert replies == [apology, "echo Hallo"]


async def test_the_apology_is_in_the_language_of_the_client(
    browser: Browser, knowledge: KnowledgeBase
) -> None:
    await browser.say("crash", language="en")
    told = [text for kind, text in story(await browser.heard()) if kind == "reply"]
    assert told == [knowledge.phrases["technical_problem"].in_language("en")]


async def test_the_log_of_a_crash_holds_the_reason_but_not_the_text(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    await browser.say("crash mit Geheimnis")
    await browser.heard()
    assert "broken on purpose" in caplog.text
    assert "Geheimnis" not in caplog.text


async def test_the_oldest_stream_ends_when_there_are_too_many(browser: Browser) -> None:
    async with browser.listen() as oldest:
        for _ in range(MAX_STREAMS):
            listening = await browser.http.get("/chat/events", headers=browser.headers)
            assert listening.status == 200
        assert [event.type for event in await oldest.rest()] == ["typing"]


async def test_a_stopping_server_ends_the_streams_after_the_running_turn(
    chat: Chat, browser: Browser
) -> None:
    async with browser.listen() as listener:
        await browser.say("slow")
        await listener.until("reply")
        stopping = asyncio.create_task(chat.stop())
        chat.assistant.go_on.set()
        assert story(await listener.rest())[-1][0] == "done"
        async with asyncio.timeout(TIMEOUT_S):
            await stopping


async def test_a_silent_stream_is_kept_alive() -> None:
    frames = Conversation("web-1", 1).frames(0, ping_s=0.01)
    assert [await anext(frames) for _ in range(3)] == [TYPING[False], PING, PING]
    await frames.aclose()
