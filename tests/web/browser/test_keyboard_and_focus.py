"""Everything works with the keyboard, the focus is always seen, and goes where one expects it."""

from __future__ import annotations

import pytest
from conftest import Visit
from foreign_site import ForeignSite
from playwright.async_api import expect
from visitor import BLUE_CARD, WHERE, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

MOST_STOPS = 60
# whether something of the part of the focused element that is on the screen is on top there
SEEN = """(() => {
  const box = e.getClientRects()[0] ?? e.getBoundingClientRect()
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
  const parts = [0.1, 0.5, 0.9]
  return e === document.body || parts.some((down) => parts.some((along) => {
    const found = e.getRootNode().elementFromPoint(left + (right - left) * along, top + (bottom - top) * down)
    return bottom > top && found && (e.contains(found) || found.contains(e))
  }))
})()"""


async def tab_to(person: Visitor, text: str, key: str = "Tab") -> None:
    """Press Tab until the element with a text or name has the focus; the focus must be seen at every stop."""
    for _ in range(MOST_STOPS):
        await person.page.keyboard.press(key)
        assert await person.focus_ring() >= 2, await person.focused("e.outerHTML")
        name = await person.focused("e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText")
        if name and text in name:
            return
    pytest.fail(f"{text!r} is not reached within {MOST_STOPS} stops")


async def test_a_firm_gets_its_authority_with_the_keyboard_only(visit: Visit) -> None:
    person = await visit()
    await expect(person.input).to_be_visible()
    keyboard = person.page.keyboard
    await keyboard.press("Tab")
    assert await person.focused("e.innerText") == person.site_words["page"]["skip"]
    await keyboard.press("Enter")
    await tab_to(person, person.words["input"]["label"])
    await keyboard.type(BLUE_CARD)
    await keyboard.press("Enter")
    await expect(person.replies.first).to_be_visible()

    await tab_to(person, "Stand: ", "Shift+Tab")
    await keyboard.press("Enter")
    await expect(person.page.locator(".sources li").first).to_be_visible()
    await tab_to(person, person.words["input"]["label"])
    await keyboard.type(WHERE)
    await keyboard.press("Enter")
    await expect(person.picker).to_be_visible()

    await tab_to(person, person.words["place"]["label"], "Shift+Tab")
    await keyboard.type("bitterf")
    await expect(person.page.get_by_role("option").first).to_be_visible()
    await keyboard.press("ArrowDown")
    await expect(person.page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    await keyboard.press("Enter")
    await expect(person.cards.first).to_be_visible()
    assert await person.focused("e.tagName") == "TEXTAREA"

    await tab_to(person, person.words["tools"]["print"])
    await keyboard.press("Enter")
    await person.page.wait_for_function("window.printed === 1")


@pytest.mark.parametrize("height", [400, 640, 860])
async def test_the_focus_is_never_hidden(visit: Visit, height: int) -> None:
    person = await visit(viewport={"width": 360, "height": height})
    await person.ask(BLUE_CARD)
    await person.ask(WHERE)
    await person.page.get_by_text(person.words["place"]["districts"]).click()
    await expect(person.page.locator(".map button")).to_have_count(27)
    await person.input.focus()
    for key in ("Shift+Tab", "Tab"):
        for _ in range(MOST_STOPS):
            await person.page.keyboard.press(key)
            assert await person.focused(SEEN), await person.focused("e.outerHTML")


async def test_escape_closes_the_suggestions_and_keeps_what_was_typed(visit: Visit) -> None:
    person = await visit()
    await person.ask(WHERE)
    await person.picker.press_sequentially("bit")
    await expect(person.page.get_by_role("option").first).to_be_visible()
    await person.picker.press("Escape")
    await expect(person.page.get_by_role("listbox")).to_be_hidden()
    await expect(person.picker).to_have_value("bit")
    await expect(person.picker).to_have_attribute("aria-expanded", "false")
    await person.picker.press("ArrowUp")
    await expect(person.page.get_by_role("option").last).to_have_attribute("aria-selected", "true")


async def test_a_district_is_chosen_on_the_map_with_the_keyboard(visit: Visit) -> None:
    person = await visit()
    await person.ask(WHERE)
    await tab_to(person, person.words["place"]["districts"], "Shift+Tab")
    await person.page.keyboard.press("Enter")
    await expect(person.page.locator(".map button")).to_have_count(27)
    await tab_to(person, "Bautzen")
    await person.page.keyboard.press("Space")
    await expect(person.cards.first).to_contain_text("Kamenz")


async def test_shift_and_enter_begin_a_new_line(visit: Visit) -> None:
    person = await visit()
    await person.input.press_sequentially("eins")
    await person.input.press("Shift+Enter")
    await person.input.press_sequentially("zwei")
    await expect(person.input).to_have_value("eins\nzwei")
    await expect(person.questions).to_have_count(0)


async def test_deleting_asks_first_and_gives_the_focus_back(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    delete = person.button(person.words["tools"]["delete"])
    await delete.press("Enter")
    await expect(person.button(person.words["tools"]["delete_no"])).to_be_focused()
    await person.page.keyboard.press("Enter")
    await expect(delete).to_be_focused()
    await expect(person.questions).to_have_count(1)


async def test_the_widget_keeps_the_focus_and_gives_it_back(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url)
    launcher = person.button(person.words["open"])
    await launcher.press("Enter")
    await expect(person.input).to_be_focused()
    await person.ask(BLUE_CARD)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            await person.page.keyboard.press(key)
            where = await person.page.evaluate("document.activeElement.tagName")
            assert where in ("FACHLOTSE-CHAT", "BODY"), where  # BODY: the browser's own bar
    await person.input.focus()
    await person.page.keyboard.press("Escape")
    await expect(launcher).to_be_focused()
    await expect(person.page.get_by_role("dialog")).to_be_hidden()


async def test_escape_in_the_suggestions_does_not_close_the_widget(
    visit: Visit, foreign: ForeignSite
) -> None:
    person = await visit("/friendly?lang=de&district=", at=foreign.url)
    await person.open_popup()
    await person.ask(WHERE)
    await person.picker.press_sequentially("bit")
    await expect(person.page.get_by_role("option").first).to_be_visible()
    await person.picker.press("Escape")
    await expect(person.page.get_by_role("listbox")).to_be_hidden()
    await expect(person.page.get_by_role("dialog")).to_be_visible()


async def test_the_widget_closes_with_its_button_and_keeps_the_conversation(
    visit: Visit, foreign: ForeignSite
) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url)
    await person.open_popup()
    await person.ask(BLUE_CARD)
    await person.button(person.words["close"]).click()
    await expect(person.button(person.words["open"])).to_be_focused()
    await person.open_popup()
    await expect(person.questions).to_have_count(1)
