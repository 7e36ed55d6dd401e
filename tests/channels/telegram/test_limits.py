"""A flood from one chat is limited, and nobody else notices."""

from __future__ import annotations

from bot.channels.telegram.limits import FloodGuard

NOW = 1_800_000_000.0


def guard(messages: int = 3) -> FloodGuard:
    return FloodGuard(messages=messages, window_s=60)


def test_as_many_messages_as_allowed_are_taken_and_not_one_more() -> None:
    flood = guard(3)
    assert [flood.is_flood("anna", NOW + second) for second in range(6)] == [False] * 3 + [True] * 3


def test_after_the_window_messages_are_taken_again() -> None:
    flood = guard(3)
    for second in range(5):
        flood.is_flood("anna", NOW + second)
    assert not flood.is_flood("anna", NOW + 61)


def test_messages_of_a_day_that_come_at_once_are_no_flood() -> None:
    flood = guard(3)
    assert not any(flood.is_flood("anna", NOW + 600 * number) for number in range(20))


def test_a_flood_of_one_chat_does_not_touch_another() -> None:
    flood = guard(1)
    for _ in range(5):
        flood.is_flood("anna", NOW)
    assert not flood.is_flood("boris", NOW)
