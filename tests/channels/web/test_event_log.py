"""The log of a conversation: what came after, and how much of it is kept."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.log import MAX_BYTES, EventLog


def log_of(*texts: str, first_id: int = 100) -> EventLog:
    log = EventLog(first_id)
    for text in texts:
        log.add("reply", {"text": text})
    return log


def texts(log: EventLog, last_id: int) -> list[str]:
    return [event.value()["text"] for event in log.after(last_id)]


def test_only_what_came_after_an_event_is_returned() -> None:
    log = log_of("a", "b", "c")
    assert [texts(log, last_id) for last_id in (0, 100, 101, 102)] == [["a", "b", "c"], ["b", "c"], ["c"], []]


def test_an_id_that_the_log_never_gave_returns_everything() -> None:
    assert texts(log_of("a", "b"), 102) == ["a", "b"]


def test_ids_go_on_when_the_log_is_cleared() -> None:
    log = log_of("a", "b")
    log.clear()
    log.add("reply", {"text": "c"})
    assert [event.id for event in log] == [102]


def test_the_oldest_events_go_when_the_log_grows_too_large() -> None:
    log = log_of(*("x" * 1000 for _ in range(MAX_BYTES // 1000 + 50)))
    assert log.size <= MAX_BYTES
    assert len(log.after(0)) > MAX_BYTES // 1100


def test_an_event_that_alone_is_too_large_is_kept_until_the_next() -> None:
    log = log_of("x" * (MAX_BYTES + 1))
    assert len(log.after(0)) == 1
    log.add("reply", {"text": "y"})
    assert texts(log, 0) == ["y"]


@given(st.text())
def test_any_text_is_one_line_of_json_in_its_frame(text: str) -> None:
    (event,) = log_of(text)
    frame = event.frame.decode()
    assert frame.startswith("id: 100\nevent: reply\ndata: ")
    assert frame.endswith("\n\n")
    (line,) = [line for line in frame.split("\n") if line.startswith("data: ")]
    assert frame.count("\n") == 4
    assert "\r" not in frame
    assert json.loads(line.removeprefix("data: "))["text"] == text


def test_half_a_surrogate_cannot_break_the_stream() -> None:
    (event,) = log_of("\ud83d")
    assert event.value() == {"text": "?"}
