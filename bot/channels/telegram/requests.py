"""How python-telegram-bot reaches Telegram: with aiohttp, which takes a third of the processor time of httpx."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

TIMEOUT_S = 10.0  # to connect, to read
POOL_TIMEOUT_S = 30.0  # for one of the connections
KEEP_OPEN_S = 60.0  # an idle connection; making one takes longer than a message


class AiohttpRequest(BaseRequest):
    """Sends forms, never files, over connections that stay open; use it from one event loop."""

    def __init__(self, connections: int) -> None:
        """Hold at most so many connections."""
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take."""
        return TIMEOUT_S

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_OPEN_S)
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=connector, headers=headers, trust_env=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body; errors name their type only, because the address holds the token.

        Raises:
            TimedOut: no connection or no answer in time.
            NetworkError: the connection failed or broke.
        """
        if self._session is None:
            raise RuntimeError("not initialised")
        timeout = aiohttp.ClientTimeout(
            connect=_seconds(pool_timeout, POOL_TIMEOUT_S),
            sock_connect=_seconds(connect_timeout, TIMEOUT_S),
            sock_read=_seconds(read_timeout, TIMEOUT_S),
        )
        form = request_data.json_parameters if request_data else None
        try:
            async with self._session.request(method, url, data=form, timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read JSON without logging what is none, as the library would."""
        try:
            body = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("no JSON") from None
        if not isinstance(body, dict):
            raise TelegramError("no JSON object")
        return body


def _seconds(wanted: Any, default: float) -> float | None:
    return default if wanted is BaseRequest.DEFAULT_NONE else wanted
