"""One queue per chat: its updates are answered one after the other, and no chat waits for another."""

from __future__ import annotations

import asyncio
import logging
from bisect import insort
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.telegram.bot import pauses
from bot.channels.telegram.inbox import Waiting

logger = logging.getLogger(__name__)


class ChatQueues:
    """Answers updates. All methods belong to the event loop."""

    def __init__(self, answer: Callable[[Waiting], Awaitable[None]]) -> None:
        self._answer = answer
        self._waiting: dict[str, list[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def put(self, waiting: Waiting) -> None:
        """Have an update answered after the earlier ones of its chat, even if those come in later."""
        queue = self._waiting.get(waiting.conversation)
        if queue is not None:
            insort(queue, waiting, key=lambda w: w.update_id)
            return
        self._waiting[waiting.conversation] = [waiting]
        task = asyncio.create_task(self._work(waiting.conversation))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def withdraw(self, waiting: Waiting) -> bool:
        """Take an update out of its queue; False when its answer has begun."""
        queue = self._waiting.get(waiting.conversation, [])
        if waiting not in queue:
            return False
        queue.remove(waiting)
        return True

    def drop(self, conversation: str) -> None:
        """Answer none of a conversation's updates that still wait; the one that is being answered goes on."""
        if conversation in self._waiting:
            self._waiting[conversation].clear()

    async def stop(self, grace_s: float) -> None:
        """Finish what is being answered now, for so long; the rest is in the inbox."""
        self._stopping = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, conversation: str) -> None:
        queue = self._waiting[conversation]
        while queue and not self._stopping:
            await self._answer_surely(queue.pop(0))
        del self._waiting[conversation]

    async def _answer_surely(self, waiting: Waiting) -> None:
        """Answer an update; again after a while when the database failed."""
        for pause in pauses():
            try:
                await self._answer(waiting)
            except SQLAlchemyError:
                logger.exception("Telegram: the database failed; again in %s s", pause)
            except Exception:
                logger.exception("Telegram: an update could not be answered")
                return
            else:
                return
            if self._stopping:
                return
            await asyncio.sleep(pause)
