"""One queue per chat: in order, side by side, and a fault stays where it is."""

from __future__ import annotations

import asyncio

from sqlalchemy.exc import OperationalError

from bot.channels.telegram.chat_queues import ChatQueues
from bot.channels.telegram.inbox import Waiting


def waiting(update_id: int, conversation: str = "anna") -> Waiting:
    return Waiting(update_id, conversation, "turn", "", "Hallo", "", None, is_first=False)


class Answers:
    """Stands for what answers: keeps the order, and waits or fails when told to."""

    def __init__(self) -> None:
        self.order: list[tuple[str, int]] = []
        self.may_go_on = asyncio.Event()
        self.errors: dict[int, list[Exception]] = {}
        self.slow: set[str] = set()

    async def answer(self, update: Waiting) -> None:
        if update.conversation in self.slow:
            await self.may_go_on.wait()
        if self.errors.get(update.update_id):
            raise self.errors[update.update_id].pop()
        self.order.append((update.conversation, update.update_id))

    async def until(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.order) < count:
                await asyncio.sleep(0)


async def started(*updates: Waiting, answers: Answers) -> ChatQueues:
    queues = ChatQueues(answers.answer)
    for update in updates:
        queues.put(update)
    return queues


async def test_a_chat_is_answered_in_the_order_of_telegram_however_its_updates_come_in() -> None:
    answers = Answers()
    answers.slow.add("anna")
    await started(*(waiting(number) for number in (1, 4, 2, 3)), answers=answers)
    answers.may_go_on.set()
    await answers.until(4)
    assert [number for _, number in answers.order] == [1, 2, 3, 4]


async def test_a_chat_does_not_wait_for_another() -> None:
    answers = Answers()
    answers.slow.add("anna")
    await started(waiting(1), waiting(2, "boris"), answers=answers)
    await answers.until(1)
    assert answers.order == [("boris", 2)]


async def test_a_fault_touches_neither_the_next_update_nor_another_chat() -> None:
    answers = Answers()
    answers.errors[1] = [RuntimeError("broken")]
    await started(waiting(1), waiting(2), waiting(3, "boris"), answers=answers)
    await answers.until(2)
    assert sorted(answers.order) == [("anna", 2), ("boris", 3)]


async def test_after_a_fault_of_the_database_the_update_is_tried_again_before_the_next() -> None:
    answers = Answers()
    answers.errors[1] = [OperationalError("select", {}, Exception("locked"))]
    await started(waiting(1), waiting(2), answers=answers)
    await answers.until(2)
    assert [number for _, number in answers.order] == [1, 2]


async def test_what_is_dropped_is_not_answered() -> None:
    answers = Answers()
    answers.slow.add("anna")
    queues = await started(waiting(1), waiting(2), answers=answers)
    await asyncio.sleep(0)  # the first is being answered
    queues.drop("anna")
    queues.put(waiting(3))
    answers.may_go_on.set()
    await answers.until(2)
    assert [number for _, number in answers.order] == [1, 3]


async def test_an_update_can_be_withdrawn_until_its_answer_begins() -> None:
    answers = Answers()
    answers.slow.add("anna")
    queues = await started(waiting(1), waiting(2), answers=answers)
    await asyncio.sleep(0)  # the first is being answered
    assert [queues.withdraw(waiting(number)) for number in (1, 2)] == [False, True]
    answers.may_go_on.set()
    await queues.stop(grace_s=20)
    assert answers.order == [("anna", 1)]


async def test_when_it_stops_it_finishes_what_it_began_and_leaves_the_rest() -> None:
    answers = Answers()
    answers.slow.add("anna")
    queues = await started(waiting(1), waiting(2), answers=answers)
    await asyncio.sleep(0)
    stopping = asyncio.create_task(queues.stop(grace_s=20))
    await asyncio.sleep(0)
    answers.may_go_on.set()
    await stopping
    assert answers.order == [("anna", 1)]


async def test_a_chat_that_was_finished_is_answered_again_later() -> None:
    answers = Answers()
    queues = await started(waiting(1), answers=answers)
    await answers.until(1)
    await asyncio.sleep(0)
    queues.put(waiting(2))
    await answers.until(2)
