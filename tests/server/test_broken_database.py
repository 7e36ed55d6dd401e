"""A database that fails while the server runs: an apology, the reason in the log, and on as soon as it is back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from processes import RunningServer, Talk, running_server

from bot.knowledge.base import KnowledgeBase

pytestmark = pytest.mark.trained


@pytest.fixture(scope="module")
def fragile_server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Return a server whose database these tests break."""
    with running_server(tmp_path_factory.mktemp("fragile")) as started:
        yield started


@pytest.fixture
def fragile_talk(fragile_server: RunningServer, new_talk: Callable[[RunningServer], Talk]) -> Talk:
    talk = new_talk(fragile_server)
    talk.say("Danke")
    return talk


@pytest.fixture
def apology(knowledge: KnowledgeBase) -> str:
    return knowledge.phrases["technical_problem"].in_language("de")


def test_a_locked_database_is_an_apology_and_the_next_message_works(fragile_talk: Talk, apology: str) -> None:
    with closing(sqlite3.connect(fragile_talk.server.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        reply = fragile_talk.say("Wie hoch ist der Mindestlohn?")[0]
        assert reply["text"] == apology
        assert "database is locked" in fragile_talk.server.log()
    reply = fragile_talk.say("Wie hoch ist der Mindestlohn?")[0]
    assert reply["custom"]["topic"] == "rights/minimum_wage"


def test_a_locked_database_forgets_nothing_of_the_conversation(fragile_talk: Talk) -> None:
    fragile_talk.say("Wo ist die Ausländerbehörde in Köthen?")
    with closing(sqlite3.connect(fragile_talk.server.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        fragile_talk.say("nein, in Halle")
    reply = fragile_talk.say("Wo ist das Jobcenter?")[0]
    assert reply["custom"]["district"] == "15082"


def test_a_missing_table_is_an_apology_with_the_reason_in_the_log(fragile_talk: Talk, apology: str) -> None:
    with closing(sqlite3.connect(fragile_talk.server.database)) as other:
        other.execute("ALTER TABLE events RENAME TO events_away")
        reply = fragile_talk.say("Danke")[0]
        other.execute("ALTER TABLE events_away RENAME TO events")
    assert reply["text"] == apology
    assert "no such table: events" in fragile_talk.server.log()
    assert fragile_talk.say("Danke")[0]["custom"]["act"] == "thanks"


def test_a_removed_file_never_stops_the_server(fragile_talk: Talk) -> None:
    # an open file lives on without its name: the reply may be an answer or an apology
    database = fragile_talk.server.database
    away = database.rename(database.with_suffix(".away"))
    fragile_talk.say("Danke")
    away.rename(database)
    assert fragile_talk.say("Danke")[0]["custom"]["act"] == "thanks"
    assert fragile_talk.server.is_alive()


def test_a_file_of_garbage_never_stops_the_server(fragile_talk: Talk) -> None:
    # pages that SQLite still holds in memory may hide the garbage: an answer or an apology
    database = fragile_talk.server.database
    content = database.read_bytes()
    database.write_bytes(b"garbage " * (len(content) // 8))
    fragile_talk.say("Wo ist die Ausländerbehörde in Köthen?")
    database.write_bytes(content)
    assert fragile_talk.say("Danke")[0]["custom"]["act"] == "thanks"
    assert fragile_talk.server.is_alive()


def test_the_log_of_a_failure_holds_nothing_that_was_typed(fragile_talk: Talk) -> None:
    with closing(sqlite3.connect(fragile_talk.server.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        fragile_talk.say("Zwiebelkuchenrezept für die Ausländerbehörde in Köthen")
    log = fragile_talk.server.log()
    assert "Zwiebelkuchenrezept" not in log
    assert fragile_talk.sender not in log
