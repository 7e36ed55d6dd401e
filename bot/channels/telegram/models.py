"""The tables of the Telegram channel; no names, no telephone numbers, no text that was not masked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}
    )


class Chat(Base):
    """Where the answers to a conversation go: the only place with a chat's number, deleted with the conversation."""

    __tablename__ = "telegram_chat"
    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(2))
    last_seen: Mapped[float]  # seconds since 1970


class Waiting(Base):
    """An update that is not answered yet; deleted as soon as it is."""

    __tablename__ = "telegram_waiting"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    conversation: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    notice: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)  # masked
    shown: Mapped[str] = mapped_column(Text)  # title of the button that was pressed
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    is_first: Mapped[bool]
    replies: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    sent: Mapped[int]  # so many of the replies have reached Telegram


class Seen(Base):
    """The number of an update, kept for some days: Telegram may send one twice."""

    __tablename__ = "telegram_seen"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    received_at: Mapped[float] = mapped_column(index=True)  # seconds since 1970
