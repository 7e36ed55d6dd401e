"""Updates that wait: none lost, none twice, nothing kept that is not needed. On SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bot.channels.telegram import models as m
from bot.channels.telegram.inbox import DAY_S, Chat, Inbox
from bot.channels.telegram.received import Received
from bot.channels.telegram.rendering import Outgoing
from bot.conversations import models as conversations
from bot.database import migrate
from bot.knowledge import models as knowledge

NOW = 1_800_000_000.0
ANNA = "telegram-anna"


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    migrate(engine)
    return Inbox(engine)


def test_the_migration_makes_exactly_the_tables_of_the_models(inbox: Inbox, engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        models = [m.Base.metadata, conversations.Base.metadata, knowledge.Base.metadata]
        assert compare_metadata(context, models) == []


def received(update_id: int, **fields: Any) -> Received:
    return Received(update_id, fields.pop("chat_id", 7), **{"text": "Hallo", **fields})


def rows(engine: Engine, model: type[m.Base]) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_update_waits_until_it_is_finished(inbox: Inbox) -> None:
    waiting = inbox.add(received(1), ANNA, NOW)
    assert waiting is not None
    assert inbox.pending() == [waiting]
    inbox.finish(waiting)
    assert inbox.pending() == []


def test_an_update_that_comes_twice_is_taken_once(inbox: Inbox) -> None:
    inbox.add(received(1), ANNA, NOW)
    assert inbox.add(received(1), ANNA, NOW) is None
    assert len(inbox.pending()) == 1


def test_an_update_that_comes_again_after_its_answer_is_not_taken(inbox: Inbox) -> None:
    waiting = inbox.add(received(1), ANNA, NOW)
    assert waiting is not None
    inbox.finish(waiting)
    assert inbox.add(received(1), ANNA, NOW) is None


def test_what_waits_is_read_in_the_order_of_telegram(inbox: Inbox) -> None:
    for number in (5, 3, 4):
        inbox.add(received(number), ANNA, NOW)
    assert [waiting.update_id for waiting in inbox.pending()] == [3, 4, 5]


def test_only_the_first_update_of_a_chat_is_its_first(inbox: Inbox) -> None:
    added = [inbox.add(received(number), ANNA, NOW) for number in (1, 2)]
    assert [waiting.is_first for waiting in added if waiting] == [True, False]


def test_replies_and_what_was_sent_of_them_survive_a_restart(inbox: Inbox, engine: Engine) -> None:
    waiting = inbox.add(received(1), ANNA, NOW)
    assert waiting is not None
    replies = [Outgoing("eins", [[{"text": "Ja", "data": "affirm"}]]), Outgoing("zwei")]
    waiting = inbox.keep_replies(waiting, replies, "turn", "en")
    inbox.keep_sent(waiting, 1)
    (pending,) = Inbox(engine).pending()
    assert pending.replies == replies
    assert pending.unsent == replies[1:]


@pytest.mark.parametrize(
    ("device", "language"), [("de", "de"), ("de-AT", "de"), ("en-GB", "en"), ("uk", "en"), ("", "de")]
)
def test_a_chat_begins_in_the_language_of_the_device(device: str, language: str, inbox: Inbox) -> None:
    inbox.add(received(1, device_language=device), ANNA, NOW)
    assert inbox.chat(ANNA) == Chat(7, language)


def test_a_link_changes_the_language_of_a_chat(inbox: Inbox) -> None:
    inbox.add(received(1, device_language="de"), ANNA, NOW)
    inbox.add(received(2, device_language="de", language="en"), ANNA, NOW)
    assert inbox.chat(ANNA) == Chat(7, "en")


def test_a_chat_keeps_the_language_that_was_spoken_last(inbox: Inbox) -> None:
    waiting = inbox.add(received(1, device_language="de"), ANNA, NOW)
    assert waiting is not None
    inbox.keep_replies(waiting, [], "turn", "en")
    inbox.add(received(2, device_language="de"), ANNA, NOW)
    assert inbox.chat(ANNA) == Chat(7, "en")


def test_who_wants_to_be_forgotten_waits_for_no_earlier_answer(inbox: Inbox) -> None:
    inbox.add(received(1), ANNA, NOW)
    inbox.add(received(2, kind="forget"), ANNA, NOW)
    assert [waiting.update_id for waiting in inbox.pending()] == [2]


def test_nothing_but_numbers_of_updates_stays_of_a_forgotten_chat(inbox: Inbox, engine: Engine) -> None:
    waiting = inbox.add(received(1, kind="forget"), ANNA, NOW)
    assert waiting is not None
    inbox.finish(waiting)
    assert (rows(engine, m.Chat), rows(engine, m.Waiting), rows(engine, m.Seen)) == (0, 0, 1)


def test_a_message_after_forgetting_is_still_answered(inbox: Inbox) -> None:
    forget = inbox.add(received(1, kind="forget"), ANNA, NOW)
    inbox.add(received(2), ANNA, NOW)
    assert forget is not None
    inbox.finish(forget)
    assert [waiting.update_id for waiting in inbox.pending()] == [2]
    assert inbox.chat(ANNA) is not None


def test_a_stranger_who_blocks_the_bot_leaves_nothing(inbox: Inbox, engine: Engine) -> None:
    assert inbox.add(received(1, kind="blocked"), ANNA, NOW) is None
    assert (rows(engine, m.Chat), rows(engine, m.Waiting)) == (0, 0)


def test_a_silent_chat_is_deleted_after_its_time(inbox: Inbox) -> None:
    waiting = inbox.add(received(1), ANNA, NOW)
    assert waiting is not None
    inbox.finish(waiting)
    inbox.delete_older_than(30, NOW + 29 * DAY_S)
    assert inbox.chat(ANNA) is not None
    inbox.delete_older_than(30, NOW + 31 * DAY_S)
    assert inbox.chat(ANNA) is None


def test_a_chat_that_waits_for_an_answer_is_not_deleted(inbox: Inbox) -> None:
    inbox.add(received(1), ANNA, NOW)
    inbox.delete_older_than(30, NOW + 31 * DAY_S)
    assert inbox.chat(ANNA) is not None


def test_numbers_of_updates_are_deleted_after_days(inbox: Inbox, engine: Engine) -> None:
    inbox.add(received(1), ANNA, NOW)
    inbox.delete_older_than(30, NOW + 4 * DAY_S)
    assert rows(engine, m.Seen) == 0


def test_large_numbers_of_chats_and_messages_fit(inbox: Inbox) -> None:
    inbox.add(received(2**52, chat_id=2**52 - 1, message_id=2**31), ANNA, NOW)
    assert inbox.pending()[0].message_id == 2**31
    assert inbox.chat(ANNA) == Chat(2**52 - 1, "de")
