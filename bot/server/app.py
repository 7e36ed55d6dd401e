"""Start the server."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rasa.core.channels.channel import register
from rasa.core.lock_store import InMemoryLockStore
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.rest import ContractInput
from bot.conversations.store import ConversationStore
from bot.nlg.generator import ReplyGenerator
from bot.server.processor import DirectAgent, InProcessActions
from bot.settings import Settings, settings

logger = logging.getLogger(__name__)


def create_app(model: Path) -> Sanic:
    """Return the application: REST channel and health check; the model is loaded before it listens."""
    app = Sanic("fachlotse", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1024 * 1024
    app.config.FALLBACK_ERROR_FORMAT = "json"  # no stack trace, no HTML
    register([ContractInput()], app, route="/webhooks/")
    app.add_route(_status, "/status", methods=["GET"])
    app.register_listener(partial(_load, model), "before_server_start")
    return app


def serve(model: Path, config: Settings, announce: Callable[[str], None]) -> None:
    """Serve in the foreground until the process is stopped; announce the address once it answers."""
    app = create_app(model)

    async def say_address(_app: Sanic, _loop: object) -> None:
        announce(f"http://{config.host}:{config.port}")

    app.register_listener(say_address, "after_server_start")
    app.run(host=config.host, port=config.port, workers=1, access_log=False, motd=False)


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
    app.add_task(_delete_on_time(app.ctx.agent.tracker_store))


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
