"""The HTTP side: calls come in, faults go wrong, long polls wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from .errors import ApiError, too_many_requests
from .faults import GATEWAY_PAGE, HALF_JSON, LONGEST_HANG_S, Fault, Script
from .methods import Methods
from .parameters import Parameters

MAX_POLL_S = 50
MAX_UPDATES = 100


class ApiServer:
    """Answers ``/bot<token>/<method>`` as the Bot API does.

    Args:
        changed: called after everything that may have changed what people see.
    """

    def __init__(self, token: str, methods: Methods, script: Script, changed: Callable[[], None]) -> None:
        self._token = token
        self._methods = methods
        self._script = script
        self._changed = changed
        self._poll: object = None  # the newest long poll; an older one is ended with 409
        self.polls = 0
        self.arrivals: list[tuple[float, str, int | None]] = []  # (monotonic, method, chat) of every call
        self.downloads: list[str] = []  # paths of files that were asked for

    def app(self) -> web.Application:
        app = web.Application(client_max_size=1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_route("*", "/file/{path:.*}", self._file)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        arrived = time.monotonic()
        token, method = request.match_info["token"], request.match_info["method"]
        if token != self._token:
            malformed = ":" not in token
            error = ApiError(404, "Not Found") if malformed else ApiError(401, "Unauthorized")
            return _refused(error)
        parameters = await Parameters.of(request)
        self._methods.calls[method] += 1
        self.arrivals.append((arrived, method, parameters.chat_id))
        fault = self._script.next(method, parameters.chat_id)
        if fault is not None:
            return await self._go_wrong(fault, request, method, parameters)
        try:
            return web.json_response({"ok": True, "result": await self._result(method, parameters)})
        except ApiError as error:
            return _refused(error)
        finally:
            self._changed()

    async def _result(self, method: str, parameters: Parameters) -> Any:
        if method.lower() == "getupdates":
            return await self._updates(parameters)
        return self._methods.perform(method, parameters)

    async def _updates(self, parameters: Parameters) -> list[dict[str, Any]]:
        """Wait for updates, as long as the bot asked for."""
        if self._methods.webhook.url:
            raise ApiError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        queue = self._methods.queue
        queue.ask_for(parameters.structure("allowed_updates"))
        queue.confirm(parameters.number("offset", 0))
        self._changed()
        poll = self._poll = object()
        self.polls += 1
        queue.wake()  # ends an older poll
        deadline = time.monotonic() + min(parameters.number("timeout", 0), MAX_POLL_S)
        while not queue.has_any and time.monotonic() < deadline:
            await queue.arrival(deadline - time.monotonic())
            if self._poll is not poll:
                raise ApiError(409, "Conflict: terminated by other getUpdates request")
            if self._methods.webhook.url:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
        return queue.take(min(max(parameters.number("limit", MAX_UPDATES), 1), MAX_UPDATES))

    async def _go_wrong(
        self, fault: Fault, request: web.Request, method: str, parameters: Parameters
    ) -> web.StreamResponse:
        if fault.done:
            await self._result(method, parameters)
            self._changed()
        if fault.how == "too_many":
            return _refused(too_many_requests(fault.retry_after))
        if fault.how == "refuse":
            return _refused(ApiError(fault.code, fault.description))
        if fault.how == "status":
            return web.Response(status=fault.code, body=GATEWAY_PAGE, content_type="text/html")
        if fault.how == "hang":
            await asyncio.sleep(LONGEST_HANG_S)  # cancelled when the client goes away
        if fault.how == "drop" and request.transport is not None:
            request.transport.abort()
        body = HALF_JSON if fault.how == "broken_json" else b""
        return web.Response(body=body, content_type="application/json")

    async def _file(self, request: web.Request) -> web.Response:
        self.downloads.append(request.path)
        self._changed()
        return web.Response(body=b"a file")


def _refused(error: ApiError) -> web.Response:
    headers = {} if error.retry_after is None else {"Retry-After": f"{error.retry_after:g}"}
    return web.json_response(error.body(), status=error.code, headers=headers)
