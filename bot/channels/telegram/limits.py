"""What Telegram allows us to send, and what we let one chat send us."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.ext import AIORateLimiter

# Telegram allows about 30 messages a second in all and 1 in a chat. Ours go out evenly, a little slower: a network that
# delivers two of them closer together would otherwise make one too many.
ALL_S = 1 / 28
RETRIES = 5  # of a message that Telegram refused with the time to wait
MESSAGES = 20  # of one chat in ...
WINDOW_S = 60.0
KNOWN_CHATS = 5_000


class SendingLimiter(AIORateLimiter):
    """Adds to python-telegram-bot's limiter the limit of a private chat; what is no message need not wait."""

    def __init__(self, chat_s: float) -> None:
        """Leave so many seconds between two messages to a chat."""
        self._chat_s = chat_s
        super().__init__(overall_max_rate=1, overall_time_period=ALL_S, max_retries=RETRIES)
        self._chats: OrderedDict[int, AsyncLimiter] = OrderedDict()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        if endpoint != "sendMessage":
            return await callback(*args, **kwargs)
        async with self._limiter_of(data["chat_id"]):
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def _limiter_of(self, chat_id: int) -> AsyncLimiter:
        limiter = self._chats.setdefault(chat_id, AsyncLimiter(1, self._chat_s))
        self._chats.move_to_end(chat_id)
        if len(self._chats) > KNOWN_CHATS:
            self._chats.popitem(last=False)
        return limiter


class FloodGuard:
    """Counts the messages of each chat by when they were sent: those of a day that we were away are no flood."""

    def __init__(self, messages: int = MESSAGES, window_s: float = WINDOW_S) -> None:
        self._messages = messages
        self._window_s = window_s
        self._chats: OrderedDict[str, deque[float]] = OrderedDict()

    def is_flood(self, conversation: str, sent_at: float) -> bool:
        """Return whether a message is one too many."""
        times = self._chats.setdefault(conversation, deque(maxlen=self._messages))
        self._chats.move_to_end(conversation)
        if len(self._chats) > KNOWN_CHATS:
            self._chats.popitem(last=False)
        if len(times) == self._messages and sent_at - times[0] < self._window_s:
            return True
        times.append(sent_at)
        return False
