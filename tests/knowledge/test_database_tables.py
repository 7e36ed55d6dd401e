"""Migrations, and content to tables and back: on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.channels.telegram import models as telegram
from bot.conversations import models as conversations
from bot.database import migrate, open_database
from bot.errors import ContentError
from bot.knowledge import models as m
from bot.knowledge.base import read_knowledge
from bot.knowledge.content import read_content
from bot.knowledge.services import Need
from bot.knowledge.store import content_fingerprint, read_services, refresh_database

DAY = dt.date(2026, 8, 20)


@pytest.fixture
def filled(engine: Engine, data_dir: Path) -> Engine:
    migrate(engine)
    refresh_database(engine, data_dir)
    return engine


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of the knowledge base with its rows."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in m.Base.metadata.sorted_tables
        }


def damage(data_dir: Path) -> None:
    (data_dir / "directory" / "outside.yml").write_text("- id: berlin\n", encoding="utf-8")


def test_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        models = [m.Base.metadata, conversations.Base.metadata, telegram.Base.metadata]
        assert compare_metadata(context, models) == []


def test_migrating_twice_keeps_the_data(filled: Engine) -> None:
    before = rows(filled)
    migrate(filled)
    assert rows(filled) == before


def test_services_are_read_as_they_were_written(filled: Engine, data_dir: Path) -> None:
    written = [entry.record for entry in read_content(data_dir).services]
    with Session(filled) as session:
        assert read_services(session) == written


def test_knowledge_base_answers_from_what_was_written(filled: Engine) -> None:
    knowledge = read_knowledge(filled)
    (place,) = knowledge.places.find("Schierke")
    assert [s.id for s in knowledge.services.find(Need("welcome_center", *place.districts))] == [
        "center-harz"
    ]
    assert knowledge.answers.title("hiring/costs", "en") == "Costs"
    assert knowledge.occupations.find("Krankenschwester")[0].occupations == ("nurse", "cook")


def test_refresh_does_nothing_when_the_files_did_not_change(filled: Engine, data_dir: Path) -> None:
    assert refresh_database(filled, data_dir) is False


def test_refresh_takes_over_a_changed_file(filled: Engine, data_dir: Path) -> None:
    path = data_dir / "directory" / "places.csv"
    path.write_text(f"{path.read_text()}Elend,38875,15085\n", encoding="utf-8")
    assert refresh_database(filled, data_dir) is True
    assert [place.text for place in read_knowledge(filled).places.find("Elend")] == ["Elend"]


def test_refresh_with_a_faulty_file_leaves_every_table_as_it_was(filled: Engine, data_dir: Path) -> None:
    before = rows(filled)
    damage(data_dir)
    with pytest.raises(ContentError):
        refresh_database(filled, data_dir)
    assert rows(filled) == before


def test_refresh_with_a_faulty_file_leaves_an_empty_database_empty(engine: Engine, data_dir: Path) -> None:
    migrate(engine)
    damage(data_dir)
    with pytest.raises(ContentError):
        refresh_database(engine, data_dir)
    assert not any(rows(engine).values())


def test_refresh_leaves_conversations_alone(filled: Engine, data_dir: Path) -> None:
    with Session(filled) as session, session.begin():
        session.add(conversations.Event(sender_id="a", type_name="user"))
    (data_dir / "phrases.yml").write_text("{}", encoding="utf-8")
    refresh_database(filled, data_dir)
    with Session(filled) as session:
        assert len(session.scalars(select(conversations.Event)).all()) == 1


def test_real_content_fits_the_columns_of_every_database(engine: Engine, content: Any) -> None:
    migrate(engine)
    refresh_database(engine, Path(__file__).parents[2] / "data")
    with Session(engine) as session:
        assert [s.id for s in read_services(session)] == [e.record.id for e in content.services]


@pytest.mark.parametrize("file", ["figures.yml", "directory/places.csv", "answers/hiring/costs.yml"])
def test_fingerprint_changes_with_every_file_of_the_content(data_dir: Path, file: str) -> None:
    before = content_fingerprint(data_dir)
    path = data_dir / file
    path.write_text(f"{path.read_text()}\n", encoding="utf-8")
    assert content_fingerprint(data_dir) != before


def test_fingerprint_changes_when_a_file_is_renamed(data_dir: Path) -> None:
    before = content_fingerprint(data_dir)
    (data_dir / "figures.yml").rename(data_dir / "numbers.yml")
    assert content_fingerprint(data_dir) != before


def test_fingerprint_ignores_training_sentences(data_dir: Path) -> None:
    before = content_fingerprint(data_dir)
    path = data_dir / "nlu" / "de" / "hiring.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump({"nlu": []}), encoding="utf-8")
    assert content_fingerprint(data_dir) == before


def test_sqlite_file_gets_its_folder(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new' / 'folder' / 'file.db'}")
    migrate(engine)
    assert (tmp_path / "new" / "folder" / "file.db").exists()
