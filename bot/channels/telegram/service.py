"""The Telegram channel as a whole, from its start to its stop."""

from __future__ import annotations

import asyncio
import logging
import time

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.answering import Answerer, Forget
from bot.channels.telegram.bot import make_bot, pauses
from bot.channels.telegram.chat_queues import ChatQueues
from bot.channels.telegram.identity import webhook_secret
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling import poll
from bot.channels.telegram.profile import present
from bot.channels.telegram.received import ALLOWED_UPDATES
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.tasks import Tasks
from bot.channels.turn import Handler
from bot.settings import Settings

logger = logging.getLogger(__name__)

GRACE_S = 5.0  # for messages under way when the server stops
HOUR_S = 3600
WEBHOOK_PATH = "/webhooks/telegram/webhook"


class TelegramService:
    """Runs from ``start`` to ``stop``. All methods belong to the event loop."""

    def __init__(self, config: Settings, engine: Engine, on_new_message: Handler, forget: Forget) -> None:
        """Use ``forget`` to delete the conversation that the assistant keeps."""
        self._config = config
        self._bot = make_bot(config)
        self._inbox = Inbox(engine)
        self._tasks = Tasks()
        sender = Sender(self._bot)
        self._queues = ChatQueues(Answerer(config, self._inbox, sender, on_new_message, forget).answer)
        self._intake = Intake(config.secret, self._inbox, self._queues, sender, self._tasks)
        self.is_running = False

    def start(self) -> None:
        """Begin; connecting goes on in the background, so that the rest of the server need not wait."""
        self._tasks.start(self._run())

    async def stop(self) -> None:
        """End; what is not answered yet stays in the inbox."""
        self.is_running = False
        await self._tasks.stop()
        await self._queues.stop(GRACE_S)
        await self._bot.shutdown()

    def take(self, update: Update) -> None:
        """Take an update; one that cannot be read counts as taken.

        Raises:
            SQLAlchemyError: it was not kept; Telegram must send it again.
        """
        try:
            self._intake.take(update)
        except SQLAlchemyError:
            raise
        except Exception as error:
            # one update that nobody foresaw must not keep all later ones waiting; what it holds is not logged
            logger.error("Telegram: ignored an update (%s)", type(error).__name__)

    async def _run(self) -> None:
        if not await self._connect():
            return
        await self._take_up()
        self.is_running = True
        self._tasks.start(present(self._bot))
        self._tasks.start(self._delete_on_time())
        if self._config.public_url:
            await self._ask_for_webhook()
        else:
            logger.warning("Telegram is on: long polling.")
            await poll(self._bot, self.take)

    async def _connect(self) -> bool:
        """Return whether Telegram knows our token; waits until Telegram can be reached."""
        for pause in pauses():
            try:
                await self._bot.initialize()
            except InvalidToken:
                logger.error(
                    "TELEGRAM_BOT_TOKEN: Telegram does not know this token, so Telegram stays off. "
                    "Copy it again from @BotFather and start anew."
                )
                return False
            except TelegramError as error:
                logger.warning("Telegram cannot be reached (%s); again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)
            else:
                break
        return True

    async def _take_up(self) -> None:
        """Go on with what was not answered before the last end."""
        for pause in pauses():
            try:
                pending = self._inbox.pending()
            except SQLAlchemyError as error:
                logger.warning("Telegram: the inbox cannot be read (%s)", type(error).__name__)
                await asyncio.sleep(pause)
            else:
                break
        for waiting in pending:
            self._queues.put(waiting)

    async def _ask_for_webhook(self) -> None:
        url = f"{self._config.public_url}{WEBHOOK_PATH}"
        secret = webhook_secret(self._config.secret)
        for pause in pauses():
            try:
                await self._bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)
            except TelegramError as error:
                logger.warning("Telegram: webhook not set (%s); again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)
            else:
                logger.warning("Telegram is on: it sends updates to %s", url)
                return

    async def _delete_on_time(self) -> None:
        """Delete old chats now and every hour."""
        while True:
            try:
                self._inbox.delete_older_than(self._config.keep_days, time.time())
            except SQLAlchemyError:
                logger.exception("old chats could not be deleted; trying again in an hour")
            await asyncio.sleep(HOUR_S)
