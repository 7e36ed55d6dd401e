"""The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDERS = frozenset({"change-me", "changeme", "secret", "password", "test", "xxx"})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Settings:
    """What may differ between machines; everything else is in files of the project."""

    environment: str  # development | production
    database_url: str
    host: str
    port: int
    data_dir: Path
    models_dir: Path
    log_level: str
    keep_days: int  # conversations are deleted this many days after their last message

    @property
    def is_production(self) -> bool:
        return self.environment == "production"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment.

    Raises:
        SettingsError: a value is malformed, or a secret is a placeholder outside development.
    """
    environment = environ.get("FACHLOTSE_ENV", "development")
    if environment not in ("development", "production"):
        raise SettingsError("FACHLOTSE_ENV: must be development or production")
    return Settings(
        environment=environment,
        database_url=_database_url(environ, environment),
        host=environ.get("FACHLOTSE_HOST", "127.0.0.1"),
        port=_number("FACHLOTSE_PORT", environ.get("FACHLOTSE_PORT", "5005"), 1, 65535),
        data_dir=Path(environ.get("FACHLOTSE_DATA", str(ROOT / "data"))),
        models_dir=Path(environ.get("FACHLOTSE_MODELS", str(ROOT / "models"))),
        keep_days=_number("FACHLOTSE_KEEP_DAYS", environ.get("FACHLOTSE_KEEP_DAYS", "30"), 1, 365),
        log_level=_level(environ.get("FACHLOTSE_LOG", "WARNING").upper()),
    )


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return read_settings(os.environ)


def _number(name: str, text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingsError(f"{name}: must be a number from {least} to {most}")
    return int(text)


def _level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise SettingsError(f"FACHLOTSE_LOG: must be one of {', '.join(LOG_LEVELS)}")
    return text


def _database_url(environ: Mapping[str, str], environment: str) -> str:
    """Return where the database is; its password is the only secret there is so far."""
    url = environ.get("DATABASE_URL")
    if not url:
        return f"sqlite:///{ROOT / '.local' / 'fachlotse.db'}"
    try:
        password = make_url(url).password
    except ArgumentError:
        raise SettingsError("DATABASE_URL: is no database URL, such as postgresql://user@host/name") from None
    if environment == "production" and str(password or "").lower() in PLACEHOLDERS:
        raise SettingsError("DATABASE_URL: the password is a placeholder; set a random one")
    return url
