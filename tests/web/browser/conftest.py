"""A real Chromium against the real server: what a person sees, hears and presses."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from fault_proxy import FaultProxy
from foreign_site import ForeignSite, foreign_site
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from real_site import RealSite, free_port, running_site
from visitor import Visitor

from bot.settings import ROOT

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = ROOT / "reports" / "screenshots"
PATIENCE_MS = 10_000  # for what must happen; on a busy machine everything takes longer

Visit = Callable[..., Awaitable[Visitor]]
Shoot = Callable[..., Awaitable[None]]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; without one, these tests are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is missing; on Debian: sudo apt-get install chromium")
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Return a browser for all tests; each visitor gets a profile of its own."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        await launched.close()


@pytest.fixture(scope="session")
def foreign_port() -> int:
    """Return the port of another site that may embed the chat."""
    return free_port()


@pytest.fixture(scope="session")
def site(chromium: str, foreign_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """Return the real server with a trained model; `chromium` comes first, so that nobody waits in vain."""
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder, origins=f"http://localhost:{foreign_port}") as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def foreign(site: RealSite, foreign_port: int) -> AsyncIterator[ForeignSite]:
    """Return a site of somebody else, with styles that break everything and a strict policy."""
    async with foreign_site(foreign_port, site.url) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def proxy(site: RealSite) -> AsyncIterator[FaultProxy]:
    """Return what stands between browser and server and can fail."""
    async with FaultProxy(site.url).running() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def profiles(browser: Browser) -> Callable[..., Awaitable[BrowserContext]]:
    """Return what makes a profile with options, or finds it: each takes a quarter of a second.

    People with the same profile do not meet: the chat keeps everything in the session storage of a tab.
    """
    made: dict[str, BrowserContext] = {}

    async def profile(**options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = await browser.new_context(**{"viewport": {"width": 1280, "height": 860}} | options)
            made[key].set_default_timeout(PATIENCE_MS)
        return made[key]

    return profile


@pytest_asyncio.fixture(loop_scope="session")
async def visit(profiles: Callable[..., Awaitable[BrowserContext]], site: RealSite) -> AsyncIterator[Visit]:
    """Return what opens the page as a new person: `await visit("/?lang=en", viewport={...})`.

    When the test ends, no page may have had an error in a script or anything that its policy forbade.
    """
    async with AsyncExitStack() as stack:
        visitors: list[Visitor] = []

        async def open_page(
            path: str = "/?lang=de",
            at: str | None = None,
            prepare: Callable[[Page], Awaitable[Any]] | None = None,
            **options: Any,
        ) -> Visitor:
            page = await (await profiles(**options)).new_page()
            stack.push_async_callback(page.close)
            visitor = Visitor(page, language_of(path))
            visitors.append(visitor)
            await visitor.listen()
            if prepare:
                await prepare(visitor.page)
            await visitor.page.goto(f"{at or site.url}{path}")
            return visitor

        yield open_page
        assert [problem for visitor in visitors for problem in visitor.problems] == []


@pytest.fixture
def shoot() -> Shoot:
    """Return what keeps a picture of a page for people to look at."""

    async def take(page: Page, name: str, full: bool = False) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=picture(name), full_page=full, animations="disabled", scale="css")

    return take


def picture(name: str) -> Path:
    return SCREENSHOTS / f"{name}.png"


def language_of(path: str) -> str:
    """Return the language that an address asks for; German is the default."""
    found = re.search(r"lang=(\w\w)", path)
    return found[1] if found else "de"
