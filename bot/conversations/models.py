"""The tables that conversations leave: their events, and whether answers helped."""

from __future__ import annotations

from sqlalchemy import MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}
    )


class Event(Base):
    """An event of a conversation; columns are those of Rasa's SQLTrackerStore."""

    __tablename__ = "events"
    # SQLite would give the id of a deleted event to the next one, and a copy in memory would look fresh
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(255), index=True)
    type_name: Mapped[str] = mapped_column(String(255))
    timestamp: Mapped[float | None]
    intent_name: Mapped[str | None] = mapped_column(String(255))
    action_name: Mapped[str | None] = mapped_column(String(255))
    data: Mapped[str | None] = mapped_column(Text)


class Feedback(Base):
    """How often an answer helped, or did not, on a day; nothing leads to a person or a conversation."""

    __tablename__ = "feedback"
    topic: Mapped[str] = mapped_column(String(96), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # ISO
    helped: Mapped[bool] = mapped_column(primary_key=True)
    number: Mapped[int]
