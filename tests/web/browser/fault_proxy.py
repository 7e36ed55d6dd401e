"""A proxy between browser and server that fails in the ways in which networks and servers fail."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, web

MESSAGES, EVENTS, SESSIONS = "/chat/messages", "/chat/events", "/chat/sessions"
HOP_BY_HOP = {"connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"}

Forward = Callable[[], Awaitable[web.StreamResponse]]
Fault = Callable[[web.Request, Forward], Awaitable[web.StreamResponse]]
Edit = Callable[[bytes], bytes]  # an event as it goes over the wire


class FaultProxy:
    """Hands everything on, except where a fault waits for a path; each fault happens once."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._faults: dict[str, deque[Fault]] = {}
        self._streams: list[tuple[web.Request, web.StreamResponse]] = []
        self.is_down = False
        self.edit: Edit = lambda event: event
        self.requests: list[str] = []  # "POST /chat/messages"

    def fail(self, path: str, *faults: Fault) -> None:
        """Let the next requests for a path fail, each with one of the faults."""
        self._faults.setdefault(path, deque()).extend(faults)

    def go_down(self) -> None:
        """Break all connections and accept no new ones."""
        self.is_down = True
        self.cut_streams()

    def come_back(self) -> None:
        self.is_down = False

    def cut_streams(self) -> None:
        """Break the connections over which events come."""
        for request, _stream in self._streams:
            _break(request)

    async def inject(self, type_: str, data: str) -> None:
        """Send an event without id on all open streams, as if the server had."""
        for _request, stream in list(self._streams):
            await stream.write(f"event: {type_}\ndata: {data}\n\n".encode())

    async def reply(self, text: str, **custom: Any) -> None:
        """Send a reply that nobody asked for."""
        buttons = custom.pop("buttons", [])
        await self.inject(
            "reply", json.dumps({"text": text, "buttons": buttons, "custom": {"language": "de"} | custom})
        )

    async def reply_in_part(self) -> None:
        """Send the first half of a reply on all open streams."""
        for _request, stream in list(self._streams):
            await stream.write(b'event: reply\ndata: {"text": "half an ans')

    @asynccontextmanager
    async def running(self) -> AsyncIterator[FaultProxy]:
        """Run on a free port while the block runs; `url` says where."""
        app = web.Application()
        app.add_routes([web.route("*", "/{path:.*}", self._handle)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with ClientSession(auto_decompress=True) as self._client:
            try:
                yield self
            finally:
                self.cut_streams()
                await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        body = await request.read()

        async def forward() -> web.StreamResponse:
            return await self._forward(request, body)

        if self.is_down and request.path.startswith("/chat"):
            return await unreachable(request, forward)
        waiting = self._faults.get(request.path)
        return await (waiting.popleft()(request, forward) if waiting else forward())

    async def _forward(self, request: web.Request, body: bytes) -> web.StreamResponse:
        headers = {k: v for k, v in request.headers.items() if k.lower() not in HOP_BY_HOP}
        url = f"{self._upstream}{request.rel_url}"
        async with self._client.request(request.method, url, data=body, headers=headers) as answer:
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in HOP_BY_HOP}
            if answer.content_type != "text/event-stream":
                return web.Response(status=answer.status, body=await answer.read(), headers=kept)
            stream = web.StreamResponse(status=answer.status, headers=kept)
            await stream.prepare(request)
            self._streams.append((request, stream))
            try:
                async for event in _events(answer.content.iter_any()):
                    await stream.write(self.edit(event))
            except ConnectionError:
                pass  # the browser left, or we cut the line
            finally:
                self._streams.remove((request, stream))
            return stream


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield whole events, each with the blank line at its end."""
    rest = b""
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n\n")
        for event in whole:
            yield event + b"\n\n"


def _break(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def unreachable(request: web.Request, forward: Forward) -> web.StreamResponse:
    """Break the connection before the server hears anything."""
    _break(request)
    return web.Response()


async def lost_answer(request: web.Request, forward: Forward) -> web.StreamResponse:
    """Let the server hear it, and lose what it says."""
    await forward()
    return await unreachable(request, forward)


def status(code: int, **headers: str) -> Fault:
    """Answer with a status in place of the server; `Retry_After` becomes the header Retry-After."""

    async def answer(request: web.Request, forward: Forward) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"error": "test"}, status=code, headers=named)

    return answer


def held_until(released: asyncio.Event) -> Fault:
    """Hand a request on only when it is released: a network as slow as one likes."""

    async def wait(request: web.Request, forward: Forward) -> web.StreamResponse:
        await released.wait()
        return await forward()

    return wait
