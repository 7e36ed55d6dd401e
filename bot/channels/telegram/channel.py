"""The Telegram channel as Rasa's server knows it; in webhook mode the address that Telegram calls."""

from __future__ import annotations

import hmac
import logging
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.telegram.bot import read_raw_update
from bot.channels.telegram.identity import webhook_secret
from bot.channels.telegram.service import TelegramService
from bot.channels.turn import Handler
from bot.database import open_database
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


class TelegramInput(InputChannel):
    """Long polling, or ``POST /webhooks/telegram/webhook`` when a public address is set."""

    def __init__(self, config: Settings) -> None:
        self._config = config
        self._service: TelegramService | None = None

    @classmethod
    def name(cls) -> str:
        return "telegram"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        blueprint = Blueprint("telegram")

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _loop: Any) -> None:
            engine = open_database(self._config.database_url)
            store = app.ctx.agent.tracker_store
            self._service = TelegramService(self._config, engine, on_new_message, store.delete)
            self._service.start()

        @blueprint.listener("before_server_stop")
        async def stop(_app: Sanic, _loop: Any) -> None:
            if self._service is not None:
                await self._service.stop()

        if self._config.public_url:

            @blueprint.route("/webhook", methods=["POST"])
            async def receive(request: Request) -> HTTPResponse:
                return self._receive(request)

        return blueprint

    def _receive(self, request: Request) -> HTTPResponse:
        sent = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(sent, webhook_secret(self._config.secret).encode()):
            logger.warning("Telegram: refused an update without the right secret")
            return empty(403)
        if self._service is None or not self._service.is_running:
            return empty(503)  # Telegram comes again
        try:
            raw = request.json
        except (InvalidUsage, UnicodeDecodeError, RecursionError):
            logger.warning("Telegram: refused an update that is no JSON")
            return empty(400)
        update = read_raw_update(raw)
        if update is None:
            # authentic, but nothing that we can read: sent again it would hold up all others
            return empty(200 if isinstance(raw, dict) else 400)
        try:
            self._service.take(update)
        except SQLAlchemyError:
            logger.exception("Telegram: an update was not kept; Telegram sends it again")
            return empty(500)
        return empty(200)
