"""The stand-in as tests use it: it runs beside them in a thread, and they wait for what people would see."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import web

from .chats import Chat
from .faults import Fault, Script
from .limits import Limiter, Rates
from .methods import Methods
from .server import ApiServer
from .updates import Update
from .webhook import WebhookPlayer

TOKEN = "4000000001:stand-in"
PATIENCE_S = 60.0  # a machine may be busy; a test that waits so long has failed
T = TypeVar("T")


class StandIn:
    """A Bot API on loopback; its state belongs to its own thread, ``do`` runs something there."""

    def __init__(self, rates: Rates | None = None, token: str = TOKEN) -> None:
        self.token = token
        self.script = Script()
        self.methods = Methods(Limiter(rates))
        self.api = ApiServer(token, self.methods, self.script, self._notify)
        self.player = WebhookPlayer(self.methods, self._notify)
        self._changed = threading.Condition()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> StandIn:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=10)

    @property
    def base_url(self) -> str:
        """What goes before the token: ``base_url`` of python-telegram-bot."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    def do(self, action: Callable[..., T], *arguments: Any) -> T:
        """Run something in the stand-in's thread and return its result."""

        async def run() -> T:
            return action(*arguments)

        result = asyncio.run_coroutine_threadsafe(run(), self._loop).result(PATIENCE_S)
        self._notify()
        return result

    def wait_until(self, condition: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until something is true; AssertionError with what was expected when it does not become so."""
        with self._changed:
            if not self._changed.wait_for(condition, patience_s):
                raise AssertionError(f"not seen within {patience_s:g} s: {what}")

    def deliver(self, *updates: Update) -> None:
        """Let updates arrive, in this order."""
        self.do(self.methods.queue.add, *updates)

    def repeat(self, *updates: Update) -> None:
        """Deliver updates once more that were already confirmed."""
        self.do(self.methods.queue.repeat, *updates)

    def next_update_id(self) -> int:
        return self.do(self.methods.queue.next_id)

    def fail(self, fault: Fault) -> Fault:
        """Let something go wrong from now on."""
        own = replace(fault)
        self.do(self.script.add, own)
        return own

    def limit(self, rates: Rates | None) -> None:
        """Change how much the bot may send."""

        def change() -> None:
            self.methods.limiter = Limiter(rates)

        self.do(change)

    def chat(self, chat_id: int, kind: str = "private", title: str = "") -> Chat:
        """Return a chat; it is opened when there is none."""
        return self.do(lambda: self.methods.chats.setdefault(chat_id, Chat(chat_id, kind, title)))

    def wait_until_all_taken(self) -> None:
        """Wait until the bot has confirmed every update."""
        self.wait_until(lambda: not self.methods.queue.has_any, "every update confirmed")

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """Return what the bot did wrong: limits of speed and people who left are not its fault."""
        return [(method, why) for method, why in self.methods.refusals if why.startswith("Bad Request")]

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _run(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(self.api.app(), handler_cancellation=True, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.port = runner.addresses[0][1]
        playing = asyncio.create_task(self.player.run())
        self._ready.set()
        await self._stop.wait()
        playing.cancel()
        await runner.shutdown()
        await runner.cleanup()
