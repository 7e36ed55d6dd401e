"""Telegram for applicants, on python-telegram-bot; docs/telegram.md and docs/decisions/0011 say how it works."""

from __future__ import annotations

import logging

from rasa.core.channels.channel import InputChannel

from bot.settings import Settings

logger = logging.getLogger(__name__)


def telegram_channels(config: Settings) -> list[InputChannel]:
    """Return the channel to register; none without a token, which is said in the log."""
    if not config.telegram_token:
        logger.warning("Telegram is off: TELEGRAM_BOT_TOKEN is not set.")
        return []
    from bot.channels.telegram.channel import TelegramInput  # python-telegram-bot takes half a second

    return [TelegramInput(config)]
