"""From a question to a printed answer: what a firm does, in order, and the tools that it uses on the way."""

from __future__ import annotations

import pytest
from conftest import Shoot, Visit
from playwright.async_api import expect
from real_site import RealSite
from visitor import AUTHORITY, BLUE_CARD, UNCLEAR, WHERE

NEEDED = (
    BLUE_CARD,
    "Euro brutto im Jahr",
    "Stand: ",
    "§ 18g Aufenthaltsgesetz",
    "Köthen (Anhalt)",
    "Keine Rechtsberatung",
)

pytestmark = [pytest.mark.trained, pytest.mark.asyncio(loop_scope="session")]


async def test_a_firm_gets_from_its_question_to_a_printed_answer_with_its_authority(
    visit: Visit, shoot: Shoot
) -> None:
    firm = await visit("/?lang=de")
    await shoot(firm.page, "desktop-start")
    answer = await firm.ask(BLUE_CARD)
    await expect(answer.locator("[data-act=answer]")).to_contain_text("Euro brutto im Jahr")
    await answer.locator("summary").click()
    await expect(answer.locator(".sources a").first).to_have_attribute(
        "href", "https://www.gesetze-im-internet.de/aufenthg_2004/__18g.html"
    )
    await shoot(firm.page, "desktop-answer")

    asked = await firm.ask(WHERE)
    await firm.picker.press_sequentially("bitterf")
    await firm.page.get_by_role("option").first.click()
    card = firm.cards.first
    await expect(card).to_contain_text("Köthen (Anhalt)")
    await expect(asked.locator("[data-act=ask]")).to_be_visible()
    await expect(firm.questions.last).to_contain_text("Bitterfeld")
    await shoot(firm.page, "desktop-services")

    await firm.button(firm.words["tools"]["print"]).click()
    await firm.page.wait_for_function("window.printed === 1")
    await firm.page.emulate_media(media="print")
    printed = await firm.seen()
    for needed in (
        BLUE_CARD,
        "Euro brutto im Jahr",
        "Stand: ",
        "§ 18g Aufenthaltsgesetz",
        "Köthen (Anhalt)",
        "Keine Rechtsberatung",
    ):
        assert needed in printed
    for useless in (
        firm.words["input"]["send"],
        firm.words["feedback"]["ask"],
        firm.site_words["page"]["lead"],
    ):
        assert useless not in printed
    await shoot(firm.page, "print", full=True)


async def test_the_answers_can_be_saved_as_pdf(visit: Visit) -> None:
    firm = await visit()
    await firm.ask(BLUE_CARD)
    async with firm.page.expect_download() as download:
        await firm.button(firm.words["tools"]["pdf"]).click()
    saved = await download.value
    assert saved.suggested_filename == firm.words["tools"]["pdf_name"]
    assert (await saved.path()).read_bytes().startswith(b"%PDF-")


async def test_a_sample_question_is_asked_with_a_click(visit: Visit) -> None:
    firm = await visit()
    question = firm.words["samples"]["for_firms"][1]
    await firm.button(question).click()
    await expect(firm.turn(0).locator(".question")).to_contain_text(question)
    await expect(firm.replies.first).to_be_visible()
    await expect(firm.page.get_by_text(firm.words["welcome"])).to_have_count(0)


async def test_a_service_can_be_called_written_to_and_found_on_the_map(visit: Visit) -> None:
    firm = await visit()
    await firm.ask("Wo ist die Ausländerbehörde in Bautzen?")
    card = firm.cards.first
    await expect(card.locator("a[href^='tel:']")).to_have_attribute("href", "tel:+493591525134444")
    place = card.locator(".map-link")
    await expect(place).to_have_attribute(
        "href", "https://www.openstreetmap.org/search?query=Macherstra%C3%9Fe+55%2C+01917+Kamenz"
    )
    await expect(place).to_have_attribute("rel", "noopener noreferrer")
    await expect(card).to_contain_text("Stand: ")


async def test_nothing_is_loaded_from_anybody_else(visit: Visit, site: RealSite) -> None:
    firm = await visit()
    asked: list[str] = []
    firm.page.on("request", lambda request: asked.append(request.url))
    await firm.page.reload()
    await firm.ask(AUTHORITY)
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
    assert await firm.page.context.cookies() == []


async def test_a_service_that_nobody_confirmed_says_so(visit: Visit) -> None:
    firm = await visit()
    await firm.ask("Wer berät Betriebe in Zeitz?")
    unconfirmed = firm.page.get_by_role("listitem").filter(has_text="ZEMIGRA")
    await expect(unconfirmed).to_contain_text(firm.words["service"]["unverified"])
    confirmed = firm.page.get_by_role("listitem").filter(has_text="Landesinitiative Fachkraft im Fokus")
    await expect(confirmed).not_to_contain_text(firm.words["service"]["unverified"])


async def test_one_of_the_suggested_topics_answers(visit: Visit) -> None:
    firm = await visit()
    unclear = await firm.ask(UNCLEAR)
    await expect(unclear.locator("[data-act=clarify]")).to_be_visible()
    choice = unclear.locator(".choices button").first
    title = await choice.inner_text()
    await choice.click()
    await expect(firm.turn(1).locator(".question")).to_contain_text(title)
    await expect(firm.turn(1).locator("[data-act=answer]")).to_be_visible()


async def test_a_place_is_chosen_on_the_map_of_districts(visit: Visit, shoot: Shoot) -> None:
    firm = await visit()
    await firm.ask(WHERE)
    await firm.page.get_by_text(firm.words["place"]["districts"]).click()
    tiles = firm.page.locator(".map button")
    await expect(tiles).to_have_count(27)
    await shoot(firm.page, "picker-map")
    await tiles.filter(has_text="Bautzen").click()
    await expect(firm.cards.first).to_contain_text("Kamenz")


async def test_a_misspelt_place_is_still_suggested(visit: Visit) -> None:
    firm = await visit()
    await firm.ask(WHERE)
    await firm.picker.press_sequentially("bittrfeld")
    await expect(firm.page.get_by_role("option").first).to_contain_text("Bitterfeld")


async def test_what_is_no_place_is_said_to_be_none(visit: Visit) -> None:
    firm = await visit()
    await firm.ask(WHERE)
    await firm.picker.press_sequentially("qqqqqqqq")
    await expect(firm.page.get_by_text(firm.words["place"]["none"])).to_be_visible()


def votes(site: RealSite, helped: bool) -> int:
    rows = site.query(f"SELECT coalesce(sum(number), 0) FROM feedback WHERE helped = {int(helped)}")  # noqa: S608
    return int(str(rows[0][0]))


async def test_yes_is_counted_once_and_thanked_for(visit: Visit, site: RealSite) -> None:
    firm, before = await visit(), votes(site, True)
    await firm.ask(BLUE_CARD)
    yes = firm.button(firm.words["feedback"]["yes"])
    async with firm.page.expect_response("**/chat/feedback") as answered:
        await yes.click()
    assert (await answered.value).status == 204
    await expect(firm.page.get_by_text(firm.words["feedback"]["thanks"])).to_be_visible()
    await yes.press("Enter")
    await expect(yes).to_have_attribute("aria-pressed", "true")
    assert votes(site, True) == before + 1


async def test_no_is_counted_and_the_assistant_offers_something_else(visit: Visit, site: RealSite) -> None:
    firm, before = await visit(), votes(site, False)
    await firm.ask(BLUE_CARD)
    await firm.button(firm.words["feedback"]["no"]).click()
    await expect(firm.turn(1).locator(".question")).to_contain_text(firm.words["feedback"]["message"])
    await expect(firm.turn(1).locator(".reply").first).to_be_visible()
    assert votes(site, False) == before + 1


async def test_an_answer_is_copied_with_its_sources(visit: Visit) -> None:
    firm = await visit(permissions=["clipboard-read", "clipboard-write"])
    await firm.ask(BLUE_CARD)
    await firm.button(firm.words["reply"]["copy"]).click()
    await expect(firm.page.get_by_text(firm.words["reply"]["copied"])).to_be_visible()
    copied = await firm.page.evaluate("navigator.clipboard.readText()")
    assert "Euro brutto im Jahr" in copied
    assert "https://www.gesetze-im-internet.de/aufenthg_2004/__18g.html" in copied
    assert firm.words["feedback"]["ask"] not in copied


async def test_a_deleted_conversation_is_gone_on_the_page_and_on_the_server(
    visit: Visit, site: RealSite
) -> None:
    firm = await visit()
    secret = "Unser Betrieb heißt Holzwurmkontor und sucht in Zeitz jemanden."
    await firm.ask(secret)
    stored = f"SELECT count(*) FROM events WHERE data LIKE '%Holzwurmkontor%'"  # noqa: F541
    assert site.query(stored) != [(0,)]
    await firm.button(firm.words["tools"]["delete"]).click()
    await firm.button(firm.words["tools"]["delete_yes"]).click()
    await expect(firm.page.get_by_text(firm.words["state"]["deleted"])).to_be_visible()
    await expect(firm.questions).to_have_count(0)
    assert site.query(stored) == [(0,)]
    await firm.page.reload()
    await expect(firm.page.get_by_text(firm.words["welcome"])).to_be_visible()
    await firm.ask(BLUE_CARD)


async def test_who_types_that_it_all_be_deleted_sees_it_deleted(visit: Visit) -> None:
    firm = await visit()
    await firm.ask("Meine Daten löschen")
    await firm.button("Ja, löschen").first.click()
    await expect(firm.page.get_by_text(firm.words["state"]["deleted"])).to_be_visible()
    await expect(firm.questions).to_have_count(0)


async def test_a_message_that_is_too_long_stays_in_the_field(visit: Visit) -> None:
    firm = await visit()
    await firm.say("a" * 2001)
    await expect(firm.page.get_by_role("alert")).to_contain_text("2001")
    assert len(await firm.input.input_value()) == 2001
    await expect(firm.questions).to_have_count(0)


async def test_the_page_says_who_runs_it_that_a_machine_answers_and_what_is_stored(visit: Visit) -> None:
    firm = await visit()
    facts = firm.page.get_by_role("complementary")
    await expect(facts).to_contain_text("Fachkräftenetzwerk Musterregion")
    await expect(facts).to_contain_text(firm.site_words["page"]["machine"]["text"])
    await expect(facts).to_contain_text("30 Tage")
    await expect(
        facts.get_by_role("link", name=firm.site_words["page"]["telegram"]["link"])
    ).to_have_attribute("href", "https://t.me/example_bot")
