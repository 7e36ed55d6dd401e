"""The real server, as people run it, with some directory entries that want to attack the reader."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from server.processes import running

from bot.settings import ROOT, read_settings
from bot.training import model_path

OPERATOR = "Fachkräftenetzwerk Musterregion\nMusterstraße 1, 39104 Magdeburg"
# in a service and in a place of which no other test asks
AUTHORITY = "Ausländerbehörde Burgenlandkreis (in der Migrationsagentur)"
HOSTILE_NAME = (
    'Amt <img src=x onerror="window.pwned=1"> <script>pwned=1</script> [hier](javascript:window.pwned=1)'
)
HOSTILE_PLACE = "Xssdorf<img src=x onerror=window.pwned=1>"


@dataclass(frozen=True)
class RealSite:
    """Where the server is, and its database."""

    url: str
    database: Path

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Return rows of the database."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()


def free_port() -> int:
    """Return a port that the system gives to nobody else for a while."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(folder: Path, origins: str) -> Iterator[RealSite]:
    """Run ``python -m bot serve`` with the newest trained model.

    Args:
        folder: for database, content and log.
        origins: other sites that may embed the chat.
    """
    port, database = free_port(), folder / "site.db"
    data = _hostile_content(folder / "data")
    environment = {
        "FACHLOTSE_PORT": str(port),
        "FACHLOTSE_DATA": str(data),
        "FACHLOTSE_MODELS": str(folder / "models"),
        "FACHLOTSE_ORIGINS": origins,
        "FACHLOTSE_OPERATOR": OPERATOR,
        "FACHLOTSE_TELEGRAM": "https://t.me/example_bot",
        "FACHLOTSE_LOG": "WARNING",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    _take_newest_model(environment)
    url = f"http://127.0.0.1:{port}"
    with running(["bot", "serve"], f"{url}/status", folder / "site.log", **environment):
        yield RealSite(url, database)


def _hostile_content(folder: Path) -> Path:
    """Return a copy of the content in which an authority and a village have hostile names."""
    shutil.copytree(ROOT / "data", folder)
    authorities = folder / "directory" / "services" / "foreigners_authority.yml"
    text = authorities.read_text("utf-8")
    assert f"name: {AUTHORITY}\n" in text, "choose another service to poison"
    authorities.write_text(text.replace(f"name: {AUTHORITY}\n", f"name: '{HOSTILE_NAME}'\n"), "utf-8")
    with (folder / "directory" / "places.csv").open("a", encoding="utf-8") as places:
        places.write(f"{HOSTILE_PLACE},06618,15084\n")
    return folder


def _take_newest_model(environment: dict[str, str]) -> None:
    """Offer the newest model as the one for this content: what it understands is not what is tested here."""
    models = Path(os.environ.get("FACHLOTSE_MODELS", ROOT / "models"))
    trained = sorted(models.glob("fachlotse-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not trained:
        pytest.fail("no trained model: run `make train` first, or leave out `-m trained`")
    wanted = model_path(read_settings(environment))
    wanted.parent.mkdir()
    wanted.symlink_to(trained[-1])
