"""The REST channel: what comes in is checked, what goes out is kept as it is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.server.without_tensorflow import install

install()  # before the first import of Rasa: saves seconds

from rasa.core.channels.channel import UserMessage  # noqa: E402
from sanic import Sanic  # noqa: E402

from bot.channels.output import ContractOutput  # noqa: E402
from bot.channels.rest import BadRequestError, ContractInput, parse_incoming  # noqa: E402


def test_a_message_is_taken_over() -> None:
    incoming = parse_incoming(
        {"sender": "anna", "message": "Hallo", "metadata": {"language": "de", "channel": "web"}}
    )
    assert (incoming.sender, incoming.text) == ("anna", "Hallo")
    assert incoming.metadata == {"language": "de", "channel": "web"}


def test_control_characters_and_blanks_are_cleaned() -> None:
    incoming = parse_incoming({"sender": "anna", "message": "  Hal\x00lo \n\n\t Welt\u202e "})
    assert incoming.text == "Hal lo Welt"


def test_an_intent_that_a_person_typed_is_text() -> None:
    assert parse_incoming({"sender": "anna", "message": " /delete_data "}).text == "delete_data"


def test_metadata_that_nobody_asked_for_is_dropped() -> None:
    metadata = {"language": ["de"], "channel": 5, "name": "Anna", "__class__": "x"}
    assert parse_incoming({"sender": "a", "message": "b", "metadata": metadata}).metadata == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ([], "body"),
        ("text", "body"),
        (5, "body"),
        ({}, "sender"),
        ({"message": "Hallo"}, "sender"),
        ({"sender": "", "message": "Hallo"}, "sender"),
        ({"sender": 5, "message": "Hallo"}, "sender"),
        ({"sender": None, "message": "Hallo"}, "sender"),
        ({"sender": "x" * 129, "message": "Hallo"}, "sender"),
        ({"sender": "a\nb", "message": "Hallo"}, "sender"),
        ({"sender": "a\x00", "message": "Hallo"}, "sender"),
        ({"sender": "anna"}, "message"),
        ({"sender": "anna", "message": None}, "message"),
        ({"sender": "anna", "message": {"text": "Hallo"}}, "message"),
        ({"sender": "anna", "message": "Hallo", "metadata": "de"}, "metadata"),
        ({"sender": "anna", "message": "Hallo", "metadata": [1]}, "metadata"),
    ],
)
def test_a_faulty_body_is_refused_with_the_field(body: Any, field: str) -> None:
    with pytest.raises(BadRequestError, match=f"^{field}: "):
        parse_incoming(body)


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    with pytest.raises(BadRequestError) as caught:
        parse_incoming({"sender": "geheim" * 50, "message": "Hallo"})
    assert "geheim" not in str(caught.value)


async def test_a_text_with_blank_lines_stays_one_message() -> None:
    output = ContractOutput()
    await output.send_response("anna", {"text": "eins\n\nzwei", "custom": {"act": "greet"}})
    assert output.messages == [
        {"recipient_id": "anna", "text": "eins\n\nzwei", "custom": {"act": "greet"}},
    ]


async def test_buttons_are_kept() -> None:
    output = ContractOutput()
    buttons = [{"title": "Ja", "payload": "/affirm"}]
    await output.send_response("anna", {"text": "Ja?", "buttons": buttons, "custom": {}})
    assert output.messages[0]["buttons"] == buttons


class Bot:
    """Stands for Rasa behind the channel: keeps what it gets, answers or fails."""

    def __init__(self, error: Exception | None = None, silent: bool = False) -> None:
        self.got: list[UserMessage] = []
        self._error = error
        self._silent = silent

    async def handle(self, message: UserMessage) -> None:
        self.got.append(message)
        if self._error is not None:
            raise self._error
        if not self._silent:
            await message.output_channel.send_response("anna", {"text": "Hallo", "custom": {"act": "greet"}})


class Request:
    """A request as far as the channel looks at it."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = b"{}"
        self.json = body


def post(bot: Bot, body: dict[str, Any]) -> Any:
    """Return the channel's response to a body."""
    app = Sanic(f"test_{id(bot)}", configure_logging=False)
    app.blueprint(ContractInput().blueprint(bot.handle))
    app.finalize()
    route = next(r for r in app.router.routes if "POST" in r.methods)
    return asyncio.run(route.handler(Request(body)))


def test_personal_data_never_reaches_the_assistant() -> None:
    bot = Bot()
    post(bot, {"sender": "anna", "message": "Ich bin anna@example.org, Tel. 0176 12345678"})
    assert bot.got[0].text == "Ich bin [E-Mail], Tel. [Telefon]"


def test_a_button_reaches_the_assistant_as_it_is() -> None:
    bot = Bot()
    payload = '/choose_place{"district": "15082"}'
    post(bot, {"sender": "anna", "message": payload})
    assert bot.got[0].text == payload


def test_a_message_that_is_too_long_is_not_handled_but_answered() -> None:
    bot = Bot()
    response = post(bot, {"sender": "anna", "message": "a" * 2001, "metadata": {"language": "en"}})
    assert (response.status, bot.got) == (200, [])
    assert b"very long" in response.body


@pytest.mark.parametrize("bot", [Bot(error=RuntimeError("broken")), Bot(silent=True)])
def test_a_failure_of_ours_is_an_apology(bot: Bot) -> None:
    response = post(bot, {"sender": "anna", "message": "Hallo"})
    assert response.status == 200
    assert "Entschuldigung" in response.body.decode()


def test_the_log_of_a_failure_holds_the_reason_but_not_the_text(caplog: pytest.LogCaptureFixture) -> None:
    post(Bot(error=RuntimeError("database is locked")), {"sender": "anna", "message": "mein Geheimnis"})
    assert "database is locked" in caplog.text
    assert "Geheimnis" not in caplog.text
