"""The widget in pages of others, whatever their styles and policies are."""

from __future__ import annotations

import pytest
from conftest import Shoot, Visit
from foreign_site import ForeignSite
from playwright.async_api import expect
from real_site import RealSite
from visitor import BLUE_CARD, WHERE, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

LOOK = """element => { const style = getComputedStyle(element); return Object.fromEntries(
  ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'letterSpacing', 'textTransform', 'lineHeight', 'direction',
   'float', 'borderTopStyle', 'opacity', 'visibility', 'display', 'width'].map((name) => [name, style[name]])) }"""


async def looks(person: Visitor) -> list[dict[str, str]]:
    """Return how the widget looks: its button, then dialog, input, question, reply."""
    seen = [await person.button(person.words["open"]).evaluate(LOOK)]
    await person.open_popup()
    await person.ask(BLUE_CARD)
    for each in (
        person.page.get_by_role("dialog"),
        person.input,
        person.questions.first,
        person.replies.first,
    ):
        seen.append(await each.evaluate(LOOK))
    return seen


async def test_hostile_styles_change_nothing_about_the_widget(
    visit: Visit, foreign: ForeignSite, shoot: Shoot
) -> None:
    attacked = await visit("/hostile?lang=de", at=foreign.url)
    untouched = await visit("/friendly?lang=de", at=foreign.url)
    assert await looks(attacked) == await looks(untouched)
    await shoot(attacked.page, "widget-hostile")


async def test_the_widget_changes_nothing_about_the_page(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url)
    heading = person.page.get_by_role("heading", name="Stadt Musterhausen")
    before = await heading.evaluate(LOOK)
    await person.open_popup()
    await person.page.keyboard.press("Escape")
    assert await heading.evaluate(LOOK) == before
    added = await person.page.evaluate("[...document.body.children].map((each) => each.localName)")
    assert added == ["main", "script", "fachlotse-chat"]
    assert await person.page.evaluate("document.adoptedStyleSheets.length") == 0


async def test_the_district_of_the_page_is_known(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=de&district=15003", at=foreign.url)
    await person.open_popup()
    await person.ask(WHERE)
    await expect(person.cards.first).to_contain_text("Magdeburg")


async def test_a_page_in_english_gets_an_english_chat(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=en", at=foreign.url)
    await person.open_popup()
    answer = await person.ask("What salary does the EU Blue Card need?")
    await expect(answer.locator(".reply").first).to_have_attribute("lang", "en")


async def test_a_widget_that_is_embedded_twice_is_there_once(visit: Visit, foreign: ForeignSite) -> None:
    person = await visit("/friendly?lang=de&times=2", at=foreign.url)
    await expect(person.button(person.words["open"])).to_have_count(1)


async def test_a_page_pays_for_the_button_only(visit: Visit, foreign: ForeignSite, site: RealSite) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url)
    await expect(person.button(person.words["open"])).to_be_visible()
    loaded = await person.page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    ours = {name.removeprefix(f"{site.url}/") for name in loaded if name.startswith(site.url)}
    assert "static/chat.js" not in ours
    assert not [name for name in ours if name.startswith("chat/")]


async def test_printing_from_the_widget_leaves_the_page_out(
    visit: Visit, foreign: ForeignSite, shoot: Shoot
) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url)
    await person.open_popup()
    await person.ask(BLUE_CARD)
    await person.button(person.words["tools"]["print"]).click()
    await person.page.wait_for_function("window.printed === 1")
    await person.page.emulate_media(media="print")
    await expect(person.replies.first).to_be_visible()
    await expect(person.page.get_by_role("heading", name="Stadt Musterhausen")).to_be_hidden()
    await shoot(person.page, "widget-print", full=True)
    await person.page.evaluate("dispatchEvent(new Event('afterprint'))")
    await person.page.emulate_media(media="screen")
    await expect(person.page.locator("main")).to_be_visible()


async def test_a_site_that_is_not_allowed_gets_no_chat(
    visit: Visit, foreign: ForeignSite, site: RealSite
) -> None:
    person = await visit("/friendly?lang=de", at=foreign.url.replace("localhost", "127.0.0.1"))
    await person.page.wait_for_load_state("networkidle")
    await expect(person.button(person.words["open"])).to_have_count(0)
    assert any("CORS" in problem or "could not be" in problem for problem in person.problems)
    person.problems.clear()


async def test_no_other_site_can_frame_the_page(visit: Visit, site: RealSite) -> None:
    person = await visit("/privacy?lang=de")
    headers = await person.page.evaluate(
        "fetch('/').then((answer) => Object.fromEntries(answer.headers))",
    )
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
