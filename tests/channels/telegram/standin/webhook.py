"""Telegram's side of a webhook: it posts updates, in order within a chat, and again until they are taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp

from .methods import Methods
from .parameters import Parameters
from .updates import Update, kind_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 2.0


@dataclass
class WebhookPlayer:
    """Posts what waits in the queue while a webhook is set."""

    methods: Methods
    changed: Callable[[], None]
    statuses: list[tuple[int, int]] = field(default_factory=list)  # (update id, status; 0: no answer)
    _lanes: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _repeated: set[asyncio.Task[int]] = field(default_factory=set)

    async def run(self) -> None:
        """Play until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                if self.methods.webhook.url:
                    self._start_lanes(session)
                await self.methods.queue.arrival(0.2)

    def _start_lanes(self, session: aiohttp.ClientSession) -> None:
        """Let every chat with updates that wait have its own lane."""
        self._repeat(session)
        for key in {_chat_of(update) for update in self.methods.queue.waiting}:
            if key not in self._lanes and len(self._lanes) < self.methods.webhook.connections:
                self._lanes[key] = asyncio.create_task(self._lane(session, key))
                self._lanes[key].add_done_callback(partial(self._lane_ended, key))

    def _repeat(self, session: aiohttp.ClientSession) -> None:
        """Post what was taken before once more; it has no place in a lane."""
        again, self.methods.queue.again = self.methods.queue.again, []
        for update in again:
            task = asyncio.create_task(self._post(session, update))
            self._repeated.add(task)
            task.add_done_callback(self._repeated.discard)

    def _lane_ended(self, key: int, _lane: asyncio.Task[None]) -> None:
        del self._lanes[key]
        self.methods.queue.wake()

    async def _lane(self, session: aiohttp.ClientSession, key: int) -> None:
        pause_s, queue = FIRST_PAUSE_S, self.methods.queue
        while self.methods.webhook.url and (update := next(self._of(key), None)):
            if 200 <= await self._post(session, update) < 300:
                pause_s = FIRST_PAUSE_S
                if update in queue.waiting:
                    queue.waiting.remove(update)
                self.changed()
            else:
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    def _of(self, key: int) -> Iterator[Update]:
        return (update for update in self.methods.queue.waiting if _chat_of(update) == key)

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> int:
        """Return the status of the bot's answer; a method in its body is performed."""
        webhook = self.methods.webhook
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                status, body = response.status, await response.text()
        except (TimeoutError, aiohttp.ClientError):
            status, body = 0, ""
        self.statuses.append((update["update_id"], status))
        self._perform(body)
        self.changed()
        return status

    def _perform(self, body: str) -> None:
        """Perform the call that an answer may hold."""
        try:
            call = json.loads(body)
        except ValueError:
            return
        if isinstance(call, dict) and "method" in call:
            self.methods.perform(call["method"], Parameters(call))


def _chat_of(update: Update) -> int:
    """Return the chat or person that an update is about; updates of one are posted one after the other."""
    content: Any = update.get(kind_of(update)) or {}
    message = content.get("message") or content
    chat = message.get("chat") or content.get("from") or content.get("user") or {}
    return int(chat.get("id", 0))
