"""What a person hears: each reply once, in its language; nothing that is old or that they typed themselves."""

from __future__ import annotations

import re

import pytest
from conftest import Visit
from fault_proxy import FaultProxy
from playwright.async_api import expect
from visitor import AUTHORITY, BLUE_CARD, WHERE, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]


async def heard(person: Visitor, text: str) -> int:
    """Return how often a text was announced."""
    return "\n".join(await person.announced()).count(text)


async def test_each_reply_is_announced_once_and_the_question_is_not(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    await person.ask(AUTHORITY)
    await expect(person.page.locator("[data-act=info]")).to_have_count(1)
    for part in (
        "Eine Blaue Karte EU bekommt",
        "Ich bin ein Computerprogramm. Ich informiere",
        "Am Flugplatz 1",
    ):
        assert await heard(person, part) == 1
    assert await heard(person, BLUE_CARD) == 0
    assert await heard(person, person.words["feedback"]["ask"]) == 0


async def test_who_speaks_is_said_before_what_is_said(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    assert (await person.announced())[0].startswith(f"{person.words['machine']}: ")
    await expect(person.questions.first).to_contain_text(f"{person.words['you']}: ", use_inner_text=False)


async def test_what_was_said_before_a_reload_is_not_announced_again(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    await person.page.reload()
    await expect(person.replies.first).to_be_visible()
    await expect(person.page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    assert await heard(person, "Eine Blaue Karte EU bekommt") == 0
    await person.ask(AUTHORITY)
    assert await heard(person, "Am Flugplatz 1") == 1


async def test_a_broken_line_is_announced_and_that_it_is_back(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    proxy.go_down()
    await person.say(AUTHORITY)
    await expect(person.status).to_have_attribute("data-state", "offline")
    proxy.come_back()
    await expect(person.cards.first).to_be_visible()
    assert await heard(person, person.words["state"]["offline"]) == 1
    assert await heard(person, "Am Flugplatz 1") == 1


async def test_the_number_of_suggested_places_is_announced(visit: Visit) -> None:
    person = await visit()
    await person.ask(WHERE)
    await person.picker.press_sequentially("bitterfeld")
    await expect(person.page.get_by_role("option").first).to_be_visible()
    assert await heard(person, "Vorschl") >= 1


async def test_thanks_for_feedback_are_announced(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    await person.button(person.words["feedback"]["yes"]).click()
    assert await heard(person, person.words["feedback"]["thanks"]) == 1


async def test_every_message_says_its_language(visit: Visit) -> None:
    person = await visit("/?lang=de")
    await person.ask(BLUE_CARD)
    english = await person.ask("How much is the minimum wage in Germany at the moment?")
    await expect(person.turn(0).locator(".reply").first).to_have_attribute("lang", "de")
    await expect(english.locator(".reply").first).to_have_attribute("lang", "en")
    await expect(english.locator(".question")).to_have_attribute("lang", "en")
    await expect(english.locator(".footer")).to_have_attribute("lang", "en")
    directions = await person.page.locator(".reply").evaluate_all("all => all.map(each => each.dir)")
    assert set(directions) == {"ltr"}


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_page_says_its_language_and_offers_the_other(visit: Visit, language: str) -> None:
    person = await visit(f"/?lang={language}")
    await expect(person.page.locator("html")).to_have_attribute("lang", language)
    await expect(person.page).to_have_title(re.compile(person.site_words["page"]["title"]))
    other = {"de": "English", "en": "Deutsch"}[language]
    await person.page.get_by_role("link", name=other).click()
    await expect(person.page.locator("html")).not_to_have_attribute("lang", language)


async def test_the_browser_decides_the_language_when_nobody_else_does(visit: Visit) -> None:
    person = await visit("/", locale="en-GB")
    await expect(person.page.locator("html")).to_have_attribute("lang", "en")


async def test_a_reply_of_a_person_is_not_said_to_be_the_machine(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    await proxy.reply("Guten Tag, hier ist die Beratung.", act="handoff", handoff={"status": "connected"})
    await expect(person.replies.last).to_contain_text(f"{person.words['person']}: ", use_inner_text=False)
    await expect(person.replies.last.get_by_text(person.words["person"])).to_be_visible()
    assert await heard(person, f"{person.words['machine']}: Guten Tag, hier") == 0
