"""Sessions cannot be guessed, made or prolonged."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.sessions import Sessions

NOW = 1_800_000_000.0
DAY = 86_400
SESSIONS = Sessions("s" * 32, DAY)
LETTERS = string.ascii_letters + string.digits + "-_"


def test_a_session_names_the_same_conversation_every_time() -> None:
    session = SESSIONS.new(NOW)
    assert SESSIONS.conversation(session, NOW + 5) == SESSIONS.conversation(session, NOW + 500)


def test_sessions_made_at_the_same_moment_differ() -> None:
    assert len({SESSIONS.new(NOW) for _ in range(100)}) == 100


def test_a_session_fits_into_a_header_and_an_address() -> None:
    session = SESSIONS.new(NOW)
    assert len(session) == 43
    assert set(session) <= set(LETTERS)


def test_a_session_ends_with_its_lifetime() -> None:
    session = SESSIONS.new(NOW)
    assert SESSIONS.conversation(session, NOW + DAY - 1) is not None
    assert SESSIONS.conversation(session, NOW + DAY + 1) is None


def test_a_session_of_another_secret_is_none_of_ours() -> None:
    assert SESSIONS.conversation(Sessions("t" * 32, DAY).new(NOW), NOW) is None


@given(st.integers(0, 42), st.sampled_from(LETTERS))
def test_a_session_with_a_changed_letter_is_none(position: int, letter: str) -> None:
    session = SESSIONS.new(NOW)
    changed = session[:position] + letter + session[position + 1 :]
    assert changed == session or SESSIONS.conversation(changed, NOW) is None


@given(st.text(max_size=60))
def test_any_text_that_we_did_not_make_is_no_session(text: str) -> None:
    assert SESSIONS.conversation(text, NOW) is None


@pytest.mark.parametrize(
    "change", [str.strip, str.swapcase, lambda s: f"{s}=", lambda s: s[:-1], lambda s: f" {s}"]
)
def test_only_the_exact_spelling_counts(change) -> None:  # type: ignore[no-untyped-def]
    session = SESSIONS.new(NOW)
    changed = change(session)
    assert changed == session or SESSIONS.conversation(changed, NOW) is None
