"""Takes updates in: which of them are answered, and with what."""

from __future__ import annotations

import time
from dataclasses import replace

from telegram import Chat, Update

from bot.channels.telegram.chat_queues import ChatQueues
from bot.channels.telegram.groups import Groups
from bot.channels.telegram.identity import conversation_of
from bot.channels.telegram.inbox import Inbox, Waiting
from bot.channels.telegram.limits import KNOWN_CHATS, FloodGuard
from bot.channels.telegram.positions import district_at, known_positions
from bot.channels.telegram.received import Received, chat_of, read_update
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.tasks import Tasks

TOO_OLD_S = 12 * 3600  # who asked in the evening still gets an answer in the morning
FLOOD = "flood"


class Intake:
    """Keeps updates in the inbox and hands them to the queue of their chat."""

    def __init__(self, secret: str, inbox: Inbox, queues: ChatQueues, sender: Sender, tasks: Tasks) -> None:
        """Use ``secret`` as the key of the hashes that stand for chats."""
        self._secret = secret
        self._inbox = inbox
        self._queues = queues
        self._sender = sender
        self._tasks = tasks
        self._groups = Groups(sender)
        self._guard = FloodGuard()
        self._last_of_flood: dict[str, Waiting] = {}

    def take(self, update: Update) -> None:
        """Keep an update and have it answered; once this returns, the update cannot be lost.

        Raises:
            SQLAlchemyError: it was not kept; Telegram must send it again.
        """
        chat = chat_of(update)
        if chat is None:
            return
        if chat.type != Chat.PRIVATE:
            self._tasks.start(self._groups.leave(update, chat))
            return
        received = read_update(update, _district_at)
        if received is not None:
            self._keep(received)
        if update.callback_query is not None:
            self._tasks.start(self._sender.confirm_button(update.callback_query.id))

    def _keep(self, received: Received) -> None:
        now = time.time()
        conversation = conversation_of(received.chat_id, self._secret)
        wanted = self._judged(received, conversation, now)
        waiting = self._inbox.add(wanted, conversation, now)
        if waiting is None:
            return
        if waiting.kind != "turn":  # to forget, or nobody there
            self._queues.drop(conversation)
        if waiting.notice == FLOOD:
            self._replace_last_of_flood(waiting)
        self._queues.put(waiting)

    def _judged(self, received: Received, conversation: str, now: float) -> Received:
        """Return the update as it is answered: one too old gets an apology, one too many a word before the answer."""
        if received.kind != "turn":
            return received
        sent_at = received.sent_at or now
        if now - sent_at > TOO_OLD_S:
            return replace(received, notice="late", text="")
        return replace(received, notice=FLOOD) if self._guard.is_flood(conversation, sent_at) else received

    def _replace_last_of_flood(self, waiting: Waiting) -> None:
        """Of the messages that are too many, only the last one is answered; the queue stays short."""
        before = self._last_of_flood.get(waiting.conversation)
        if before is not None and self._queues.withdraw(before):
            self._inbox.finish(before)
        if len(self._last_of_flood) >= KNOWN_CHATS:
            self._last_of_flood.clear()
        self._last_of_flood[waiting.conversation] = waiting


def _district_at(latitude: float, longitude: float) -> str | None:
    return district_at(latitude, longitude, known_positions())
