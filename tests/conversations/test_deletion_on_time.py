"""Old conversations are deleted on time, whole, and without those that go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select
from turns import take_turn

from bot.conversations import models as m
from bot.conversations.store import DAY_S, ConversationStore

NewProcess = Callable[[], ConversationStore]
START = 1_700_000_000.0
KEEP_DAYS = 30


def days_later(days: float) -> float:
    return START + days * DAY_S


@pytest.mark.parametrize(
    ("days", "left"),
    [(0, ["anna"]), (29.9, ["anna"]), (30, ["anna"]), (30.1, []), (400, [])],
)
async def test_a_conversation_is_deleted_so_many_days_after_its_last_message(
    days: float, left: list[str], store: ConversationStore
) -> None:
    await take_turn(store, "anna", "Köthen", at=START)
    store.delete_older_than(KEEP_DAYS, days_later(days))
    assert list(await store.keys()) == left


async def test_a_conversation_that_goes_on_is_kept_from_its_first_message(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", at=START, district="15082")
    await take_turn(store, "anna", "danke", at=days_later(29))
    assert store.delete_older_than(KEEP_DAYS, days_later(31)) == 0
    tracker = await store.retrieve_full_tracker("anna")
    assert tracker is not None
    assert [event.text for event in tracker.events if event.type_name == "user"] == ["Köthen", "danke"]


async def test_only_old_conversations_are_deleted(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", at=START)
    await take_turn(store, "ben", "Halle", at=days_later(20))
    store.delete_older_than(KEEP_DAYS, days_later(31))
    assert list(await store.keys()) == ["ben"]


async def test_the_number_of_deleted_events_is_told(store: ConversationStore, engine: Engine) -> None:
    await take_turn(store, "anna", "Köthen", at=START, district="15082")
    with engine.connect() as connection:
        stored = connection.scalar(select(func.count()).select_from(m.Event))
    assert store.delete_older_than(KEEP_DAYS, days_later(31)) == stored


async def test_nothing_of_a_deleted_conversation_is_remembered(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", at=START, district="15082")
    store.delete_older_than(KEEP_DAYS, days_later(31))
    assert await store.retrieve("anna") is None
    tracker = await take_turn(store, "anna", "hallo", at=days_later(31))
    assert tracker.get_slot("district") is None


async def test_an_empty_table_has_nothing_to_delete(store: ConversationStore) -> None:
    assert store.delete_older_than(KEEP_DAYS, START) == 0


async def test_what_was_deleted_and_written_anew_elsewhere_is_not_mixed_up(
    store: ConversationStore, new_process: NewProcess
) -> None:
    await take_turn(store, "anna", "Köthen", at=START, district="15082")
    other = new_process()
    other.delete_older_than(KEEP_DAYS, days_later(31))
    await take_turn(other, "anna", "Mindestlohn?", at=days_later(31), topic="rights/minimum_wage")
    tracker = await store.retrieve("anna")
    assert tracker is not None
    assert (tracker.get_slot("district"), tracker.get_slot("topic")) == (None, "rights/minimum_wage")
