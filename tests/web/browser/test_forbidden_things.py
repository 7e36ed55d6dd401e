"""Browsers that forbid things: storage, scripts, new functions."""

from __future__ import annotations

import pytest
from conftest import Shoot, Visit
from playwright.async_api import Page, expect
from visitor import AUTHORITY, BLUE_CARD, words

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]


async def forbid_storage(page: Page) -> None:
    await page.add_init_script(
        "for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, "
        "{ get() { throw new DOMException('forbidden', 'SecurityError') } })"
    )


async def fill_storage(page: Page) -> None:
    await page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )


async def no_uuid(page: Page) -> None:
    await page.add_init_script("delete Crypto.prototype.randomUUID")  # as without TLS


@pytest.mark.parametrize("forbid", [forbid_storage, fill_storage, no_uuid], ids=lambda each: each.__name__)
async def test_the_chat_works_when_the_browser_forbids_things(visit: Visit, forbid: object) -> None:
    person = await visit(prepare=forbid)
    await person.ask(BLUE_CARD)
    await person.ask(AUTHORITY)
    await expect(person.page.locator("[data-act=services]")).to_have_count(1)
    await expect(person.questions).to_have_count(2)


async def test_copying_that_is_forbidden_marks_the_text(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    await person.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await person.button(person.words["reply"]["copy"]).click()
    await expect(person.page.get_by_text(person.words["reply"]["copy_failed"])).to_be_visible()


@pytest.mark.parametrize("language", ["de", "en"])
async def test_without_scripts_the_page_gives_telephone_numbers_and_links(
    visit: Visit, shoot: Shoot, language: str
) -> None:
    person = await visit(f"/?lang={language}", java_script_enabled=False)
    hotline = words(language)["hotline"]
    chat = person.page.locator(".contacts")
    await expect(chat.get_by_role("link", name=hotline["phone"])).to_have_attribute(
        "href", "tel:+493018151111"
    )
    await expect(chat).to_contain_text("Fachkräftenetzwerk Musterregion")
    await expect(chat.get_by_role("link", name="Make it in Germany")).to_be_visible()
    await expect(person.page.get_by_text(words(language)["page"]["chat_loading"])).to_be_hidden()
    await shoot(person.page, f"no-script-{language}", full=True)
