"""Sessions: secrets that name a conversation, checked without storing them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

_TIME_BYTES, _RANDOM_BYTES, _TAG_BYTES = 4, 16, 12  # 32 in all: 43 characters
_LENGTH = 43


class Sessions:
    """Makes and reads sessions.

    A session is the time of its making, 128 random bits and a keyed hash over both: nobody can guess or make one, it
    survives a restart, and asking for a million of them costs no memory.
    """

    def __init__(self, secret: str, lifetime_s: int) -> None:
        self._key = secret.encode()
        self._lifetime_s = lifetime_s

    def new(self, now: float) -> str:
        """Return a new session: 43 characters, safe in a URL."""
        head = int(now).to_bytes(_TIME_BYTES, "big") + secrets.token_bytes(_RANDOM_BYTES)
        return base64.urlsafe_b64encode(head + self._tag(head)).rstrip(b"=").decode()

    def conversation(self, session: str, now: float) -> str | None:
        """Return the id of a session's conversation; None when the session is malformed, forged or too old."""
        token = _decoded(session)
        head, tag = token[:-_TAG_BYTES], token[-_TAG_BYTES:]
        if not token or not hmac.compare_digest(tag, self._tag(head)):
            return None
        if now - int.from_bytes(head[:_TIME_BYTES], "big") > self._lifetime_s:
            return None
        # who sees the id, in a database or a log, does not know the session
        return f"web-{self._hash(b'conversation', head).hex()[:40]}"

    def _tag(self, head: bytes) -> bytes:
        return self._hash(b"session", head)[:_TAG_BYTES]

    def _hash(self, purpose: bytes, head: bytes) -> bytes:
        return hmac.digest(self._key, purpose + head, hashlib.sha256)


def _decoded(session: str) -> bytes:
    """Return the bytes of a session; none when it is malformed."""
    if len(session) != _LENGTH or not session.isascii():
        return b""
    try:
        token = base64.b64decode(f"{session}=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    # the last character holds bits that mean nothing: only one of its four spellings counts
    return token if base64.urlsafe_b64encode(token).rstrip(b"=") == session.encode() else b""
