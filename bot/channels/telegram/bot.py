"""The client of Telegram's Bot API. What it received never gets into a log or an error of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from telegram import Update
from telegram.ext import ExtBot

from bot.channels.telegram.limits import SendingLimiter
from bot.channels.telegram.requests import AiohttpRequest
from bot.settings import Settings

API = "https://api.telegram.org"
POLL_S = 30  # a request for updates waits so long for one
CONNECTIONS = 64
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0

logger = logging.getLogger(__name__)


class _UpdatesRequest(AiohttpRequest):
    """Replaces updates that cannot be read by empty ones: the library would fetch and refuse them for ever."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        body = AiohttpRequest.parse_json_payload(payload)
        if isinstance(body.get("result"), list):
            body["result"] = list(_readable(body["result"]))
        return body


def _readable(updates: list[Any]) -> Iterator[dict[str, Any]]:
    for raw in updates:
        update = read_raw_update(raw)
        if update is not None:
            yield raw
        elif isinstance(raw, dict) and isinstance(raw.get("update_id"), int):
            yield {"update_id": raw["update_id"]}


def read_raw_update(raw: Any) -> Update | None:
    """Return an update; None for what is none, which is logged by its type only."""
    if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
        logger.warning("Telegram: ignored an update without number")
        return None
    try:
        return Update.de_json(raw, None)
    except Exception as error:  # whatever the library stumbles over
        kind = next((key for key in raw if key in Update.ALL_TYPES), "unknown")
        logger.warning("Telegram: ignored a malformed update (%s: %s)", kind, type(error).__name__)
        return None


def make_bot(config: Settings) -> ExtBot[Any]:
    """Return the client; it connects when it is initialised. From now on its libraries log next to nothing."""
    _silence_libraries()
    return ExtBot(
        config.telegram_token,
        base_url=f"{(config.telegram_api or API).removesuffix('/bot')}/bot",
        request=AiohttpRequest(CONNECTIONS),
        get_updates_request=_UpdatesRequest(1),
        rate_limiter=SendingLimiter(config.telegram_pace),
    )


def pauses() -> Iterator[float]:
    """Yield how long to wait before each further try, in seconds: longer each time, up to half a minute."""
    pause = FIRST_PAUSE_S
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE_S)


def _silence_libraries() -> None:
    """Keep the token, which is in every address, and the texts of people out of the log."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
