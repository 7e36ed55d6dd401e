"""How the bot presents itself before anybody has written: its commands and descriptions in each language."""

from __future__ import annotations

import asyncio
import logging
from itertools import islice
from typing import Any

from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.bot import pauses
from bot.channels.telegram.texts import texts
from bot.knowledge.records import LANGUAGES

logger = logging.getLogger(__name__)

TRIES = 6
ANY_LANGUAGE = ""  # what people see whose language we do not speak


async def present(bot: ExtBot[Any]) -> None:
    """Set commands and descriptions; what Telegram refuses is logged and stays as it was."""
    for pause in islice(pauses(), TRIES):
        try:
            for language in (*LANGUAGES, ANY_LANGUAGE):
                await _present_in(bot, language)
        except TelegramError as error:
            logger.warning("Telegram: commands and descriptions not set (%s)", type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return


async def _present_in(bot: ExtBot[Any], language: str) -> None:
    own = texts(language or "en")
    code = language or None
    commands = [BotCommand(name, text) for name, text in own.commands.model_dump().items()]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
    await bot.set_my_description(own.description, language_code=code)
    await bot.set_my_short_description(own.short_description, language_code=code)
