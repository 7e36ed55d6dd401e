"""What people type and what stands in data is shown as text: it runs nothing, loads nothing, leads nowhere else."""

from __future__ import annotations

import json

import pytest
from conftest import Visit
from fault_proxy import FaultProxy
from playwright.async_api import expect
from real_site import HOSTILE_NAME, HOSTILE_PLACE
from visitor import BLUE_CARD, WHERE, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]

ATTACKS = [
    "<img src=x onerror=window.pwned=1>",
    "<script>window.pwned=1</script>",
    "<svg onload=window.pwned=1>",
    "[hier](javascript:window.pwned=1)",
    "[hier](data:text/html,<script>window.pwned=1</script>)",
    "**<b onmouseover=window.pwned=1>fett</b>**",
    '"><iframe srcdoc="<script>parent.pwned=1</script>">',
    "{{constructor.constructor('window.pwned=1')()}}",
    "&lt;img src=x onerror=window.pwned=1&gt;",
]
FOREIGN = "img, script, iframe, object, embed, form:not(.composer), link, style, base, svg:not(.icon)"


async def assert_harmless(person: Visitor) -> None:
    """Nothing ran, nothing was made of the text, and links go only where they may."""
    assert await person.page.evaluate("window.pwned") is None
    made = await person.page.evaluate(
        """(foreign) => {
          const shadow = document.querySelector('fachlotse-chat').shadowRoot
          const handlers = [...shadow.querySelectorAll('*')].filter((each) =>
            [...each.attributes].some(({ name }) => name.startsWith('on') || name === 'srcdoc'))
          return [shadow.querySelectorAll(foreign).length, handlers.length,
            [...shadow.querySelectorAll('a')].map((link) => link.protocol)]
        }""",
        FOREIGN,
    )
    assert made[:2] == [0, 0]
    assert set(made[2]) <= {"https:", "mailto:", "tel:", "http:"}  # http: our own page about privacy


async def test_what_is_typed_is_shown_as_it_was_typed(visit: Visit) -> None:
    person = await visit()
    for number, attack in enumerate(ATTACKS):
        await person.say(attack)
        await expect(person.turn(number).locator(".reply").first).to_be_visible()
        await expect(person.turn(number).locator(".question p").first).to_have_text(attack)
    await assert_harmless(person)
    await person.page.reload()
    await expect(person.questions).to_have_count(len(ATTACKS))
    await assert_harmless(person)


async def test_an_intent_that_is_typed_is_text(visit: Visit) -> None:
    person = await visit()
    await person.ask('/restart{"district": "15082"}')
    await expect(person.questions.first).to_contain_text('restart{"district": "15082"}')


async def test_a_hostile_name_in_the_directory_is_a_name(visit: Visit) -> None:
    person = await visit()
    await person.ask("Ausländerbehörde in Naumburg")
    await expect(person.cards.first.get_by_role("heading")).to_contain_text(HOSTILE_NAME)
    await assert_harmless(person)
    async with person.page.expect_download() as download:
        await person.button(person.words["tools"]["pdf"]).click()
    assert (await (await download.value).path()).read_bytes().startswith(b"%PDF-")


async def test_a_hostile_place_is_a_name(visit: Visit) -> None:
    person = await visit()
    await person.ask(WHERE)
    await person.picker.press_sequentially("xssdorf")
    option = person.page.get_by_role("option").first
    await expect(option).to_contain_text(HOSTILE_PLACE)
    await option.click()
    await expect(person.cards.first).to_be_visible()
    await assert_harmless(person)


async def test_no_field_of_a_reply_can_attack(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    for attack in ATTACKS:
        service = dict.fromkeys(("id", "name", "street", "city", "phone", "email", "opening_hours"), attack)
        urls = {
            "website": "javascript:window.pwned=1",
            "source": "data:text/html,<script>parent.pwned=1</script>",
        }
        await proxy.reply(
            attack,
            act="services",
            language=attack,
            services=[service | urls | {"languages": [attack, "de"], "as_of": attack, "verified": True}],
            buttons=[{"title": attack, "payload": "/help"}],
        )
        source = {"title": attack, "url": "javascript:window.pwned=1"}
        await proxy.reply(attack, act=attack, topic=attack, sources=[source], as_of=attack)
    await expect(person.cards).to_have_count(len(ATTACKS))
    await expect(person.replies.last).to_contain_text("img src=x")
    await person.page.evaluate(
        """() => {
          const shadow = document.querySelector('fachlotse-chat').shadowRoot
          for (const each of shadow.querySelectorAll('.card a, .reply b')) {
            each.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
          }
        }"""
    )
    await assert_harmless(person)


async def test_an_event_of_an_unknown_kind_does_nothing(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    before = await person.page.get_by_role("log").inner_text()
    for kind in ("__proto__", "constructor", "eval", "offline-x"):
        await proxy.inject(kind, json.dumps({"text": "x"}))
    await person.ask("Wie hoch ist der Mindestlohn?")
    assert (await person.page.get_by_role("log").inner_text()).startswith(before)


async def test_markdown_becomes_bold_lists_and_links(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await person.ask(BLUE_CARD)
    await proxy.reply("**Fett**\n\n- eins\n- zwei\n\n1. [Seite](https://example.org/a)", act="info")
    reply = person.replies.last
    await expect(reply.locator("strong")).to_have_text("Fett")
    await expect(reply.locator("ul li")).to_have_text(["eins", "zwei"])
    await expect(reply.locator("ol a")).to_have_attribute("href", "https://example.org/a")
