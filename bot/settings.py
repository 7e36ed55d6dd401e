"""The only module that reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDERS = frozenset({"change-me", "changeme", "secret", "password", "test", "xxx"})
LEAST_SECRET = 32  # characters
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
    secret: str  # key of the hashes that stand for people
    operator: str  # who runs this, with address; empty: a copy for development
    origins: tuple[str, ...]  # other sites that may embed the chat
    telegram_token: str  # empty: no Telegram
    telegram_api: str  # base of Telegram's Bot API; empty: the official one
    telegram_pace: float  # seconds between two messages to a chat
    telegram_link: str  # link to the bot on the page; empty: none
    public_url: str  # where Telegram reaches us (webhook); empty: we ask Telegram (long polling)

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
        secret=_secret(environ.get("FACHLOTSE_SECRET", ""), environment),
        operator=environ.get("FACHLOTSE_OPERATOR", "").strip(),
        origins=tuple(
            _address("FACHLOTSE_ORIGINS", origin)
            for origin in environ.get("FACHLOTSE_ORIGINS", "").split(",")
            if origin.strip()
        ),
        telegram_token=environ.get("TELEGRAM_BOT_TOKEN", "").strip(),
        telegram_api=_address("TELEGRAM_API_URL", environ.get("TELEGRAM_API_URL", "")),
        telegram_pace=_seconds("TELEGRAM_PACE", environ.get("TELEGRAM_PACE", "1.05")),
        telegram_link=_address("FACHLOTSE_TELEGRAM", environ.get("FACHLOTSE_TELEGRAM", "")),
        public_url=_address("FACHLOTSE_PUBLIC_URL", environ.get("FACHLOTSE_PUBLIC_URL", "")),
    )


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return read_settings(os.environ)


def _number(name: str, text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingsError(f"{name}: must be a number from {least} to {most}")
    return int(text)


def _seconds(name: str, text: str) -> float:
    if not re.fullmatch(r"\d{1,2}(\.\d{1,3})?", text) or float(text) == 0:
        raise SettingsError(f"{name}: must be a number of seconds above 0, such as 1.05, got {text!r}")
    return float(text)


def _address(name: str, text: str) -> str:
    """Return a web address without the slash at its end; empty stays empty."""
    address = text.strip().rstrip("/")
    if address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
        raise SettingsError(f"{name}: must start with https:// (or http://), got {address!r}")
    return address


def _secret(text: str, environment: str) -> str:
    """Return the key of the hashes; outside development it must be a real one."""
    if environment == "development":
        return text or "development"
    if len(text) < LEAST_SECRET or text.lower() in PLACEHOLDERS:
        raise SettingsError(
            f"FACHLOTSE_SECRET: set a random text of at least {LEAST_SECRET} characters, "
            "for example from: openssl rand -base64 32"
        )
    return text


def _level(text: str) -> str:
    if text not in LOG_LEVELS:
        raise SettingsError(f"FACHLOTSE_LOG: must be one of {', '.join(LOG_LEVELS)}")
    return text


def _database_url(environ: Mapping[str, str], environment: str) -> str:
    """Return where the database is."""
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
