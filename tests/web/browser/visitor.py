"""A person with a browser: asks, reads, chooses; knows the chat only by what it shows and by its accessible names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from playwright.async_api import ConsoleMessage, Locator, Page, expect

from bot.settings import ROOT

ANNOUNCEMENTS = Path(__file__).with_name("announcements.js")
# a network that fails is no fault of the page
NETWORK = re.compile(r"^Failed to load resource")

BLUE_CARD = "Welches Gehalt braucht man für die Blaue Karte?"
AUTHORITY = "Wo ist die Ausländerbehörde in Köthen?"
WHERE = "Wo ist die Ausländerbehörde?"
UNCLEAR = "Was kostet das?"
FOCUSED = """() => {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}"""


def words(language: str) -> dict[str, Any]:
    """Return what page and chat say in a language."""
    return yaml.safe_load((ROOT / "data" / "web" / f"{language}.yml").read_text("utf-8"))


class Visitor:
    """One page and what can be done on it."""

    def __init__(self, page: Page, language: str = "de") -> None:
        self.page = page
        self.site_words = words(language)
        self.words = self.site_words["chat"]
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not NETWORK.match(message.text):
            self.problems.append(f"console: {message.text}")

    async def listen(self) -> None:
        """Hear what a screen reader would say; a print is counted, not done."""
        await self.page.add_init_script(path=ANNOUNCEMENTS)
        await self.page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["input"]["label"])

    @property
    def questions(self) -> Locator:
        return self.page.locator(".question")

    @property
    def replies(self) -> Locator:
        return self.page.locator(".reply")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".card")

    @property
    def picker(self) -> Locator:
        return self.page.get_by_role("combobox", name=self.words["place"]["label"])

    @property
    def notice(self) -> Locator:
        return self.page.locator(".notice", has_not_text="Entwicklungskopie")

    @property
    def status(self) -> Locator:
        return self.page.locator(".status")

    def turn(self, number: int) -> Locator:
        """Return a question with its replies; the first one is 0."""
        return self.page.locator(".turn").nth(number)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def say(self, text: str) -> None:
        """Send a message and wait for nothing."""
        await self.input.fill(text)
        await self.input.press("Enter")

    async def ask(self, text: str) -> Locator:
        """Send a message, wait for the first reply to it, and return its turn."""
        turn = self.turn(await self.page.locator(".turn").count())
        await self.say(text)
        await expect(turn.locator(".reply").first).to_be_visible()
        return turn

    async def open_popup(self) -> None:
        """Open the widget on a foreign page."""
        await self.button(self.words["open"]).click()
        await expect(self.input).to_be_focused()

    async def seen(self) -> str:
        """Return all text on the page, the chat's included, that is not hidden."""
        chats = await self.page.locator(".chat").all_inner_texts()
        return "\n".join([await self.page.locator("body").inner_text(), *chats])

    async def announced(self) -> list[str]:
        """Return what a screen reader has said by itself so far."""
        return await self.page.evaluate("window.announced")

    async def focused(self, expression: str) -> Any:
        """Return a property of the focused element, such as "e.tagName"."""
        return await self.page.evaluate(f"(() => {{ const e = ({FOCUSED})(); return {expression} }})()")

    async def focus_ring(self) -> float:
        """Return how thick the outline of the focused element is, in pixels."""
        return await self.focused(
            "getComputedStyle(e).outlineStyle === 'none' ? 0 : parseFloat(getComputedStyle(e).outlineWidth)"
        )

    async def overflow(self) -> float:
        """Return by how many pixels the page, or anything in the chat, is wider than the screen."""
        return await self.page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth
              const within = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
                [each, ...(each.shadowRoot ? within(each.shadowRoot) : [])])
              const seen = within(document).filter((each) =>
                each.checkVisibility() && !each.closest('.hidden, .skip'))
              const edges = seen.map((each) => each.getBoundingClientRect())
                .map((box) => Math.max(box.right - width, -box.left))
              return Math.max(document.documentElement.scrollWidth - width, ...edges)
            }"""
        )
