"""The only module that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDERS = frozenset({"", "change-me", "changeme", "secret", "password", "test", "xxx"})
MIN_SECRET_LENGTH = 16


@dataclass(frozen=True)
class Settings:
    """What may differ between machines; everything else is in files of the project."""

    environment: str  # development | production
    database_url: str
    host: str
    port: int
    data_dir: Path
    models_dir: Path
    api_token: str | None  # opens Rasa's HTTP API; closed when not set
    log_level: str

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
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{ROOT / '.local' / 'fachlotse.db'}",
        host=environ.get("FACHLOTSE_HOST", "127.0.0.1"),
        port=_port(environ.get("FACHLOTSE_PORT", "5005")),
        data_dir=Path(environ.get("FACHLOTSE_DATA", str(ROOT / "data"))),
        models_dir=Path(environ.get("FACHLOTSE_MODELS", str(ROOT / "models"))),
        api_token=_secret("FACHLOTSE_API_TOKEN", environ, environment),
        log_level=environ.get("FACHLOTSE_LOG", "WARNING").upper(),
    )


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return read_settings(os.environ)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingsError("FACHLOTSE_PORT: must be a number from 1 to 65535")
    return int(text)


def _secret(name: str, environ: Mapping[str, str], environment: str) -> str | None:
    if name not in environ:
        return None
    value = environ[name]
    weak = value.lower() in PLACEHOLDERS or len(value) < MIN_SECRET_LENGTH
    if weak and environment == "production":
        raise SettingsError(
            f"{name}: is a placeholder or shorter than {MIN_SECRET_LENGTH} characters; "
            "set a random value or leave it out"
        )
    return value or None
