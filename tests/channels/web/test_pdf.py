"""The conversation as a PDF: questions, answers, services, sources, in the language of the person."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from chat import Browser, Chat, reply
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.web.log import EventLog
from bot.channels.web.pdf import render
from bot.channels.web.printing import PdfPrinter, PrintError, document
from bot.channels.web.resources import Resources
from bot.knowledge.records import Text
from bot.settings import settings as read_settings

DAY = dt.date(2026, 11, 21)
SOURCE = {"title": "§ 18g AufenthG", "url": "https://www.gesetze-im-internet.de/aufenthg_2004/__18g.html"}


@pytest.fixture(scope="module")
def texts() -> dict[str, Text]:
    return Resources("", read_settings().data_dir).pdf_texts


def said(*turns: tuple[str, list[dict[str, Any]]]) -> EventLog:
    """Return the log of turns: (question, replies)."""
    log = EventLog(1)
    for number, (question, replies) in enumerate(turns):
        log.add("message", {"id": str(number), "text": question, "at": "2026-11-21T10:00:00+00:00"})
        for one in replies:
            log.add("reply", {"to": str(number), **one})
        log.add("done", {"to": str(number)})
    return log


def service(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "name": "Welcome Center", "kind": "welcome_center", "district": ["15003"], **fields}


def test_questions_and_answers_stand_with_sources_and_date(texts: dict[str, Text]) -> None:
    answer = reply("Sie brauchen ein **Visum**.", sources=[SOURCE], as_of="2026-08-19")
    assert document(said(("Was brauche ich?", [answer])), texts, "de", DAY)["parts"] == [
        {"heading": "Frage: Was brauche ich?"},
        {
            "text": "Sie brauchen ein **Visum**.",
            "notes": ["Stand: 19.08.2026"],
            "sources_title": "Quellen",
            "sources": [SOURCE],
        },
    ]


@pytest.mark.parametrize(
    ("verified", "note"),
    [
        (True, "Welcome Center: Stand 01.10.2026"),
        (False, "Welcome Center: Stand 01.10.2026, nicht bestätigt"),
    ],
)
def test_services_stand_with_their_date_and_whether_they_were_confirmed(
    texts: dict[str, Text], verified: bool, note: str
) -> None:
    services = [service(as_of="2026-10-01", verified=verified)]
    answer = reply("Zuständig:", act="services", services=services, sources=[SOURCE])
    parts = document(said(("Wer hilft?", [answer])), texts, "de", DAY)["parts"]
    assert parts[1]["notes"] == [note]


def test_small_talk_and_questions_back_are_left_out(texts: dict[str, Text]) -> None:
    log = said(
        ("Hallo", [reply("Guten Tag!", act="greet")]),
        ("Wo?", [reply("In welchem Ort?", act="ask", asks="place")]),
        ("Was kostet das?", [reply("75 Euro."), reply("Ich bin ein Programm.", act="info")]),
    )
    parts = document(log, texts, "de", DAY)["parts"]
    assert [part.get("heading") or part["text"] for part in parts] == ["Frage: Was kostet das?", "75 Euro."]


@pytest.mark.parametrize(
    ("language", "tag", "made", "advice"),
    [
        ("de", "de-DE", "21.11.2026", "keine Rechtsberatung"),
        ("en", "en-GB", "21 Nov 2026", "no legal advice"),
        (None, "de-DE", "21.11.2026", "keine Rechtsberatung"),
        ("ar", "de-DE", "21.11.2026", "keine Rechtsberatung"),
    ],
)
def test_it_says_in_the_persons_language_when_it_was_made_and_that_it_is_no_advice(
    texts: dict[str, Text], language: str | None, tag: str, made: str, advice: str
) -> None:
    printed = document(said(("a", [reply("b")])), texts, language, DAY)
    assert printed["language"] == tag
    assert made in printed["notes"][0]
    assert advice in printed["notes"][1]


def rendered(texts: dict[str, Text], question: str, answer: dict[str, Any], count: int = 1) -> bytes:
    return render(document(said(*[(question, [answer])] * count), texts, "de", DAY))


def test_the_language_is_tagged(texts: dict[str, Text]) -> None:
    assert b"/Lang (de-DE)" in rendered(texts, "a", reply("b"))


def test_sources_can_be_clicked_but_only_web_addresses(texts: dict[str, Text]) -> None:
    evil = {"title": "x", "url": "javascript:alert(1)"}
    pdf = rendered(texts, "a", reply("b", sources=[SOURCE, evil]))
    assert re.findall(rb"/URI \(([^)]*)\)", pdf) == [SOURCE["url"].encode()]


def test_a_long_conversation_has_several_pages(texts: dict[str, Text]) -> None:
    pdf = rendered(texts, "Warum?", reply("Darum.\n\n- eins\n- zwei\n\n1. drei\n" * 20), count=12)
    assert int(re.findall(rb"/Count (\d+)", pdf)[0]) > 3


def test_a_link_that_a_person_types_is_text(texts: dict[str, Text]) -> None:
    assert b"evil.example" not in rendered(texts, "[klick](https://evil.example)", reply("b"))


@settings(max_examples=15)
@given(question=st.text(max_size=80), answer=st.text(max_size=200))
def test_any_text_can_be_printed(texts: dict[str, Text], question: str, answer: str) -> None:
    assert rendered(texts, question, reply(answer)).startswith(b"%PDF-")


async def test_the_answers_of_a_conversation_are_sent_as_pdf(chat: Chat, browser: Browser) -> None:
    await browser.say("Was brauche ich?")
    await browser.heard()
    async with browser.http.post("/chat/pdf", headers=browser.headers) as response:
        assert (response.status, response.headers["Content-Type"]) == (200, "application/pdf")
        assert (await response.read()).startswith(b"%PDF-")


async def test_without_an_answer_there_is_nothing_to_print(browser: Browser) -> None:
    status, answer = await browser.ask("POST", "/chat/pdf")
    assert (status, answer["error"].split(":")[0]) == (404, "conversation")


async def test_a_document_that_cannot_be_printed_is_an_error_and_the_next_one_works(
    texts: dict[str, Text],
) -> None:
    printer = PdfPrinter()
    with pytest.raises(PrintError, match="exit code"):
        await printer.print({"no": "document"})
    good = document(said(("a", [reply("b")])), texts, "de", DAY)
    assert (await printer.print(good)).startswith(b"%PDF-")
