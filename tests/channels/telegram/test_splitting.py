"""Long replies become several messages: within the limit, nothing lost, no format broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standin.html import parse_html

from bot.channels.telegram.markup import Run, plain, runs_of, to_html, utf16_length
from bot.channels.telegram.splitting import LIMIT, split

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)
urls = st.sampled_from(
    ["https://example.org", "https://example.org/?a=1&b=%22<2>", f"https://a.de/{'x' * 60}"]
)
runs = st.builds(
    Run,
    text=st.one_of(
        words, st.sampled_from(["\n", "\n\n", ". ", " ", "👨‍👩‍👧‍👦", "e\u0301", "<b>", "&amp;", "🏳️‍🌈"])
    ),
    bold=st.booleans(),
    url=st.none() | urls,
    quote=st.booleans(),
)
texts = st.lists(runs, max_size=40)
limits = st.integers(200, 400)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(texts, limits)
def test_no_message_is_longer_than_the_limit_with_or_without_tags(text: list[Run], limit: int) -> None:
    for part in split(text, limit):
        assert utf16_length(to_html(part)) <= limit
        assert utf16_length(plain(part)) <= limit


@given(texts, limits)
def test_only_blanks_are_lost(text: list[Run], limit: int) -> None:
    parts = "".join(plain(part) for part in split(text, limit))
    assert without_blanks(parts) == without_blanks(plain(text))


@given(texts, limits)
def test_every_message_is_html_that_telegram_reads_and_shows_as_it_was_meant(
    text: list[Run], limit: int
) -> None:
    for part in split(text, limit):
        shown = parse_html(to_html(part))
        assert shown.text == plain(part)
        bold = [e.within(shown.text) for e in shown.entities if e.type == "bold"]
        assert "".join(bold) == "".join(run.text for run in part if run.bold)


@given(texts, limits)
def test_no_message_is_blank(text: list[Run], limit: int) -> None:
    assert all(plain(part).strip() for part in split(text, limit))


@given(
    st.lists(
        st.sampled_from(["**fett und wichtig** ", "[Link](https://example.org/x) ", "Wort "]), min_size=1
    )
)
def test_a_bold_text_or_link_that_fits_into_a_message_is_never_cut(pieces: list[str]) -> None:
    for part in split(runs_of("".join(pieces) * 5), 300):
        assert {run.text for run in part if run.bold} <= {"fett und wichtig"}
        assert {run.text for run in part if run.url} <= {"Link"}


@pytest.mark.parametrize(
    "messages",
    [
        ["Ein Satz. Noch ein Satz.", "Neuer Absatz. Er geht noch weiter."],
        ["Zeile eins ist so lang", "Zeile zwei. Sie ist es auch, und länger."],
        ["Dies ist der erste Satz hier.", "Dies ist der zweite Satz hier."],
        ["nur Wörter ohne Punkt und Komma hintereinander weg", "und weiter"],
    ],
    ids=["after a paragraph", "after a line", "after a sentence", "after a word"],
)
def test_a_text_is_cut_at_the_best_place(messages: list[str], request: pytest.FixtureRequest) -> None:
    between = {"paragraph": "\n\n", "line": "\n"}.get(request.node.callspec.id.split()[-1], " ")
    assert [plain(part) for part in split([Run(between.join(messages))], 50)] == messages


@pytest.mark.parametrize("character", ["👨‍👩‍👧‍👦", "👍🏽", "e\u0301", "❤\ufe0f"])
def test_what_people_see_as_one_character_is_never_cut(character: str) -> None:
    for part in split([Run(character * 60)], 50):
        assert plain(part) == character * (len(plain(part)) // len(character))


def test_a_short_text_stays_one_message() -> None:
    assert split([Run("Hallo")]) == [[Run("Hallo")]]


def test_the_limit_counts_utf_16_units() -> None:
    assert len(split([Run("😀" * (LIMIT // 2))])) == 1
    assert len(split([Run("😀" * (LIMIT // 2) + "x")])) == 2


def test_nothing_is_no_message() -> None:
    assert split([]) == []
    assert split([Run(" \n ")]) == []
