"""Asks Telegram for updates: long polling, which works behind any firewall."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.bot import POLL_S, pauses
from bot.channels.telegram.received import ALLOWED_UPDATES

logger = logging.getLogger(__name__)


async def poll(bot: ExtBot[Any], take: Callable[[Update], None]) -> None:
    """Ask for ever. Asking for the next updates confirms the last ones, so ``take`` has to keep them before."""
    offset, waits, has_webhook = 0, pauses(), True
    while True:
        try:
            if has_webhook:
                has_webhook = not await bot.delete_webhook()
            updates = await bot.get_updates(offset=offset, timeout=POLL_S, allowed_updates=ALLOWED_UPDATES)
            for update in sorted(updates, key=lambda u: u.update_id):
                take(update)
        except (TelegramError, SQLAlchemyError) as error:
            pause = next(waits)
            _say_failed(error, pause)
            await asyncio.sleep(pause)
        else:
            waits = pauses()
            # after nothing new start from the front: after a silent week Telegram numbers anew
            offset = max((update.update_id + 1 for update in updates), default=0)


def _say_failed(error: Exception, pause: float) -> None:
    if isinstance(error, Conflict):
        logger.error("Telegram: another process asks for the updates of this bot; stop one of them")
    elif isinstance(error, InvalidToken):
        logger.error("TELEGRAM_BOT_TOKEN: Telegram no longer knows this token; set the new one, start anew")
    else:
        logger.warning("Telegram: no updates (%s); again in %s s", type(error).__name__, pause)
