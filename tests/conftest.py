"""Fixtures for all tests: the real content in a database of its own, and a real PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from knowledge.postgres_server import running_postgres
from sqlalchemy import Engine

from bot.database import open_database
from bot.knowledge.base import KnowledgeBase, knowledge_base
from bot.knowledge.content import Content, read_content
from bot.settings import ROOT, settings

# No deadline: a slow machine is no fault. The same examples in every run: a red build can be repeated.
hypothesis_settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Point everything that asks for the settings to a new SQLite file; never to the developer's."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'tests.db'}"
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = url
    settings.cache_clear()
    yield url
    if before is None:
        del os.environ["DATABASE_URL"]
    else:
        os.environ["DATABASE_URL"] = before
    settings.cache_clear()


@pytest.fixture(scope="session")
def knowledge(own_database: str) -> KnowledgeBase:
    """Return the knowledge base of the real content, loaded once."""
    return knowledge_base()


@pytest.fixture(scope="session")
def content() -> Content:
    """Return the real content as it is read from its files."""
    return read_content(ROOT / "data")


@pytest.fixture(scope="session")
def new_postgresql() -> Iterator[Callable[[], str]]:
    """Run a PostgreSQL server; the value makes an empty database and returns its URL."""
    with running_postgres() as server:
        yield server.new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, once on each system that we support."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("new_postgresql")()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on an empty database."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()
