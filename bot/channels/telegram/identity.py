"""Names that stand for chats and for us: keyed hashes, so that nobody without the key can make or undo them."""

from __future__ import annotations

import hmac


def conversation_of(chat_id: int, secret: str) -> str:
    """Return the id of a chat's conversation: the same for the same chat and key, and telling nothing of either."""
    return f"telegram-{_keyed_hash(f'chat {chat_id}', secret)[:40]}"


def webhook_secret(secret: str) -> str:
    """Return what Telegram has to send with every update: 64 characters, of those that it allows."""
    return _keyed_hash("webhook", secret)


def _keyed_hash(text: str, secret: str) -> str:
    return hmac.digest(secret.encode(), f"telegram {text}".encode(), "sha256").hex()
