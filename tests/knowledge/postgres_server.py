"""A PostgreSQL server for the time of a test run, from the binaries of the package ``pgserver``.

The package's own ``get_server`` adds a user to the machine and opens folders when it is run by root, so we start
the binaries ourselves: PostgreSQL refuses root, hence as ``nobody`` then.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

UNPRIVILEGED = "nobody"


class PostgresServer:
    """A running server that hands out empty databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test_{next(self._numbers)}"
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self._url(name)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg2://postgres@/{database}?host={self._folder}"


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Start a server that listens on a socket only; stop it and remove its files at the end."""
    # Not in pytest's folder: only its owner may enter that, and the path of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        # fast rather than safe: nobody needs the data after a crash
        _run(
            folder, "initdb", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-U", "postgres"
        )
        options = f"-F -h '' -k {folder}"
        _run(folder, "pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield PostgresServer(folder)
        finally:
            _run(folder, "pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, program: str, *arguments: str) -> None:
    package = importlib.util.find_spec("pgserver")
    assert package is not None, "pgserver is not installed: make install"
    assert package.origin is not None
    binary = Path(package.origin).parent / "pginstall" / "bin" / program
    command = [str(binary), "-D", str(folder / "data"), *arguments]
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    # into a file: a pipe would stay open as long as the server lives
    with (folder / "output").open("a+") as output:
        done = subprocess.run(command, user=user, cwd=folder, stdout=output, stderr=output, check=False)  # noqa: S603
        output.seek(0)
        assert done.returncode == 0, f"{program}: {output.read()}"
