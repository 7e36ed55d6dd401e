"""Updates that wait for their answer, kept in the database: a restart in the middle loses none and repeats none."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.exc import IntegrityError

from bot.channels.telegram import models as m
from bot.channels.telegram import statements as sql
from bot.channels.telegram.received import Received
from bot.channels.telegram.rendering import Outgoing
from bot.knowledge.records import LANGUAGES

DAY_S = 86_400
SEEN_DAYS = 3  # Telegram repeats an update for one day at most


@dataclass(frozen=True)
class Waiting:
    """An update that is not answered yet."""

    update_id: int
    conversation: str
    kind: str
    notice: str
    text: str
    shown: str
    message_id: int | None
    is_first: bool  # of its conversation: the person does not know yet who we are
    replies: list[Outgoing] | None = None  # None: not handled yet
    sent: int = 0  # so many replies have reached Telegram

    @property
    def unsent(self) -> list[Outgoing]:
        """The replies that Telegram does not have yet."""
        return (self.replies or [])[self.sent :]


@dataclass(frozen=True)
class Chat:
    """Where a conversation's answers go."""

    chat_id: int
    language: str


class Inbox:
    """The tables of the channel. Every method is one transaction and raises SQLAlchemyError when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, received: Received, conversation: str, now: float) -> Waiting | None:
        """Keep an update until it is answered; None when it came before or concerns nobody we know.

        Args:
            received: the update.
            conversation: its id.
            now: seconds since 1970.
        """
        try:
            with self._engine.begin() as connection:
                connection.execute(sql.ADD_SEEN, {"update_id": received.update_id, "received_at": now})
                is_known = _update_chat(connection, received, conversation, now)
                if received.kind == "blocked" and not is_known:
                    return None
                if received.kind != "turn":  # what waited before is not wanted any more
                    connection.execute(sql.DROP_WAITING, {"of_conversation": conversation})
                if not is_known:
                    _add_chat(connection, received, conversation, now)
                waiting = _waiting(received, conversation, is_first=not is_known)
                connection.execute(sql.ADD_WAITING, vars(waiting))
        except IntegrityError:
            return None
        return waiting

    def pending(self) -> list[Waiting]:
        """Return what was not answered before the last end, oldest first."""
        names = [field.name for field in fields(Waiting)]
        columns = [getattr(m.Waiting, name) for name in names]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(m.Waiting.update_id)).all()
        found = [Waiting(**row._asdict()) for row in rows]
        return [replace(w, replies=_outgoing(w.replies)) for w in found]

    def chat(self, conversation: str) -> Chat | None:
        """Return where answers go; None when the conversation was deleted."""
        with self._engine.connect() as connection:
            row = connection.execute(sql.CHAT, {"of_conversation": conversation}).first()
        return Chat(row.chat_id, row.language) if row else None

    def keep_replies(
        self, waiting: Waiting, replies: list[Outgoing], kind: str, new_language: str | None = None
    ) -> Waiting:
        """Keep what is to be sent, so that it is not worked out again after a restart; and the chat's new language."""
        row = {"to_send": [vars(reply) for reply in replies], "now_kind": kind}
        chat = {"of_conversation": waiting.conversation, "new_language": new_language}
        with self._engine.begin() as connection:
            connection.execute(sql.SET_REPLIES, {"of_update": waiting.update_id, **row})
            if new_language:
                connection.execute(sql.SET_LANGUAGE, chat)
        return replace(waiting, replies=replies, kind=kind)

    def keep_sent(self, waiting: Waiting, sent: int) -> None:
        """Keep how many replies Telegram has."""
        with self._engine.begin() as connection:
            connection.execute(sql.SET_SENT, {"of_update": waiting.update_id, "now_sent": sent})

    def finish(self, waiting: Waiting) -> None:
        """Delete an update that was answered; with a forgotten conversation also where its answers went."""
        with self._engine.begin() as connection:
            connection.execute(sql.FINISH, {"of_update": waiting.update_id})
            if waiting.kind == "forget":
                later = select(m.Waiting.update_id).where(m.Waiting.conversation == waiting.conversation)
                if connection.execute(later).first() is None:
                    _delete_chat(connection, waiting.conversation)

    def forget(self, conversation: str) -> None:
        """Delete everything of a conversation, answered or not."""
        with self._engine.begin() as connection:
            connection.execute(sql.DROP_WAITING, {"of_conversation": conversation})
            _delete_chat(connection, conversation)

    def delete_older_than(self, days: int, now: float) -> int:
        """Delete the chats that were silent for longer, and old numbers of updates; return how many chats."""
        busy = select(m.Waiting.conversation)
        silent = (m.Chat.last_seen < now - days * DAY_S, m.Chat.conversation.not_in(busy))
        with self._engine.begin() as connection:
            connection.execute(delete(m.Seen).where(m.Seen.received_at < now - SEEN_DAYS * DAY_S))
            return connection.execute(delete(m.Chat).where(*silent)).rowcount


def _delete_chat(connection: Connection, conversation: str) -> None:
    connection.execute(delete(m.Chat).where(m.Chat.conversation == conversation))


def _update_chat(connection: Connection, received: Received, conversation: str, now: float) -> bool:
    """Note that a chat was heard of; False when it is not known."""
    chat = {"of_conversation": conversation}
    if received.language:
        connection.execute(sql.SET_LANGUAGE, {**chat, "new_language": received.language})
    return connection.execute(sql.SET_LAST_SEEN, {**chat, "now": now}).rowcount > 0


def _add_chat(connection: Connection, received: Received, conversation: str, now: float) -> None:
    language = received.language or _language_of(received.device_language)
    row = {"conversation": conversation, "chat_id": received.chat_id, "language": language}
    connection.execute(sql.ADD_CHAT, {**row, "last_seen": now})


def _language_of(device_language: str) -> str:
    """Return the language for a device: its own, English for one we do not speak, German when it does not say."""
    if not device_language:
        return LANGUAGES[0]
    code = device_language.lower().split("-")[0]
    return code if code in LANGUAGES else "en"


def _waiting(received: Received, conversation: str, is_first: bool) -> Waiting:
    return Waiting(
        update_id=received.update_id,
        conversation=conversation,
        kind=received.kind,
        notice=received.notice,
        text=received.text,
        shown=received.shown,
        message_id=received.message_id,
        is_first=is_first,
    )


def _outgoing(replies: Any) -> list[Outgoing] | None:
    return None if replies is None else [Outgoing(**reply) for reply in replies]
