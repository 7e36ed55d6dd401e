"""Small screens, large text, less motion: nothing is lost and nobody scrolls sideways."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Shoot, Visit
from foreign_site import ForeignSite
from playwright.async_api import expect
from visitor import AUTHORITY, BLUE_CARD, WHERE

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"viewport": {"width": 320, "height": 640}}
ZOOM_200 = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
ZOOM_400 = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}


@pytest.mark.parametrize("options", [PHONE, ZOOM_200, ZOOM_400], ids=["phone", "zoom200", "zoom400"])
async def test_nobody_has_to_scroll_sideways(
    visit: Visit, shoot: Shoot, request: pytest.FixtureRequest, options: dict[str, Any]
) -> None:
    name = request.node.callspec.id
    person = await visit(**options)
    await expect(person.input).to_be_visible()
    assert await person.overflow() <= 0
    turn = await person.ask(BLUE_CARD)
    await turn.locator("summary").click()
    await shoot(person.page, f"{name}-answer", full=True)
    assert await person.overflow() <= 0
    await person.ask(AUTHORITY)
    assert await person.overflow() <= 0
    await person.ask(WHERE)
    await person.ask("Wer berät zur Anerkennung in einem anderen Ort?")
    await person.say("a" * 300)
    await expect(person.questions.last).to_contain_text("aaa")
    assert await person.overflow() <= 0


async def test_a_place_is_chosen_on_a_phone(visit: Visit, shoot: Shoot) -> None:
    person = await visit(**PHONE, has_touch=True)
    await person.ask(WHERE)
    await person.page.get_by_text(person.words["place"]["districts"]).tap()
    await expect(person.page.locator(".map button")).to_have_count(27)
    assert await person.overflow() <= 0
    await person.picker.press_sequentially("bitterf")
    await person.page.get_by_role("option").first.wait_for()
    await shoot(person.page, "phone-picker-open")
    assert await person.overflow() <= 0
    await person.page.get_by_role("option").first.tap()
    await expect(person.cards.first).to_be_visible()


async def test_what_one_types_and_sends_is_in_view_on_a_phone(visit: Visit) -> None:
    person = await visit(**PHONE)
    await person.ask(BLUE_CARD)
    await expect(person.questions.first).to_be_in_viewport()
    await person.ask(AUTHORITY)
    await expect(person.questions.last).to_be_in_viewport()
    await person.input.scroll_into_view_if_needed()
    await expect(person.button(person.words["input"]["send"])).to_be_in_viewport()


async def test_text_that_is_twice_as_large_is_not_cut_off(visit: Visit) -> None:
    person = await visit(viewport={"width": 640, "height": 800})
    await person.ask(AUTHORITY)
    await person.page.evaluate(
        "() => { document.querySelector('fachlotse-chat').shadowRoot.querySelector('.root').style.fontSize = '200%'; "
        "document.documentElement.style.fontSize = '200%' }"
    )
    assert await person.overflow() <= 0


async def test_the_widget_fills_a_phone_and_nothing_sticks_out(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url, **PHONE)
    await person.open_popup()
    await person.ask(AUTHORITY)
    box = await person.page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (320, 640)
    assert await person.overflow() <= 0
    await expect(person.input).to_be_in_viewport()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 860)], ids=str)
async def test_the_widget_can_always_be_closed(
    visit: Visit, foreign: ForeignSite, size: tuple[int, int]
) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url, viewport={"width": size[0], "height": size[1]})
    await person.open_popup()
    for question in (AUTHORITY, "Wer berät Betriebe in Zeitz?", BLUE_CARD):
        await person.ask(question)
        await person.replies.last.scroll_into_view_if_needed()
        await expect(person.button(person.words["close"])).to_be_in_viewport(ratio=1)


async def test_nothing_moves_for_who_wants_less_motion(visit: Visit) -> None:
    person = await visit(reduced_motion="reduce")
    await expect(person.input).to_be_visible()
    moving = await person.page.evaluate(
        """() => {
          const dots = document.querySelector('fachlotse-chat').shadowRoot.querySelector('.dots')
          dots.parentElement.hidden = false
          return [getComputedStyle(dots, '::before').animationName, document.getAnimations().length]
        }"""
    )
    assert moving == ["none", 0]


async def test_dark_is_dark_and_light_is_light(visit: Visit) -> None:
    for scheme, dark in (("dark", True), ("light", False)):
        person = await visit(color_scheme=scheme)
        await expect(person.input).to_be_visible()
        colour = await person.page.locator(".chat").evaluate("e => getComputedStyle(e).backgroundColor")
        brightness = sum(int(part) for part in colour[4:-1].split(",")) / 3
        assert (brightness < 128) is dark
