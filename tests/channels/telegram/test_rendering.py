"""Replies of the contract as Telegram shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standin.entities import Formatted
from standin.html import parse_html

from bot.channels.telegram.markup import plain, runs_of, to_html
from bot.channels.telegram.rendering import Outgoing, render
from bot.channels.telegram.texts import texts
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.records import LANGUAGES

SERVICE = {"name": "Amt", "street": "Am Flugplatz 1", "postcode": "06366", "city": "Köthen (Anhalt)"}
HELP = {"title": "Hilfe", "payload": "/help"}


def reply(text: str = "Hallo", buttons: list[dict[str, str]] | None = None, **custom: Any) -> dict[str, Any]:
    return {"text": text, "buttons": buttons or [], "custom": {"act": "info", "language": "de", **custom}}


def shown(message: Outgoing) -> Formatted:
    """Return what a person sees; fails as Telegram would."""
    return parse_html(message.html)


def parts(message: Outgoing, kind: str) -> list[str]:
    formatted = shown(message)
    return [e.within(formatted.text) for e in formatted.entities if e.type == kind]


def links(message: Outgoing) -> dict[str, str]:
    formatted = shown(message)
    return {
        e.within(formatted.text): dict(e.extra)["url"] for e in formatted.entities if e.type == "text_link"
    }


@pytest.mark.parametrize(
    ("markdown", "text", "bold"),
    [
        ("**fett** und mager", "fett und mager", ["fett"]),
        ("- eins\n- zwei", "• eins\n• zwei", []),
        ("1. eins\n2. zwei", "1. eins\n2. zwei", []),
        ("2 * 3 * 4 ** 5", "2 * 3 * 4 ** 5", []),
        ("**offen", "**offen", []),
        ("snake_case und [Klammer]", "snake_case und [Klammer]", []),
        ("<b>kein</b> & <script>", "<b>kein</b> & <script>", []),
        ("Tom & Jerry &lt;", "Tom & Jerry &lt;", []),
        ("**a < b & c**", "a < b & c", ["a < b & c"]),
    ],
)
def test_simple_markdown_is_shown_and_everything_else_is_text(
    markdown: str, text: str, bold: list[str]
) -> None:
    (message,) = render(reply(markdown), texts("de"))
    assert shown(message).text == text
    assert parts(message, "bold") == bold


@pytest.mark.parametrize(
    ("markdown", "label", "url"),
    [
        ("[Amt](https://example.org/a?b=1&c=2)", "Amt", "https://example.org/a?b=1&c=2"),
        ("[Artikel](https://example.org/Halle_(Saale))", "Artikel", "https://example.org/Halle_(Saale)"),
        ('[x](https://example.org/"onclick="y)', "x", 'https://example.org/"onclick="y'),
        ("**[fett](https://example.org)**", "fett", "https://example.org"),
    ],
)
def test_a_link_leads_where_it_did(markdown: str, label: str, url: str) -> None:
    (message,) = render(reply(markdown), texts("de"))
    assert links(message) == {label: url}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "tg://user?id=5", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url: str) -> None:
    (message,) = render(reply(f"[hier]({url})"), texts("de"))
    assert links(message) == {}


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=300))
def test_any_text_is_html_that_telegram_reads_and_shows(text: str) -> None:
    runs = runs_of(text)
    assert parse_html(to_html(runs)).text == plain(runs)


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="*[]-"), max_size=300))
def test_a_text_without_markdown_is_shown_as_it_is(text: str) -> None:
    assert parse_html(to_html(runs_of(text))).text == text


def test_sources_with_their_date_are_folded_up_below_an_answer() -> None:
    sources = [{"title": "§ 18g [AufenthG]", "url": "https://example.org/18g"}]
    (message,) = render(reply("Antwort", sources=sources, as_of="2026-08-19"), texts("de"))
    (folded,) = parts(message, "expandable_blockquote")
    assert "19. August 2026" in folded
    assert links(message) == {"§ 18g (AufenthG)": "https://example.org/18g"}


def test_services_show_the_date_of_the_oldest() -> None:
    services = [SERVICE | {"as_of": "2026-11-20"}, SERVICE | {"as_of": "2026-03-01"}]
    sources = [{"title": "Amt", "url": "https://example.org"}]
    (message,) = render(reply("Amt", services=services, sources=sources), texts("en"))
    assert "1. März 2026" in parts(message, "expandable_blockquote")[0]


def test_the_address_of_a_service_leads_to_a_map() -> None:
    text = "Zuständig:\n\n**Amt**\nAm Flugplatz 1, 06366 Köthen (Anhalt)\nTelefon: +49 3496 600"
    (message,) = render(reply(text, services=[SERVICE]), texts("de"))
    (url,) = links(message).values()
    assert "Am Flugplatz 1, 06366 Köthen (Anhalt)" in unquote_plus(url)
    assert shown(message).text == text.replace("**", "")


@pytest.mark.parametrize("missing", ["street", "city"])
def test_half_an_address_leads_to_no_map(missing: str) -> None:
    service = SERVICE | {missing: None, "postcode": None}
    (message,) = render(reply("**Amt**\nAm Flugplatz 1", services=[service]), texts("de"))
    assert links(message) == {}


def test_the_button_that_was_pressed_is_said_first() -> None:
    (message,) = render(reply("Antwort"), texts("de"), chosen="Kosten <2026>")
    assert shown(message).text == "› Kosten <2026>\n\nAntwort"


def test_buttons_stand_below_the_last_message() -> None:
    messages = render(reply("Wort " * 2000, [HELP]), texts("de"))
    assert [bool(message.keyboard) for message in messages] == [False] * (len(messages) - 1) + [True]


def test_two_short_buttons_stand_side_by_side_and_a_long_one_alone() -> None:
    titles = ["Ja", "Nein", "Ausländerbehörde in meiner Nähe", "Mehr"]
    (message,) = render(reply(buttons=[HELP | {"title": t} for t in titles]), texts("de"))
    assert [[key["text"] for key in row] for row in message.keyboard] == [titles[:2], titles[2:3], titles[3:]]


def test_a_button_that_telegram_cannot_carry_is_left_out() -> None:
    (message,) = render(reply(buttons=[HELP, {"title": "?", "payload": "/no_such_intent"}]), texts("de"))
    assert [[key["data"] for key in row] for row in message.keyboard] == [["help"]]


def test_who_is_asked_for_a_place_can_send_the_location() -> None:
    (message,) = render(reply("Wo?", asks="place"), texts("de"))
    assert message.share_location == texts("de").share_location


def test_a_question_with_buttons_does_not_ask_for_the_location() -> None:
    (message,) = render(reply("Welcher?", [HELP], asks="place"), texts("de"))
    assert message.share_location == ""


def test_a_reply_without_text_is_no_message() -> None:
    assert render(reply(" \n"), texts("de"), chosen="") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_shown_as_it_was_written(
    language: str, knowledge: KnowledgeBase, content: Any
) -> None:
    for topic in content.topics:
        answer = knowledge.answers.answer(topic).text.in_language(language)
        (message,) = render(reply(answer), texts(language))
        assert "**" not in shown(message).text
        assert "](" not in shown(message).text
