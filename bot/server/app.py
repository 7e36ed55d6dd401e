"""Start the server."""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rasa.core.channels.channel import InputChannel, register
from rasa.core.lock_store import InMemoryLockStore
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.rest import ContractInput
from bot.channels.telegram import telegram_channels
from bot.channels.web.channel import WebInput
from bot.conversations.store import ConversationStore
from bot.nlg.generator import ReplyGenerator
from bot.server.processor import DirectAgent, InProcessActions
from bot.settings import Settings, settings
from bot.web.pages import site_blueprint
from bot.web.site import read_site

OPEN_FILES = 4096  # every open chat is one; many systems begin with 1024

logger = logging.getLogger(__name__)


def create_app(model: Path) -> Sanic:
    """Return the application: channels, page and health check; the model is loaded before it listens."""
    config = settings()
    app = Sanic("fachlotse", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1024 * 1024
    app.config.FALLBACK_ERROR_FORMAT = "json"  # no stack trace, no HTML
    register(_channels(config), app, route="/webhooks/")
    app.blueprint(site_blueprint(config, partial(read_site, config)))
    app.add_route(_status, "/status", methods=["GET"])
    app.register_listener(partial(_load, model), "before_server_start")
    app.register_listener(_stop, "before_server_stop")
    return app


def _channels(config: Settings) -> list[InputChannel]:
    """Return the channels that the settings ask for."""
    return [ContractInput(), WebInput(config), *telegram_channels(config)]


def serve(model: Path, config: Settings, announce: Callable[[str], None]) -> None:
    """Serve in the foreground until the process is stopped; announce the address once it answers."""
    app = create_app(model)
    _allow_open_files()

    async def say_address(_app: Sanic, _loop: object) -> None:
        announce(f"http://{config.host}:{config.port}")

    app.register_listener(say_address, "after_server_start")
    app.run(host=config.host, port=config.port, workers=1, access_log=False, motd=False)


def _allow_open_files() -> None:
    """Raise the limit on open files as far as this process may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def create_agent(model: Path) -> DirectAgent:
    """Return Rasa's agent with everything it needs in this process."""
    agent = DirectAgent(
        generator=ReplyGenerator(),
        tracker_store=ConversationStore(),
        lock_store=InMemoryLockStore(),
        action_endpoint=InProcessActions(),
    )
    agent.load_model(model)
    return agent


async def _load(model: Path, app: Sanic, _loop: object) -> None:
    app.ctx.agent = create_agent(model)
    # what is loaded stays: the collector need not look at it again with every hundred messages
    gc.collect()
    gc.freeze()
    app.ctx.deletion = app.loop.create_task(_delete_on_time(app.ctx.agent.tracker_store))


async def _stop(app: Sanic, _loop: object) -> None:
    app.ctx.deletion.cancel()


async def _delete_on_time(store: ConversationStore) -> None:
    """Delete old conversations now and every hour."""
    while True:
        try:
            store.delete_older_than(settings().keep_days, time.time())
        except SQLAlchemyError:
            logger.exception("old conversations could not be deleted; trying again in an hour")
        await asyncio.sleep(3600)


async def _status(request: Request) -> HTTPResponse:
    """Say that the model is loaded; for health checks."""
    return json({"status": "ready"})
