"""Sends messages until Telegram has them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from html import unescape
from re import sub
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.bot import pauses
from bot.channels.telegram.rendering import Outgoing
from bot.errors import FachlotseError

logger = logging.getLogger(__name__)

NOTHING_THERE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
TYPING_TIMEOUT_S = 2.0  # it is only a courtesy
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class ChatGoneError(FachlotseError):
    """The bot was blocked, or the account or chat was deleted: nothing can be sent any more."""


class Sender:
    """Speaks to chats."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot

    async def send(self, chat_id: int, message: Outgoing, reply_to: int | None = None) -> None:
        """Send a message, again and again when the network or Telegram fails.

        Raises:
            ChatGoneError: nobody is there.
        """
        waits = pauses()
        is_plain = False
        while True:
            try:
                await self._send(chat_id, message, reply_to, is_plain)
            except (Forbidden, ChatMigrated):
                raise ChatGoneError("the chat is gone") from None
            except BadRequest as error:
                if any(reason in error.message.lower() for reason in NOTHING_THERE):
                    raise ChatGoneError("the chat is gone") from None
                logger.error("Telegram: refused a message%s", " even without formatting" * is_plain)
                if is_plain:
                    return
                is_plain, message = True, _without_formatting(message)
            except TelegramError as error:
                pause = next(waits)
                logger.warning("Telegram: not sent (%s); again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)
            else:
                return

    async def _send(self, chat_id: int, message: Outgoing, reply_to: int | None, is_plain: bool) -> None:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        await self._bot.send_message(
            chat_id,
            message.html,
            parse_mode=None if is_plain else ParseMode.HTML,
            reply_markup=_markup(message),
            reply_parameters=reply,
            link_preview_options=NO_PREVIEW,
        )

    async def show_typing(self, chat_id: int) -> None:
        """Show that an answer is on its way; when that fails, nobody misses it."""
        try:
            await self._bot.send_chat_action(
                chat_id, ChatAction.TYPING, read_timeout=TYPING_TIMEOUT_S, connect_timeout=TYPING_TIMEOUT_S
            )
        except TelegramError as error:
            logger.info("Telegram: typing was not shown (%s)", type(error).__name__)

    async def confirm_button(self, query_id: str) -> None:
        """Stop the clock that Telegram shows on a button; after a while Telegram does so itself."""
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            logger.info("Telegram: a button was not confirmed (%s)", type(error).__name__)

    async def leave(self, chat_id: int, farewell: Outgoing | None) -> None:
        """Leave a group or channel; say why where we may."""
        try:
            if farewell is not None:
                await self._send(chat_id, farewell, None, is_plain=False)
        except TelegramError as error:
            logger.info("Telegram: could not say goodbye to a group (%s)", type(error).__name__)
        try:
            await self._bot.leave_chat(chat_id)
        except TelegramError as error:
            logger.info("Telegram: could not leave a group (%s)", type(error).__name__)


def _markup(message: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if message.keyboard:
        return InlineKeyboardMarkup(
            [
                [InlineKeyboardButton(key["text"], callback_data=key["data"]) for key in row]
                for row in message.keyboard
            ]
        )
    if message.share_location:
        button = KeyboardButton(message.share_location, request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove()  # who typed the place would keep the button for ever


def _without_formatting(message: Outgoing) -> Outgoing:
    return replace(message, html=unescape(sub(r"<[^>]*>", "", message.html)), keyboard=[])
