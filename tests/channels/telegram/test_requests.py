"""Reaching Telegram over HTTP: answers, errors that do not hold the token, connections that are closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from traceback import format_exception

import pytest
from service import free_port
from standin.faults import Fault
from standin.standin import TOKEN, StandIn
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.channels.telegram.requests import AiohttpRequest


@pytest.fixture
async def bot(standin: StandIn) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, standin.base_url, request=AiohttpRequest(2)) as bot:
        yield bot


async def test_an_answer_is_read(bot: Bot) -> None:
    assert (await bot.get_me()).is_bot


async def test_starting_again_and_stopping_twice_does_no_harm(standin: StandIn) -> None:
    request = AiohttpRequest(2)
    for _ in range(2):
        await request.initialize()
        status, body = await request.do_request(f"{standin.base_url}{TOKEN}/getMe", "POST")
        assert (status, request.parse_json_payload(body)["ok"]) == (200, True)
        await request.shutdown()
        await request.shutdown()


async def test_before_the_start_nothing_is_sent() -> None:
    with pytest.raises(RuntimeError, match="not initialised"):
        await AiohttpRequest(1).do_request("http://127.0.0.1:1/", "POST")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("drop", "getMe"), NetworkError),
        (Fault("hang", "getMe"), TimedOut),
        (Fault("status", "getMe", code=502), NetworkError),
        (Fault("broken_json", "getMe"), TelegramError),
    ],
    ids=lambda value: value.how if isinstance(value, Fault) else "",
)
async def test_a_fault_becomes_an_error_without_the_token(
    fault: Fault, error: type[TelegramError], bot: Bot, standin: StandIn
) -> None:
    standin.fail(fault)
    with pytest.raises(error) as raised:
        await bot.get_me(read_timeout=0.5)
    assert TOKEN not in "".join(format_exception(raised.value))
    assert (await bot.get_me()).is_bot


async def test_nobody_listening_is_a_network_error() -> None:
    request = AiohttpRequest(1)
    await request.initialize()
    with pytest.raises(NetworkError) as raised:
        await request.do_request(f"http://127.0.0.1:{free_port()}/bot{TOKEN}/getMe", "POST")
    await request.shutdown()
    assert TOKEN not in "".join(format_exception(raised.value))
