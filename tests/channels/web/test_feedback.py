"""Whether answers helped is counted by topic, language and day, and nothing else is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from chat import Browser, Chat, reply
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.channels.web.feedback import FeedbackCounter, rated_topic
from bot.channels.web.log import EventLog
from bot.conversations.models import Feedback
from bot.database import migrate, open_database
from bot.settings import settings

DAY = dt.date(2026, 11, 21)


def counted(engine: Engine) -> dict[tuple[str, str, str, bool], int]:
    with Session(engine) as session:
        return {(r.topic, r.language, r.day, r.helped): r.number for r in session.scalars(select(Feedback))}


def test_each_topic_language_day_and_opinion_is_counted_for_itself(engine: Engine) -> None:
    migrate(engine)
    counter = FeedbackCounter(engine)
    for topic, language, helped in [
        *(("hiring/costs", "de", True),) * 3,
        ("hiring/costs", "de", False),
        ("hiring/costs", "en", True),
    ]:
        counter.count(topic, language, DAY, helped)
    assert counted(engine) == {
        ("hiring/costs", "de", "2026-11-21", True): 3,
        ("hiring/costs", "de", "2026-11-21", False): 1,
        ("hiring/costs", "en", "2026-11-21", True): 1,
    }


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        (reply("a", topic="hiring/costs"), "hiring/costs"),
        (reply("a", act="services", kind="chamber", services=[], sources=[]), "lookup/chamber"),
        (reply("a", act="fallback"), "fallback"),
    ],
)
def test_an_answer_counts_for_what_it_was_about(said: dict, topic: str) -> None:
    log = EventLog(1)
    log.add("reply", {"to": "other", **reply("b", topic="no/other")})
    log.add("reply", {"to": "mine", **said})
    log.add("reply", {"to": "mine", **reply("I am a machine", act="info")})
    assert rated_topic(log, "mine") == {"topic": topic, "language": "de"}


def total(topic: str) -> int:
    engine = open_database(settings().database_url)
    numbers = [number for key, number in counted(engine).items() if key[0] == topic]
    engine.dispose()
    return sum(numbers)


async def test_feedback_on_an_answer_is_counted_once(browser: Browser) -> None:
    before = total("hiring/costs")
    message_id = await browser.say("Hallo")
    await browser.heard()
    for helped in (True, True, False):
        body = {"to": message_id, "helped": helped}
        assert await browser.ask("POST", "/chat/feedback", json=body) == (204, None)
    assert total("hiring/costs") == before + 1


async def test_feedback_on_what_was_not_answered_is_refused(browser: Browser) -> None:
    status, answer = await browser.ask("POST", "/chat/feedback", json={"to": "0b6a1c5e", "helped": True})
    assert (status, answer["error"].split(":")[0]) == (404, "to")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"to": "0b6a1c5e"}, "helped"),
        ({"helped": True}, "to"),
        ({"to": "0b6a1c5e", "helped": "ja"}, "helped"),
    ],
)
async def test_malformed_feedback_is_refused_with_its_field(
    chat: Chat, browser: Browser, body: dict, field: str
) -> None:
    status, answer = await browser.ask("POST", "/chat/feedback", json=body)
    assert (status, answer["error"].split(":")[0]) == (400, field)


def test_the_table_leads_to_no_person() -> None:
    assert set(Feedback.__table__.columns.keys()) == {"topic", "language", "day", "helped", "number"}
