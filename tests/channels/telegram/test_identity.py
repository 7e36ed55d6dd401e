"""Keyed hashes stand for chats."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.identity import conversation_of, webhook_secret

chats = st.integers(-(2**52), 2**52)


@given(chats, chats)
def test_two_chats_have_two_conversations(one: int, other: int) -> None:
    assert (conversation_of(one, "key") == conversation_of(other, "key")) == (one == other)


@given(chats)
def test_without_the_key_a_conversation_says_nothing_of_its_chat(chat_id: int) -> None:
    assert conversation_of(chat_id, "key") != conversation_of(chat_id, "another key")
    assert len(conversation_of(chat_id, "key")) == len(conversation_of(1, "key"))


def test_the_secret_of_the_webhook_is_what_telegram_allows() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", webhook_secret("key ä"))


def test_the_secret_of_the_webhook_does_not_show_the_key() -> None:
    assert webhook_secret("key") != webhook_secret("another key")
    assert "key" not in webhook_secret("key")
