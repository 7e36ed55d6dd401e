"""axe-core finds nothing, whatever state the chat is in."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from accessibility import violations
from conftest import Shoot, Visit
from fault_proxy import FaultProxy
from foreign_site import ForeignSite
from playwright.async_api import Page, Route, expect
from visitor import AUTHORITY, BLUE_CARD, UNCLEAR, WHERE, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"viewport": {"width": 320, "height": 640}}
DARK = {"color_scheme": "dark"}


async def start(person: Visitor) -> None:
    await expect(person.input).to_be_visible()


async def answer(person: Visitor) -> None:
    turn = await person.ask(BLUE_CARD)
    await turn.locator("summary").click()
    await expect(turn.locator(".footer")).to_be_visible()


async def services(person: Visitor) -> None:
    await person.ask(AUTHORITY)
    await person.ask("Wer berät Betriebe in Zeitz?")


async def clarify(person: Visitor) -> None:
    await person.ask(UNCLEAR)
    await expect(person.page.locator("[data-act=clarify]")).to_be_visible()


async def emergency(person: Visitor) -> None:
    await person.ask("Notruf")
    await expect(person.page.locator("[data-act=emergency]")).to_be_visible()


async def picker(person: Visitor) -> None:
    await person.ask(WHERE)
    await person.page.get_by_text(person.words["place"]["districts"]).click()
    await expect(person.page.locator(".map button").first).to_be_visible()
    await person.picker.press_sequentially("bit")
    await person.page.get_by_role("option").first.wait_for()
    await person.picker.press("ArrowDown")


async def rated_and_about_to_delete(person: Visitor) -> None:
    await person.ask(BLUE_CARD)
    await person.button(person.words["feedback"]["yes"]).click()
    await person.button(person.words["tools"]["delete"]).click()


async def too_long(person: Visitor) -> None:
    await person.say("a" * 2001)
    await expect(person.page.get_by_role("alert")).to_be_visible()


STATES = (start, answer, services, clarify, emergency, picker, rated_and_about_to_delete, too_long)


@pytest.mark.parametrize("reach", STATES, ids=lambda state: state.__name__)
async def test_every_state_is_without_violations(visit: Visit, reach: Callable[..., Awaitable[None]]) -> None:
    person = await visit()
    await reach(person)
    assert await violations(person.page) == []


@pytest.mark.parametrize(
    ("name", "options"),
    [("dark", DARK), ("phone", PHONE), ("high-contrast", {"forced_colors": "active"})],
)
async def test_every_look_is_without_violations(
    visit: Visit, shoot: Shoot, name: str, options: dict[str, object]
) -> None:
    person = await visit(**options)
    await shoot(person.page, f"{name}-start")
    assert await violations(person.page) == []
    for state in (answer, picker, services):  # services last: then the place is known
        await state(person)
        await shoot(person.page, f"{name}-{state.__name__}")
        assert await violations(person.page) == []


def right_to_left(page: Page) -> Awaitable[None]:
    """Turn page and texts around, as for Arabic, which we do not have yet."""

    async def turn(route: Route) -> None:
        answered = await route.fetch()
        text = await answered.text()
        turned = text.replace('dir="ltr"', 'dir="rtl"').replace('"dir": "ltr"', '"dir": "rtl"')
        await route.fulfill(response=answered, body=turned)

    return page.route(re.compile(r"/\?lang=|/static/texts\."), turn)


async def test_right_to_left_is_without_violations_and_mirrored(visit: Visit, shoot: Shoot) -> None:
    person = await visit(prepare=right_to_left)
    await answer(person)
    await services(person)
    await shoot(person.page, "rtl-services")
    assert await violations(person.page) == []
    log = await person.page.get_by_role("log").bounding_box()
    question = await person.questions.first.bounding_box()
    card = await person.cards.first.bounding_box()
    assert log
    assert question
    assert card
    assert question["x"] - log["x"] < 5  # what one says stands at the end of the line: left
    assert log["x"] + log["width"] - (card["x"] + card["width"]) < 50
    assert await person.overflow() <= 0


async def test_an_error_and_a_server_that_is_gone_are_without_violations(
    visit: Visit, proxy: FaultProxy, shoot: Shoot
) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    await proxy.inject("reply", "not JSON")
    await expect(person.notice).to_be_visible()
    assert await violations(person.page) == []
    await shoot(person.page, "error")
    proxy.go_down()
    await person.say(AUTHORITY)
    await expect(person.status).to_have_attribute("data-state", "offline")
    assert await violations(person.page) == []


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
async def test_pages_of_text_are_without_violations(visit: Visit, shoot: Shoot, path: str) -> None:
    for language in ("de", "en"):
        reader = await visit(f"{path}?lang={language}")
        assert await violations(reader.page) == []
    await shoot(reader.page, path[1:], full=True)


@pytest.mark.parametrize("options", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
async def test_the_widget_is_without_violations(
    visit: Visit, foreign: ForeignSite, shoot: Shoot, options: dict[str, object]
) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url, **options)
    await expect(person.button(person.words["open"])).to_be_visible()
    assert await violations(person.page) == []
    await person.open_popup()
    assert await violations(person.page) == []
    await services(person)
    await shoot(person.page, f"widget-{'-'.join(map(str, options)) or 'light'}")
    assert await violations(person.page) == []
