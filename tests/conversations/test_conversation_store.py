"""Conversations: remembered, short in memory, whole in the table, gone on request."""

from __future__ import annotations

from collections.abc import Callable

from rasa.shared.core.events import UserUttered
from sqlalchemy import Engine, func, select
from turns import take_turn

from bot.conversations import models as m
from bot.conversations.store import ConversationStore

NewProcess = Callable[[], ConversationStore]


def rows_of(engine: Engine, sender: str) -> int:
    with engine.connect() as connection:
        query = select(func.count()).select_from(m.Event).where(m.Event.sender_id == sender)
        return connection.scalar(query) or 0


async def texts_of(store: ConversationStore, sender: str) -> list[str]:
    tracker = await store.retrieve_full_tracker(sender)
    assert tracker is not None
    return [event.text for event in tracker.events if event.type_name == "user"]


async def test_an_unknown_person_has_no_conversation(store: ConversationStore) -> None:
    assert await store.retrieve("nobody") is None
    assert await store.retrieve_full_tracker("nobody") is None


async def test_the_second_turn_remembers_the_slots_of_the_first(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", district="15082", language="de")
    tracker = await store.retrieve("anna")
    assert (tracker.get_slot("district"), tracker.get_slot("language")) == ("15082", "de")


async def test_a_slot_that_was_emptied_stays_empty(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Wo?", asks="place")
    await take_turn(store, "anna", "stop", asks=None)
    assert (await store.retrieve("anna")).get_slot("asks") is None


async def test_lists_are_remembered(store: ConversationStore, new_process: NewProcess) -> None:
    await take_turn(store, "anna", "Blaue Karte", suggestions=["hiring/costs", "hiring/duration"])
    tracker = await new_process().retrieve("anna")
    assert tracker.get_slot("suggestions") == ["hiring/costs", "hiring/duration"]


async def test_people_are_kept_apart(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", district="15082")
    await take_turn(store, "ben", "Halle", district="15002")
    assert (await store.retrieve("anna")).get_slot("district") == "15082"


async def test_a_restarted_process_remembers(store: ConversationStore, new_process: NewProcess) -> None:
    await take_turn(store, "anna", "Köthen", district="15082")
    assert (await new_process().retrieve("anna")).get_slot("district") == "15082"


async def test_what_another_process_wrote_is_noticed(
    store: ConversationStore, new_process: NewProcess
) -> None:
    await take_turn(store, "anna", "Köthen", district="15082")
    await take_turn(new_process(), "anna", "nein, Halle", district="15002")
    assert (await store.retrieve("anna")).get_slot("district") == "15002"


async def test_what_another_process_deleted_is_forgotten(
    store: ConversationStore, new_process: NewProcess
) -> None:
    await take_turn(store, "anna", "Köthen", district="15082")
    await new_process().delete("anna")
    assert await store.retrieve("anna") is None


async def test_a_conversation_that_another_process_deleted_starts_anew(
    store: ConversationStore, new_process: NewProcess
) -> None:
    await take_turn(store, "anna", "Köthen", district="15082", language="de")
    await new_process().delete("anna")
    await take_turn(store, "anna", "hallo")
    assert await texts_of(store, "anna") == ["hallo"]


async def test_a_conversation_that_was_opened_before_its_first_message_is_whole(
    store: ConversationStore,
) -> None:
    tracker = await store.get_or_create_tracker("anna")  # stores that we listen
    tracker.update(UserUttered("hallo"))
    await store.save(tracker)
    assert await texts_of(store, "anna") == ["hallo"]


async def test_a_turn_that_is_saved_twice_is_stored_once(store: ConversationStore, engine: Engine) -> None:
    tracker = await take_turn(store, "anna", "Köthen", district="15082", language="de")
    before = rows_of(engine, "anna")
    await store.save(tracker)
    assert rows_of(engine, "anna") == before


async def test_processes_that_take_turns_lose_no_message(
    store: ConversationStore, new_process: NewProcess
) -> None:
    other = new_process()
    for number in range(4):
        await take_turn([store, other][number % 2], "anna", f"message {number}", topic=str(number))
    assert await texts_of(store, "anna") == [f"message {number}" for number in range(4)]


async def test_the_whole_conversation_is_kept_in_order(store: ConversationStore) -> None:
    for text in ("eins", "zwei", "drei"):
        await take_turn(store, "anna", text)
    assert await texts_of(store, "anna") == ["eins", "zwei", "drei"]


async def test_a_hundred_turns_keep_the_tracker_short(store: ConversationStore) -> None:
    for number in range(100):
        await take_turn(store, "anna", f"message {number}", topic=f"hiring/{number}", district="15082")
    tracker = await store.retrieve("anna")
    assert tracker.get_slot("topic") == "hiring/99"
    assert len(tracker.events) < 10


async def test_a_hundred_turns_are_all_stored_once(store: ConversationStore) -> None:
    for number in range(100):
        await take_turn(store, "anna", f"message {number}", topic=f"hiring/{number}")
    assert await texts_of(store, "anna") == [f"message {number}" for number in range(100)]


async def test_forget_deletes_every_row_of_the_person_only(store: ConversationStore, engine: Engine) -> None:
    await take_turn(store, "anna", "Köthen")
    await take_turn(store, "ben", "Halle")
    await take_turn(store, "anna", "lösche alles", forget=True)
    assert rows_of(engine, "anna") == 0
    assert rows_of(engine, "ben") > 0


async def test_after_forget_a_conversation_starts_anew(store: ConversationStore) -> None:
    await take_turn(store, "anna", "Köthen", district="15082")
    await take_turn(store, "anna", "lösche alles", forget=True)
    assert await store.retrieve("anna") is None
    tracker = await take_turn(store, "anna", "hallo")
    assert tracker.get_slot("district") is None
    assert await texts_of(store, "anna") == ["hallo"]


async def test_the_people_of_the_table_are_listed(store: ConversationStore) -> None:
    for sender in ("anna", "ben", "anna"):
        await take_turn(store, sender, "hallo")
    assert sorted(await store.keys()) == ["anna", "ben"]


async def test_any_sender_and_text_is_data_not_sql(store: ConversationStore) -> None:
    sender, text = "x'; DROP TABLE events; --", "'); DELETE FROM events; -- 😀 \\u0000"
    await take_turn(store, sender, text)
    assert await texts_of(store, sender) == [text]
