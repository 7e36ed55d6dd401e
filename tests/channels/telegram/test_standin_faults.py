"""The stand-in behaves as Telegram's Bot API; python-telegram-bot is its client: limits, faults and webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import requests
import telegram
from aiohttp import web
from clients import quick
from standin.errors import ApiError
from standin.faults import Fault
from standin.limits import Limiter, Rates
from standin.people import Person
from standin.standin import TOKEN, StandIn
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def refusals_of(limiter: Limiter, clock: Clock, chats: list[tuple[float, int]]) -> list[float]:
    """Return the times to wait for messages at (second, chat); 0 for those that are sent."""
    waits = []
    for clock.now, chat in chats:
        try:
            limiter.check(chat)
        except ApiError as error:
            waits.append(error.retry_after or 0)
        else:
            waits.append(0)
    return waits


def test_a_second_message_in_a_chat_has_to_wait() -> None:
    clock = Clock()
    limiter = Limiter(Rates(), clock)
    assert refusals_of(limiter, clock, [(0, 1), (0.4, 1), (0.4, 2), (1.0, 1)]) == [0, 1, 0, 0]


def test_thirty_chats_a_second_are_served() -> None:
    clock = Clock()
    limiter = Limiter(Rates(), clock)
    waits = refusals_of(limiter, clock, [(0, chat) for chat in range(31)] + [(0.1, 99)])
    assert waits == [0] * 30 + [1, 0]


def test_a_shorter_second_shortens_the_wait() -> None:
    clock = Clock()
    limiter = Limiter(Rates(second_s=0.05), clock)
    assert refusals_of(limiter, clock, [(0, 1), (0.02, 1), (0.05, 1)]) == [0, 0.05, 0]


async def test_too_fast_a_bot_is_told_how_long_to_wait(bot: telegram.Bot, person: Person) -> None:
    person.telegram.limit(Rates(second_s=20))
    await bot.send_message(person.chat_id, "eins")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(person.chat_id, "zwei")
    assert refused.value.retry_after == 20
    assert [message.text for message in person.chat.from_bot] == ["eins"]


# faults

FAULTS = {
    "429": (Fault("too_many", retry_after=3), RetryAfter),
    "500": (Fault("status", code=500), NetworkError),
    "502": (Fault("status", code=502), NetworkError),
    "no answer": (Fault("hang"), TimedOut),
    "half of JSON": (Fault("broken_json"), telegram.error.TelegramError),
    "an empty answer": (Fault("empty"), telegram.error.TelegramError),
    "a dropped connection": (Fault("drop"), NetworkError),
    "a refusal": (Fault("refuse", code=403, description="Forbidden: user is deactivated"), Forbidden),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_hits_one_call_and_shows_nothing(name: str, bot: telegram.Bot, person: Person) -> None:
    fault, error = FAULTS[name]
    person.telegram.fail(fault)
    with pytest.raises(error):
        await bot.send_message(person.chat_id, "eins")
    assert person.chat.from_bot == []
    await bot.send_message(person.chat_id, "zwei")
    assert [message.text for message in person.reads()] == ["zwei"]


async def test_an_answer_can_be_lost_after_the_message_was_shown(bot: telegram.Bot, person: Person) -> None:
    person.telegram.fail(Fault("drop", done=True))
    with pytest.raises(NetworkError):
        await bot.send_message(person.chat_id, "eins")
    assert [message.text for message in person.reads()] == ["eins"]


async def test_a_fault_of_one_chat_leaves_the_others(bot: telegram.Bot, person: Person) -> None:
    other = Person(person.telegram)
    person.telegram.fail(Fault("status", chat_id=person.chat_id))
    await bot.send_message(other.chat_id, "Hallo")
    assert len(other.reads()) == 1
    with pytest.raises(NetworkError):
        await bot.send_message(person.chat_id, "Hallo")


@pytest.mark.parametrize("token", ["4000000001:wrong", "nonsense"])
async def test_a_wrong_token_is_refused(token: str, standin: StandIn) -> None:
    with pytest.raises(InvalidToken):
        await telegram.Bot(token, base_url=standin.base_url, request=quick()).initialize()


async def test_nothing_reaches_a_person_who_blocked_the_bot(bot: telegram.Bot, person: Person) -> None:
    person.blocks_the_bot()
    with pytest.raises(Forbidden, match=r"(?i)blocked by the user"):
        await bot.send_message(person.chat_id, "Hallo")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(person.chat_id, "typing")


async def test_nothing_reaches_somebody_who_never_wrote(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(12345, "Hallo")


async def test_a_method_that_does_not_exist_is_refused(standin: StandIn) -> None:
    answer = requests.get(f"{standin.base_url}{TOKEN}/sendTelepathy", timeout=5)
    assert (answer.status_code, answer.json()["ok"]) == (404, False)


# webhook


class Receiver:
    """A bot behind a webhook; it answers with the next of the given statuses."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.received: list[tuple[str | None, dict]] = []

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.received.append((secret, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    behind = Receiver()
    app = web.Application()
    app.router.add_post("/hook", behind.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield behind, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret_until_it_takes_them(
    bot: telegram.Bot, person: Person, receiver: tuple[Receiver, str]
) -> None:
    behind, url = receiver
    behind.statuses = [500, 200]
    await bot.set_webhook(url, secret_token="geheim")
    update = await asyncio.to_thread(person.writes, "Hallo")
    await asyncio.to_thread(person.telegram.wait_until_all_taken)
    assert [(secret, got["update_id"]) for secret, got in behind.received] == [
        ("geheim", update["update_id"])
    ] * 2
    assert [status for _, status in person.telegram.player.statuses] == [500, 200]


async def test_updates_of_a_chat_are_posted_in_order(
    bot: telegram.Bot, person: Person, receiver: tuple[Receiver, str]
) -> None:
    behind, url = receiver
    behind.statuses = [500]
    await bot.set_webhook(url)
    updates = [await asyncio.to_thread(person.writes, str(number)) for number in range(5)]
    await asyncio.to_thread(person.telegram.wait_until_all_taken)
    got = [update["update_id"] for _, update in behind.received]
    assert got == [updates[0]["update_id"], *(update["update_id"] for update in updates)]


async def test_an_update_can_be_posted_twice(
    bot: telegram.Bot, person: Person, receiver: tuple[Receiver, str]
) -> None:
    behind, url = receiver
    await bot.set_webhook(url)
    update = await asyncio.to_thread(person.writes, "Hallo")
    await asyncio.to_thread(person.telegram.wait_until_all_taken)
    await asyncio.to_thread(person.telegram.repeat, update)
    await asyncio.to_thread(
        person.telegram.wait_until, lambda: len(person.telegram.player.statuses) == 2, "two posts"
    )
    assert [got for _, got in behind.received] == [update, update]


async def test_a_webhook_excludes_polling(bot: telegram.Bot, receiver: tuple[Receiver, str]) -> None:
    await bot.set_webhook(receiver[1])
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_webhook_without_encryption_is_refused(bot: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)HTTPS"):
        await bot.set_webhook("http://example.org/hook")
