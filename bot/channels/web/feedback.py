"""Counts whether answers helped: by topic, language and day; never by person or conversation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import IntegrityError

from bot.channels.web.log import Event
from bot.conversations.models import Feedback


def rated_topic(events: Iterable[Event], message_id: str) -> dict[str, str] | None:
    """Return topic and language of the first reply to a message; None when there is none.

    A look-up counts as ``lookup/<kind>``, anything else that is no topic as its dialogue act.
    """
    for event in events:
        if event.type == "reply" and (reply := event.value()).get("to") == message_id:
            custom = reply["custom"]
            return {"topic": _topic(custom), "language": custom.get("language") or "de"}
    return None


def _topic(custom: dict[str, Any]) -> str:
    if custom.get("topic"):
        return str(custom["topic"])
    if custom.get("act") == "services" and custom.get("kind"):
        return f"lookup/{custom['kind']}"
    return str(custom.get("act") or "info")


class FeedbackCounter:
    """The table of feedback."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, topic: str, language: str, day: dt.date, helped: bool) -> None:
        """Add one to the number of a day."""
        key = {"topic": topic, "language": language, "day": day.isoformat(), "helped": helped}
        if self._add_one(key):
            return
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(Feedback).values(**key, number=1))
        except IntegrityError:  # another process was the first one
            self._add_one(key)

    def _add_one(self, key: dict[str, Any]) -> bool:
        """Return whether the day had a number already."""
        row = update(Feedback).values(number=Feedback.number + 1).filter_by(**key)
        with self._engine.begin() as connection:
            return connection.execute(row).rowcount == 1
