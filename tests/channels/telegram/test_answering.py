"""What an update is answered with, and that a restart in between repeats and loses nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from sqlalchemy import Engine

from bot.channels.telegram.answering import Answerer
from bot.channels.telegram.inbox import Inbox, Waiting
from bot.channels.telegram.received import Received
from bot.channels.telegram.rendering import Outgoing
from bot.channels.telegram.sender import ChatGoneError
from bot.channels.telegram.texts import texts
from bot.database import migrate, open_database
from bot.knowledge.base import KnowledgeBase
from bot.settings import read_settings

ANNA = "telegram-anna"
CHAT_ID = 7
NOW = 1_800_000_000.0
OPERATOR = "Musterverein, Musterweg 1, Halle"


class Phone:
    """Stands for Telegram: shows what is sent; stops, or is gone, after so many messages."""

    def __init__(self, breaks_after: int | None = None, error: Exception | None = None) -> None:
        self.shown: list[str] = []
        self.replied_to: list[int | None] = []
        self.typing = 0
        self._breaks_after = breaks_after
        self._error = error or RuntimeError("the process ended")

    async def send(self, chat_id: int, message: Outgoing, reply_to: int | None = None) -> None:
        assert chat_id == CHAT_ID
        if len(self.shown) == self._breaks_after:
            raise self._error
        self.shown.append(message.html)
        self.replied_to.append(reply_to)

    async def show_typing(self, chat_id: int) -> None:
        self.typing += 1


class Assistant:
    """Stands for Rasa: gives the replies it was told to."""

    def __init__(self, *replies: dict[str, Any], error: Exception | None = None) -> None:
        self.asked: list[UserMessage] = []
        self.forgotten: list[str] = []
        self._replies = replies
        self._error = error

    async def handle(self, message: UserMessage) -> None:
        self.asked.append(message)
        if self._error is not None:
            raise self._error
        for reply in self._replies:
            await message.output_channel.send_response(message.sender_id, reply)

    async def forget(self, conversation: str) -> None:
        self.forgotten.append(conversation)


def reply(text: str, language: str = "de", act: str = "info", **more: Any) -> dict[str, Any]:
    return {"text": text, "custom": {"act": act, "language": language}, **more}


@pytest.fixture
def inbox(tmp_path: Any) -> Inbox:
    engine: Engine = open_database(f"sqlite:///{tmp_path / 'telegram.db'}")
    migrate(engine)
    return Inbox(engine)


def answerer(inbox: Inbox, phone: Phone, assistant: Assistant) -> Answerer:
    config = read_settings({"FACHLOTSE_OPERATOR": OPERATOR, "FACHLOTSE_PUBLIC_URL": "https://lotse.example"})
    return Answerer(config, inbox, phone, assistant.handle, assistant.forget)  # type: ignore[arg-type]


def arrives(inbox: Inbox, text: str = "Hallo", update_id: int = 2, **fields: Any) -> Waiting:
    """Return an update of somebody who has written before."""
    inbox.add(Received(1, CHAT_ID, device_language="de"), ANNA, NOW)
    inbox.finish(inbox.pending()[0])
    return next_arrives(inbox, text, update_id, **fields)


def next_arrives(inbox: Inbox, text: str = "Hallo", update_id: int = 2, **fields: Any) -> Waiting:
    received = Received(update_id, CHAT_ID, text=text, device_language="de", **fields)
    waiting = inbox.add(received, ANNA, NOW)
    assert waiting is not None
    return waiting


async def test_the_replies_of_the_assistant_are_sent_in_order(inbox: Inbox) -> None:
    phone, assistant = Phone(), Assistant(reply("eins"), reply("zwei"))
    await answerer(inbox, phone, assistant).answer(arrives(inbox))
    assert phone.shown == ["eins", "zwei"]
    assert inbox.pending() == []


async def test_the_first_message_replies_to_what_was_asked(inbox: Inbox) -> None:
    phone, assistant = Phone(), Assistant(reply("eins"), reply("zwei"))
    await answerer(inbox, phone, assistant).answer(arrives(inbox, message_id=9))
    assert phone.replied_to == [9, None]


async def test_the_assistant_hears_the_language_of_the_chat_and_no_number_of_telegram(inbox: Inbox) -> None:
    assistant = Assistant(reply("eins"))
    await answerer(inbox, Phone(), assistant).answer(arrives(inbox, message_id=9))
    (message,) = assistant.asked
    assert message.metadata == {"language": "de", "channel": "telegram"}
    assert message.sender_id == ANNA


class SlowAssistant(Assistant):
    """Answers once somebody was told that it is thinking."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(reply("eins"))
        self._phone = phone

    async def handle(self, message: UserMessage) -> None:
        async with asyncio.timeout(10):
            while not self._phone.typing:
                await asyncio.sleep(0)
        await super().handle(message)


async def test_typing_is_shown_while_the_assistant_thinks(inbox: Inbox) -> None:
    phone = Phone()
    await answerer(inbox, phone, SlowAssistant(phone)).answer(arrives(inbox))
    assert (phone.typing, len(phone.shown) > 0) == (1, True)


async def test_an_answer_at_once_is_sent_without_a_sign_of_typing(inbox: Inbox) -> None:
    phone = Phone()
    await answerer(inbox, phone, Assistant(reply("eins"))).answer(arrives(inbox))
    assert phone.typing == 0


async def test_after_a_restart_only_what_is_missing_is_sent(inbox: Inbox) -> None:
    phone, assistant = Phone(breaks_after=1), Assistant(reply("eins"), reply("zwei"), reply("drei"))
    with pytest.raises(RuntimeError):
        await answerer(inbox, phone, assistant).answer(arrives(inbox))
    new_phone, new_assistant = Phone(), Assistant(reply("anders"))
    (pending,) = inbox.pending()
    await answerer(inbox, new_phone, new_assistant).answer(pending)
    assert phone.shown + new_phone.shown == ["eins", "zwei", "drei"]
    assert new_assistant.asked == []


@pytest.mark.parametrize("assistant", [Assistant(error=ValueError("broken")), Assistant()])
async def test_a_fault_of_the_assistant_is_an_apology(
    assistant: Assistant, inbox: Inbox, knowledge: KnowledgeBase
) -> None:
    phone = Phone()
    await answerer(inbox, phone, assistant).answer(arrives(inbox))
    assert phone.shown == [knowledge.phrases["technical_problem"].de]
    assert inbox.pending() == []


async def test_who_writes_for_the_first_time_learns_what_is_stored_before_the_answer(inbox: Inbox) -> None:
    phone = Phone()
    await answerer(inbox, phone, Assistant(reply("Antwort"))).answer(next_arrives(inbox))
    about, answer = phone.shown
    assert OPERATOR in about
    assert "30 Tage" in about
    assert "https://lotse.example" in about
    assert answer == "Antwort"


async def test_a_start_is_greeted_before_that(inbox: Inbox) -> None:
    phone = Phone()
    await answerer(inbox, phone, Assistant(reply("Guten Tag"))).answer(next_arrives(inbox, "/greet"))
    assert phone.shown[0] == "Guten Tag"
    assert OPERATOR in phone.shown[1]


async def test_the_chat_goes_on_in_the_language_of_the_last_reply(inbox: Inbox) -> None:
    answering = answerer(inbox, Phone(), Assistant(reply("Hello", language="en")))
    await answering.answer(arrives(inbox))
    chat = inbox.chat(ANNA)
    assert chat is not None
    assert chat.language == "en"


async def test_ten_pictures_are_declined_once(inbox: Inbox) -> None:
    phone = Phone()
    answering = answerer(inbox, phone, Assistant())
    await answering.answer(arrives(inbox, "", notice="file"))
    for number in range(3, 12):
        await answering.answer(next_arrives(inbox, "", number, notice="file"))
    assert phone.shown == [texts("de").notices.file]


async def test_words_below_a_picture_that_are_no_question_get_no_answer(inbox: Inbox) -> None:
    phone = Phone()
    waiting = arrives(inbox, "my CV", notice="file")
    await answerer(inbox, phone, Assistant(reply("Das weiß ich nicht", act="fallback"))).answer(waiting)
    assert phone.shown == [texts("de").notices.file]


async def test_a_question_below_a_picture_is_answered(inbox: Inbox) -> None:
    phone = Phone()
    waiting = arrives(inbox, "Wird das anerkannt?", notice="file")
    await answerer(inbox, phone, Assistant(reply("Ja", act="answer"))).answer(waiting)
    assert phone.shown == [texts("de").notices.file, "Ja"]


async def test_forgetting_deletes_conversation_and_chat_and_confirms(inbox: Inbox) -> None:
    phone, assistant = Phone(), Assistant()
    await answerer(inbox, phone, assistant).answer(arrives(inbox, "", kind="forget"))
    assert phone.shown == [texts("de").notices.forgotten]
    assert assistant.forgotten == [ANNA]
    assert inbox.chat(ANNA) is None


async def test_a_conversation_that_the_assistant_deleted_takes_its_chat_along(inbox: Inbox) -> None:
    deleted = reply("Alles ist gelöscht", act="delete_data")
    await answerer(inbox, Phone(), Assistant(deleted)).answer(arrives(inbox, "/affirm"))
    assert inbox.chat(ANNA) is None


async def test_the_question_whether_to_delete_deletes_nothing(inbox: Inbox) -> None:
    buttons = [{"title": "Ja", "payload": "/affirm"}]
    asked = reply("Soll ich löschen?", act="delete_data", buttons=buttons)
    await answerer(inbox, Phone(), Assistant(asked)).answer(arrives(inbox))
    assert inbox.chat(ANNA) is not None


async def test_when_nobody_is_there_any_more_everything_is_deleted(inbox: Inbox) -> None:
    phone, assistant = Phone(breaks_after=0, error=ChatGoneError("gone")), Assistant(reply("eins"))
    await answerer(inbox, phone, assistant).answer(arrives(inbox))
    assert (assistant.forgotten, inbox.chat(ANNA), inbox.pending()) == ([ANNA], None, [])


async def test_who_blocks_the_bot_is_forgotten_without_a_word(inbox: Inbox) -> None:
    phone, assistant = Phone(), Assistant()
    await answerer(inbox, phone, assistant).answer(arrives(inbox, "", kind="blocked"))
    assert (phone.shown, assistant.forgotten, inbox.chat(ANNA)) == ([], [ANNA], None)


async def test_an_update_of_a_chat_that_is_gone_is_dropped(inbox: Inbox) -> None:
    waiting = replace(arrives(inbox), conversation="telegram-boris")
    phone, assistant = Phone(), Assistant(reply("eins"))
    await answerer(inbox, phone, assistant).answer(waiting)
    assert (phone.shown, assistant.asked) == ([], [])


async def test_a_location_is_answered_with_its_district_and_then_by_the_assistant(
    inbox: Inbox, knowledge: KnowledgeBase
) -> None:
    phone = Phone()
    waiting = arrives(inbox, '/choose_place{"district": "15082"}', notice="location_found")
    await answerer(inbox, phone, Assistant(reply("Was suchen Sie?"))).answer(waiting)
    assert knowledge.places.district("15082").name in phone.shown[0]
    assert phone.shown[1] == "Was suchen Sie?"
