"""A real server with the web chat, an assistant that does as it is told, and browsers that talk to it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import socket
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import aiohttp
from rasa.core.channels.channel import UserMessage, register
from sanic import Sanic

from bot.channels.web.channel import WebInput
from bot.channels.web.conversations import Limits
from bot.contract import Custom, Reply
from bot.settings import Settings, settings

ORIGIN = "https://kammer.example"
TIMEOUT_S = 20  # for what should take milliseconds: then something is broken
Sanic.test_mode = True  # several servers in one process
_names = itertools.count()


def reply(text: str, act: str = "answer", **custom: Any) -> dict[str, Any]:
    """Return a message as the assistant sends it."""
    if act == "answer":
        custom = {"topic": "hiring/costs", "confidence": 0.9, **custom}
    return Reply(text=text, custom=Custom(act=act, language="de", **custom)).as_rasa()  # type: ignore[arg-type]


class Memory:
    """Stands for the tracker store: who has talked, and the slots that were set for them."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}

    async def retrieve(self, sender_id: str) -> Any:
        return self.people.get(sender_id)

    async def delete(self, sender_id: str) -> None:
        self.people.pop(sender_id, None)

    async def get_or_create_tracker(self, sender_id: str) -> Any:
        events: list[Any] = []
        return SimpleNamespace(sender_id=sender_id, events=events, update=events.append)

    async def save(self, tracker: Any) -> None:
        self.people[tracker.sender_id] = {event.key: event.value for event in tracker.events}


class Assistant:
    """Stands for Rasa: echoes what it gets; some messages make it behave in another way."""

    def __init__(self, memory: Memory) -> None:
        self.heard: list[UserMessage] = []
        self.at_once = 0
        self.most_at_once = 0
        self.go_on = asyncio.Event()  # a "slow" turn waits for it between its two replies
        self._memory = memory

    async def handle(self, message: UserMessage) -> None:
        self.heard.append(message)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            await self._answer(message)
        finally:
            self.at_once -= 1

    async def _answer(self, message: UserMessage) -> None:
        text = message.text or ""
        self._memory.people.setdefault(message.sender_id, {})
        send = message.output_channel.send_response
        if text.startswith("crash"):
            raise RuntimeError("broken on purpose")
        if text.startswith("silent"):
            return
        if text.startswith("slow"):
            await send(message.sender_id, reply("first"))
            await self.go_on.wait()
        if text.startswith("delete"):
            await self._memory.delete(message.sender_id)
            await send(message.sender_id, reply("deleted", act="delete_data"))
            return
        await send(message.sender_id, reply(f"echo {text}"))

    def texts(self) -> list[str]:
        return [message.text or "" for message in self.heard]


@dataclass(frozen=True)
class Event:
    """A server-sent event as a browser gets it."""

    type: str
    data: dict[str, Any]
    id: int | None = None


@dataclass
class Listener:
    """An open stream."""

    response: aiohttp.ClientResponse
    seen: list[Event] = field(default_factory=list)

    async def next(self) -> Event | None:
        """Return the next event; None at the end of the stream."""
        while True:
            block = await self._block()
            if block is None:
                return None
            fields = dict(line.split(": ", 1) for line in block if not line.startswith(":"))
            if fields:
                number = int(fields["id"]) if "id" in fields else None
                event = Event(fields["event"], json.loads(fields["data"]), number)
                self.seen.append(event)
                return event

    async def _block(self) -> list[str] | None:
        lines: list[str] = []
        while line := (await self.response.content.readline()).decode():
            if line == "\n":
                return lines
            lines.append(line.rstrip("\n"))
        return None

    async def until(self, type_: str, count: int = 1) -> list[Event]:
        """Return the kept events up to so many of a type."""
        events: list[Event] = []
        async with asyncio.timeout(TIMEOUT_S):
            while sum(event.type == type_ for event in events) < count:
                event = await self.next()
                if event is None:
                    raise AssertionError(f"the stream ended after {events}")
                events.append(event)
        return [event for event in events if event.id is not None or event.type == type_]

    async def rest(self) -> list[Event]:
        """Return what still comes until the server ends the stream."""
        events: list[Event] = []
        async with asyncio.timeout(TIMEOUT_S):
            while event := await self.next():
                events.append(event)
        return events


class Browser:
    """One person with a session."""

    def __init__(self, http: aiohttp.ClientSession, session: str = "") -> None:
        self.http = http
        self.session = session

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session}"} if self.session else {}

    async def begin(self, **body: Any) -> None:
        async with self.http.post("/chat/sessions", json=body) as response:
            assert response.status == 201
            self.session = (await response.json())["session"]

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """Return status and JSON (None: no body) of a request with the session."""
        async with self.http.request(method, path, headers=self.headers, **options) as response:
            body = await response.read()
            return response.status, json.loads(body) if body else None

    async def say(self, text: str, message_id: str = "", **more: Any) -> str:
        """Send a message that is accepted; return its id."""
        message_id = message_id or str(uuid.uuid4())
        body = {"id": message_id, "text": text, "language": "de", **more}
        assert await self.ask("POST", "/chat/messages", json=body) == (202, {"id": message_id})
        return message_id

    @contextlib.asynccontextmanager
    async def listen(self, last_id: int = 0) -> AsyncIterator[Listener]:
        headers = self.headers | {"Last-Event-ID": str(last_id)}
        async with self.http.get("/chat/events", headers=headers) as response:
            assert response.status == 200
            yield Listener(response)

    async def heard(self, turns: int = 1) -> list[Event]:
        """Return everything that is kept, up to the end of so many turns."""
        async with self.listen() as listener:
            return await listener.until("done", turns)


@dataclass
class Chat:
    """A running server."""

    app: Sanic
    address: str
    assistant: Assistant
    memory: Memory
    channel: WebInput
    stop: Callable[[], Any]

    @contextlib.asynccontextmanager
    async def http(self) -> AsyncIterator[aiohttp.ClientSession]:
        async with aiohttp.ClientSession(self.address, trust_env=False) as session:
            yield session


@contextlib.asynccontextmanager
async def running_chat(limits: Limits | None = None, **changes: Any) -> AsyncIterator[Chat]:
    """Run the web chat with an assistant of its own, on a free port."""
    memory = Memory()
    assistant = Assistant(memory)
    channel = WebInput(chat_settings(**changes), limits)
    app = Sanic(f"web_chat_{next(_names)}", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    register([channel], app, route="/webhooks/")
    app.ctx.agent = SimpleNamespace(handle_message=assistant.handle, tracker_store=memory)
    async with serving(app) as (address, stop):
        yield Chat(app, address, assistant, memory, channel, stop)


def chat_settings(**changes: Any) -> Settings:
    return replace(settings(), **{"origins": (ORIGIN,), "secret": "s" * 32, **changes})


@contextlib.asynccontextmanager
async def serving(app: Sanic) -> AsyncIterator[tuple[str, Callable[[], Any]]]:
    """Serve an application in this event loop; yield its address and what stops it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        await server.start_serving()
        stopped = False

        async def stop() -> None:
            nonlocal stopped
            if not stopped:
                stopped = True
                await server.before_stop()
                server.close()

        yield f"http://127.0.0.1:{listening.getsockname()[1]}", stop
        await stop()
        for connection in list(server.connections):
            connection.abort()
