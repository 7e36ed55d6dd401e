"""How many conversations are kept, how large they may be, and for how long."""

from __future__ import annotations

import time

import pytest
from chat import Assistant, Memory

from bot.channels.web.conversations import BusyError, Conversations, Limits

LATER = 3600.0


def conversations(**limits: float) -> Conversations:
    memory = Memory()
    return Conversations(Assistant(memory).handle, lambda: memory, Limits(**limits))  # type: ignore[arg-type]


async def watched(all_: Conversations, id_: str) -> object:
    """Return the open stream of a conversation, so that it counts as busy."""
    conversation = all_.open(id_)
    conversation.add("reply", {"text": "Hallo"})
    frames = conversation.frames(0)
    await anext(frames)
    return frames


async def test_a_conversation_is_the_same_when_it_is_opened_again() -> None:
    all_ = conversations()
    assert all_.open("a") is all_.open("a")


async def test_the_conversation_that_is_idle_longest_makes_room() -> None:
    all_ = conversations(conversations=2)
    for id_ in ("a", "b", "a", "c"):
        all_.open(id_)
    assert {conversation.id for conversation in all_} == {"a", "c"}


async def test_nobody_who_reads_along_is_thrown_out() -> None:
    all_ = conversations(conversations=1)
    stream = await watched(all_, "a")
    with pytest.raises(BusyError):
        all_.open("b")
    await stream.aclose()  # type: ignore[attr-defined]
    all_.open("b")
    assert [conversation.id for conversation in all_] == ["b"]


async def test_what_is_idle_for_too_long_is_forgotten() -> None:
    all_ = conversations(idle_s=LATER)
    all_.open("a")
    all_.trim(time.monotonic() + LATER - 60)
    assert len(all_) == 1
    all_.trim(time.monotonic() + LATER + 60)
    assert len(all_) == 0


async def test_who_reads_along_is_never_idle() -> None:
    all_ = conversations(idle_s=LATER)
    stream = await watched(all_, "a")
    all_.trim(time.monotonic() + 2 * LATER)
    assert len(all_) == 1
    await stream.aclose()  # type: ignore[attr-defined]


async def test_the_oldest_logs_go_when_all_of_them_are_too_large() -> None:
    all_ = conversations(log_bytes=2500)
    for id_ in ("a", "b", "c"):
        all_.open(id_).add("reply", {"text": "x" * 1000})
    all_.trim(time.monotonic())
    assert [bool(conversation.log.size) for conversation in all_] == [False, True, True]


async def test_deleting_may_fail_and_be_tried_again() -> None:
    class BrokenMemory(Memory):
        broken = True

        async def delete(self, sender_id: str) -> None:
            if self.broken:
                raise OSError("disk full")

    memory = BrokenMemory()
    all_ = Conversations(Assistant(memory).handle, lambda: memory, Limits())
    with pytest.raises(OSError, match="disk full"):
        await all_.delete(all_.open("a"))
    assert not all_.is_forgotten("a")
    memory.broken = False
    await all_.delete(all_.open("a"))
    assert all_.is_forgotten("a")
    assert len(all_) == 0
