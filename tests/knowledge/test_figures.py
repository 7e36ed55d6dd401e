"""Figures hold for their period only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.figures import PLACEHOLDER, FigureTable

from .builders import figure, period_row, phrases

IN_2026 = dt.date(2026, 8, 20)
NEXT_YEAR = {"from": "2027-01-01", "to": "2027-12-31", "value": 52000}


def say(
    text: str, *periods: dict[str, Any], language: str = "de", day: dt.date = IN_2026, unit: str = "EUR"
) -> str:
    return FigureTable([figure(*periods, unit=unit)], phrases()).fill(text, language, day).text


@pytest.mark.parametrize(
    ("value", "unit", "german", "english"),
    [
        (50700, "EUR", "50.700 Euro", "50,700 euros"),
        (45934.2, "EUR", "45.934,20 Euro", "45,934.20 euros"),
        (13.9, "EUR", "13,90 Euro", "13.90 euros"),
        (75, "EUR", "75 Euro", "75 euros"),
        (60, "percent", "60 %", "60%"),
        (2.5, "percent", "2,5 %", "2.5%"),
        (2, "weeks", "2", "2"),
        (1.5, "years", "1,5", "1.5"),
        (25000, "number", "25.000", "25,000"),
        (0, "EUR", "0 Euro", "0 euros"),
    ],
)
def test_value_is_written_as_in_the_language(value: float, unit: str, german: str, english: str) -> None:
    row = period_row(value=value)
    assert say("{salary}", row, unit=unit) == german
    assert say("{salary}", row, unit=unit, language="en") == english


@pytest.mark.parametrize(
    ("start", "end", "german", "english"),
    [
        ("2026-01-01", "2026-12-31", "2026", "2026"),
        ("2026-03-01", "2026-09-30", "2026", "2026"),
        ("2025-07-01", None, "seit Juli 2025", "since July 2025"),
        ("2025-03-01", "2026-12-31", "seit März 2025", "since March 2025"),
    ],
)
def test_period_is_a_year_or_since_when(start: str, end: str | None, german: str, english: str) -> None:
    row = period_row(**{"from": start, "to": end})
    assert say("{salary.period}", row) == german
    assert say("{salary.period}", row, language="en") == english


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-12-31", "[neuer Wert offen]"),
        ("2026-01-01", "50.700 Euro"),
        ("2026-12-31", "50.700 Euro"),
        ("2027-01-01", "52.000 Euro"),
        ("2027-12-31", "52.000 Euro"),
        ("2028-01-01", "[neuer Wert offen]"),
    ],
)
def test_value_changes_on_the_first_day_of_a_period(day: str, said: str) -> None:
    periods = (period_row(), period_row(**NEXT_YEAR))
    assert say("{salary}", *periods, day=dt.date.fromisoformat(day)) == said


def test_figure_that_holds_until_the_law_changes_is_still_said_years_later() -> None:
    assert say("{salary}", period_row(to=None), day=dt.date(2040, 1, 1)) == "50.700 Euro"


@pytest.mark.parametrize(("language", "said"), [("de", "(unbestätigt)"), ("en", "(unconfirmed)")])
def test_unverified_figure_is_marked(language: str, said: str) -> None:
    assert say("{salary}", period_row(verified=False), language=language).endswith(said)


def test_outdated_figure_is_reported_once_with_name_and_source() -> None:
    filled = FigureTable([figure()], phrases()).fill(
        "{salary} {salary.period} {salary}", "en", dt.date(2030, 1, 1)
    )
    assert [(name, link.title) for name, link in filled.outdated] == [
        ("salary threshold", "Bundesgesetzblatt")
    ]


def test_text_without_figures_stays_as_it_is() -> None:
    assert say("{Salary} {} {salary-x} 24/7") == "{Salary} {} {salary-x} 24/7"


def test_language_that_we_do_not_have_is_answered_in_english_words() -> None:
    assert "euros" in say("{salary}", language="fr")


def test_figures_that_end_are_listed_soonest_first() -> None:
    late = figure(period_row(to="2026-12-31"), id="late")
    soon = figure(period_row(to="2026-09-30"), id="soon")
    lasting = figure(period_row(to=None), id="lasting")
    table = FigureTable([late, lasting, soon], phrases())
    assert [f.id for f, _ in table.ending_by(dt.date(2026, 12, 31))] == ["soon", "late"]
    assert [f.id for f, _ in table.ending_by(dt.date(2026, 10, 1))] == ["soon"]


@given(day=st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), language=st.sampled_from(["de", "en"]))
def test_value_is_never_said_outside_its_period(day: dt.date, language: str) -> None:
    said = say("{salary}", language=language, day=day)
    assert ("50" in said) is (day.year == 2026)


@given(text=st.text())
def test_any_text_can_be_filled(text: str) -> None:
    assert isinstance(say(text.replace("{", "")), str)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("day", [dt.date(2026, 11, 21), dt.date(2027, 1, 1), dt.date(2040, 1, 1)])
def test_every_figure_of_the_content_can_be_said(
    knowledge: KnowledgeBase, content: Content, language: str, day: dt.date
) -> None:
    figures = [entry.record for entry in content.figures]
    table = FigureTable(figures, knowledge.phrases)
    for record in figures:
        text = f"{{{record.id}}} {{{record.id}.period}}"
        assert "{" not in table.fill(text, language, day).text


def test_every_figure_of_the_content_is_used(content: Content) -> None:
    texts = "".join(entry.record.model_dump_json() for entry in content.answers)
    used = {match["id"] for match in PLACEHOLDER.finditer(texts)}
    assert [entry.record.id for entry in content.figures if entry.record.id not in used] == []


def test_yearly_figures_of_the_content_end_with_their_year(content: Content) -> None:
    """A salary threshold of the Blue Card is set anew each year: without an end it would be said for ever."""
    endless = [
        entry.record.id
        for entry in content.figures
        if entry.record.id.startswith("blue_card_salary") and entry.record.periods[-1].to is None
    ]
    assert endless == []
