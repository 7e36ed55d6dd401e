"""The stand-in behaves as Telegram's Bot API; python-telegram-bot is its client: texts and keyboards."""

from __future__ import annotations

import contextlib
import html
from collections.abc import Callable

import pytest
import telegram
from clients import button, inline
from hypothesis import given
from hypothesis import strategies as st
from standin.entities import Formatted, utf16_length
from standin.errors import ApiError
from standin.html import parse_html
from standin.markdown import parse_markdown
from standin.people import Person
from telegram import InlineKeyboardButton, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest
from telegram.helpers import escape_markdown

HTML = {
    "plain": ("Guten Tag", "Guten Tag", []),
    "bold": ("<b>Visum</b> da", "Visum da", [("bold", "Visum")]),
    "nested": ("<b>a <i>b</i></b>", "a b", [("bold", "a b"), ("italic", "b")]),
    "escaped": ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;", '1 < 2 && 3 > 2 "', []),
    "a number of a character": ("&#252;&#x1F600;", "ü😀", []),
    "an ampersand alone": ("Miete & Strom", "Miete & Strom", []),
    "a name that is not known": ("a&nbsp;b", "a&nbsp;b", []),
    "a link": ('<a href="https://x.de/?a=1&amp;b=2">da</a>', "da", [("text_link", "da")]),
    "a link that is none": ('<a href="nowhere">da</a>', "da", []),
    "after an emoji": ("👍🏽 <b>ja</b>", "👍🏽 ja", [("bold", "ja")]),
    "an end without name": ("<b>a</>", "a", [("bold", "a")]),
    "nothing in it": ("a<b></b>", "a", []),
    "blank edges": ("  <b>a</b> \n", "a", [("bold", "a")]),
    "a quotation": ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", "a")]),
}
BROKEN_HTML = {
    "not closed": ("<b>a", "Can't find end tag"),
    "closed twice": ("a</b>", "Unexpected end tag"),
    "crossed": ("<b><i>a</b></i>", "Unmatched end tag"),
    "a tag of the web": ("a<br>b", "Unsupported start tag"),
    "less than": ("1 < 2", "Unclosed start tag"),
    "a list": ("<ul><li>a</li></ul>", "Unsupported start tag"),
    "half a tag": ("<b", "Unclosed start tag"),
    "half an end": ("<b>a</b", "Unclosed end tag"),
    "a span without class": ("<span>a</span>", 'Tag "span" must have class'),
}
MARKDOWN = {
    "bold": ("*a* b", "a b", [("bold", "a")]),
    "italic in bold": ("*a _b_*", "a b", [("bold", "a b"), ("italic", "b")]),
    "underline": ("__a__", "a", [("underline", "a")]),
    "escaped": (r"1\.5 \+ 2 \= 3\!", "1.5 + 2 = 3!", []),
    "a link": (r"[da](https://x.de/a_\(b\))", "da", [("text_link", "da")]),
    "code": ("`a*b`", "a*b", [("code", "a*b")]),
    "a quotation": (">a\n>b\nc", "a\nb\nc", [("blockquote", "a\nb")]),
}
BROKEN_MARKDOWN = {
    "a full stop": ("Guten Tag.", "'.' is reserved"),
    "a hyphen": ("EU-Karte", "'-' is reserved"),
    "not closed": ("*a", "Can't find end of Bold entity"),
    "a link not closed": ("[a](https://x.de", "Can't find end of a URL"),
    "a bracket": ("a)", "')' is reserved"),
}


def shown_by(person: Person) -> tuple[str, list[tuple[str, str]]]:
    [message] = person.reads()
    return message.text, [(entity.type, entity.within(message.text)) for entity in message.entities]


@pytest.mark.parametrize("name", HTML)
async def test_html_is_shown_as_telegram_shows_it(name: str, bot: telegram.Bot, person: Person) -> None:
    text, shown, entities = HTML[name]
    await bot.send_message(person.chat_id, text, parse_mode="HTML")
    assert shown_by(person) == (shown, entities)


@pytest.mark.parametrize("name", MARKDOWN)
async def test_markdown_is_shown_as_telegram_shows_it(name: str, bot: telegram.Bot, person: Person) -> None:
    text, shown, entities = MARKDOWN[name]
    await bot.send_message(person.chat_id, text, parse_mode="MarkdownV2")
    assert shown_by(person) == (shown, entities)


@pytest.mark.parametrize(
    ("mode", "text", "reason"),
    [("HTML", *case) for case in BROKEN_HTML.values()]
    + [("MarkdownV2", *case) for case in BROKEN_MARKDOWN.values()],
)
async def test_a_broken_format_is_refused(
    mode: str, text: str, reason: str, bot: telegram.Bot, person: Person
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)can't parse entities") as refused:
        await bot.send_message(person.chat_id, text, parse_mode=mode)
    assert reason.lower() in str(refused.value).lower()
    assert person.unread() == []


@given(st.text(max_size=60))
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == Formatted(text)
    assert parse_markdown(escape_markdown(text, version=2)) == Formatted(text)


@given(
    st.text(alphabet="<>/abi=\"' &;#x1*_[]()~`", max_size=30), st.sampled_from([parse_html, parse_markdown])
)
def test_any_text_is_parsed_or_refused(text: str, parse: Callable[[str], Formatted]) -> None:
    with contextlib.suppress(ApiError):
        formatted = parse(text)
        assert all(entity.within(formatted.text) for entity in formatted.entities)


async def test_entities_may_come_beside_the_text(bot: telegram.Bot, person: Person) -> None:
    bold = telegram.MessageEntity("bold", offset=3, length=2)
    await bot.send_message(person.chat_id, "😀 ja", entities=[bold])
    assert shown_by(person) == ("😀 ja", [("bold", "ja")])


@pytest.mark.parametrize(("offset", "length"), [(0, 9), (-1, 1), (1, 1), (0, 1)])
async def test_an_entity_that_does_not_fit_is_refused(
    offset: int, length: int, bot: telegram.Bot, person: Person
) -> None:
    entity = telegram.MessageEntity("bold", offset=offset, length=length)
    with pytest.raises(BadRequest):
        await bot.send_message(person.chat_id, "😀", entities=[entity])


@pytest.mark.parametrize(
    ("text", "mode", "is_sent"),
    [
        ("a" * 4096, None, True),
        ("a" * 4097, None, False),
        ("😀" * 2048, None, True),
        ("😀" * 2048 + "a", None, False),
        ("<b>" + "a" * 4096 + "</b>", "HTML", True),
        ("&amp;" * 4096, "HTML", True),
    ],
)
async def test_the_length_counts_in_utf16_after_parsing(
    text: str, mode: str | None, is_sent: bool, bot: telegram.Bot, person: Person
) -> None:
    if is_sent:
        await bot.send_message(person.chat_id, text, parse_mode=mode)
        assert utf16_length(person.reads()[0].text) == 4096
    else:
        with pytest.raises(BadRequest, match=r"(?i)message is too long"):
            await bot.send_message(person.chat_id, text, parse_mode=mode)


@pytest.mark.parametrize("text", [" ", "\n\n", "<b> </b>"])
async def test_an_empty_text_is_refused(text: str, bot: telegram.Bot, person: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message text is empty"):
        await bot.send_message(person.chat_id, text, parse_mode="HTML")


# keyboards


KEYBOARDS_REFUSED = {
    "65 bytes of data": inline([button("a" * 65)]),
    "33 umlauts": inline([button("ü" * 33)]),
    "no data": inline([button("")]),
    "no title": inline([button(title=" ")]),
    "nine in a row": inline([button()] * 9),
    "101 buttons": inline(*[[button()]] * 101),
    "a broken address": inline([InlineKeyboardButton("Karte", url="nowhere")]),
    "a button that does nothing": inline([InlineKeyboardButton("Ja", api_kwargs={})]),
    "a reply keyboard without buttons": ReplyKeyboardMarkup([[]]),
}


@pytest.mark.parametrize("name", KEYBOARDS_REFUSED)
async def test_a_keyboard_over_the_limits_is_refused(name: str, bot: telegram.Bot, person: Person) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(person.chat_id, "?", reply_markup=KEYBOARDS_REFUSED[name])
    assert person.unread() == []


async def test_a_keyboard_at_the_limits_is_shown(bot: telegram.Bot, person: Person) -> None:
    keyboard = inline([button("a" * 64)] * 8, [InlineKeyboardButton("Karte", url="https://osm.org/?a=1")])
    await bot.send_message(person.chat_id, "?", reply_markup=keyboard)
    [message] = person.reads()
    assert [len(row) for row in message.keyboard.rows] == [8, 1]
    assert message.links() == ["https://osm.org/?a=1"]


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: telegram.Bot, person: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Standort senden", request_location=True)]])
    await bot.send_message(person.chat_id, "Wo?", reply_markup=keyboard)
    await bot.send_message(person.chat_id, "Danke")
    assert person.chat.reply_keyboard is not None
    assert person.chat.reply_keyboard.buttons[0].asks == "location"
    await bot.send_message(person.chat_id, "Gut", reply_markup=telegram.ReplyKeyboardRemove())
    assert person.chat.reply_keyboard is None


async def test_a_pressed_button_is_answered_once(bot: telegram.Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "?", reply_markup=inline([button("data:1")]))
    person.presses("Ja")
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "data:1"
    assert update.callback_query.message.text == "?"
    await update.callback_query.answer("Moment")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await update.callback_query.answer()
    assert [note.text for note in person.chat.happened("notice")] == ["Moment"]
