"""The web chat as a channel of Rasa, under ``/chat``; the reasons are in docs/decisions/0009-web-channel.md."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channels.turn import Handler
from bot.channels.web.conversations import Conversations, Limits, PushOutput, Store
from bot.channels.web.cors import allow_origin
from bot.channels.web.handlers import Handlers, translated
from bot.channels.web.printing import PdfPrinter
from bot.channels.web.resources import Resources
from bot.channels.web.sessions import Sessions
from bot.settings import Settings, settings

DAY_S = 86_400
TRIM_EVERY_S = 30


class WebInput(InputChannel):
    """Typed messages come by POST, replies go out as server-sent events as soon as they are said."""

    def __init__(self, config: Settings, limits: Limits | None = None) -> None:
        self._config = config
        self._limits = limits or Limits()
        self._app: Sanic | None = None
        self._conversations: Conversations | None = None

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        return cls(settings())

    def url_prefix(self) -> str:
        return "/chat"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes of the protocol, and what runs beside them."""
        resources = Resources(self._config.database_url, self._config.data_dir)
        self._conversations = conversations = Conversations(on_new_message, self._store, self._limits)
        sessions = Sessions(self._config.secret, self._config.keep_days * DAY_S)
        chat = Blueprint("web_chat")
        _add_routes(chat, Handlers(sessions, conversations, resources, PdfPrinter()))

        @chat.listener("before_server_start")
        async def prepare(app: Sanic, _loop: object) -> None:
            self._app = app
            resources.load()
            self._trimming = asyncio.create_task(_trim_regularly(conversations))

        @chat.listener("before_server_stop")
        async def stop(_app: Sanic, _loop: object) -> None:
            self._trimming.cancel()
            await conversations.stop()

        @chat.middleware("response")
        async def add_headers(request: Request, response: HTTPResponse) -> None:
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Content-Type-Options"] = "nosniff"
            allow_origin(request, response, self._config.origins)

        return chat

    def get_output_channel(self) -> OutputChannel | None:
        """Return what sends messages outside of a turn; None before there are routes."""
        return PushOutput(self._conversations) if self._conversations is not None else None

    def _store(self) -> Store:
        """Return the store of the agent, which is loaded when the server starts."""
        if self._app is None:
            raise RuntimeError("the server has not started")
        store: Store = self._app.ctx.agent.tracker_store
        return store


def _add_routes(chat: Blueprint, handlers: Handlers) -> None:
    routes = {
        "/sessions": {"POST": handlers.begin, "DELETE": handlers.forget},
        "/messages": {"POST": handlers.say},
        "/events": {"GET": handlers.events},
        "/places": {"GET": handlers.places},
        "/districts": {"GET": handlers.districts},
        "/pdf": {"POST": handlers.pdf},
        "/feedback": {"POST": handlers.feedback},
    }
    for path, methods in routes.items():
        for method, handler in methods.items():
            chat.add_route(translated(handler), path, methods=[method])
        chat.add_route(_preflight, path, methods=["OPTIONS"], name=f"preflight_{path[1:]}")


async def _preflight(request: Request) -> HTTPResponse:
    """Answer a browser that asks whether another site may call; the headers say it."""
    return empty()


async def _trim_regularly(conversations: Conversations) -> None:
    while True:
        await asyncio.sleep(TRIM_EVERY_S)
        conversations.trim(time.monotonic())
