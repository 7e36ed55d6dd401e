"""A conversation goes on after a reload and in a second tab."""

from __future__ import annotations

import json

import pytest
from conftest import Visit
from fault_proxy import FaultProxy
from playwright.async_api import expect
from visitor import AUTHORITY, BLUE_CARD, Visitor

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]


async def test_a_conversation_is_the_same_after_a_reload(visit: Visit) -> None:
    person = await visit()
    await person.ask(BLUE_CARD)
    await person.ask(AUTHORITY)
    await expect(person.page.locator("[data-act=info]")).to_have_count(1)
    before = await person.page.get_by_role("log").inner_text()
    await person.page.reload()
    await expect(person.cards.first).to_be_visible()
    await expect(person.page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    assert await person.page.get_by_role("log").inner_text() == before
    await person.ask("und in Bautzen?")


async def test_personal_data_are_shown_as_they_are_stored(visit: Visit) -> None:
    person = await visit()
    await person.ask("Meine Nummer ist 0176 12345678, wo ist die Ausländerbehörde in Köthen?")
    await expect(person.questions.first).not_to_contain_text("12345678")
    await person.page.reload()
    await expect(person.questions.first).to_contain_text("Meine Nummer ist")
    await expect(person.questions.first).not_to_contain_text("12345678")


async def test_what_was_being_typed_is_still_there_after_a_reload(visit: Visit) -> None:
    person = await visit()
    await person.input.fill("Ich wollte noch fragen, ob")
    await person.page.reload()
    await expect(person.input).to_have_value("Ich wollte noch fragen, ob")


async def test_who_only_looks_leaves_nothing(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    await expect(person.input).to_be_visible()
    assert await person.page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert [request for request in proxy.requests if "/chat/" in request] == []


async def second_tab(person: Visitor) -> Visitor:
    """Open the same page as a browser does with "duplicate tab": the session storage is copied."""
    kept = json.dumps(await person.page.evaluate("Object.entries(sessionStorage)"))
    tab = Visitor(await person.page.context.new_page())
    await tab.listen()
    await tab.page.add_init_script(f"for (const [name, value] of {kept}) sessionStorage.setItem(name, value)")
    await tab.page.goto(person.page.url)
    return tab


async def test_two_tabs_show_the_same_conversation_once_each(visit: Visit) -> None:
    one = await visit()
    await one.ask(BLUE_CARD)
    other = await second_tab(one)
    await expect(other.questions).to_have_count(1)
    await other.ask(AUTHORITY)
    await expect(one.cards.first).to_be_visible()
    await one.ask("und in Bautzen?")
    await expect(other.questions).to_have_count(3)
    for tab in (one, other):
        await expect(tab.questions).to_have_count(3)
        await expect(tab.page.locator("[data-act=services]")).to_have_count(2)
        await expect(tab.page.locator("[data-act=answer]")).to_have_count(1)
    assert other.problems == []


async def test_a_conversation_that_is_deleted_in_one_tab_is_gone_in_the_other(visit: Visit) -> None:
    one = await visit()
    await one.ask(BLUE_CARD)
    other = await second_tab(one)
    await expect(other.questions).to_have_count(1)
    await other.button(other.words["tools"]["delete"]).click()
    await other.button(other.words["tools"]["delete_yes"]).click()
    await expect(one.notice).to_have_text(one.words["state"]["deleted"])
    await expect(one.questions).to_have_count(0)
    await one.ask(BLUE_CARD)
    await expect(one.questions).to_have_count(1)


async def test_the_session_is_in_no_address_and_in_no_cookie(visit: Visit, proxy: FaultProxy) -> None:
    person = await visit(at=proxy.url)
    addresses: list[str] = []
    person.page.on("request", lambda request: addresses.append(request.url))
    await person.ask(BLUE_CARD)
    session = await person.page.evaluate("JSON.parse(sessionStorage.getItem('fachlotse.session'))")
    assert len(session) == 43
    assert [address for address in addresses if session in address] == []
    assert await person.page.context.cookies() == []
