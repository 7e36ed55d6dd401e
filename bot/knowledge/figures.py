"""Figures with the period they hold for; never said after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from bot.knowledge.records import Figure, FigurePeriod, Link, Text

PLACEHOLDER = re.compile(r"\{(?P<id>[a-z][a-z0-9_]*)(?P<period>\.period)?\}")

_decimal = lru_cache(512)(format_decimal)  # parses its pattern every time
_UNIT_PHRASES = {"EUR": "figure_euro", "percent": "figure_percent"}


@dataclass(frozen=True)
class FilledText:
    """A text with its figures, and the figures whose period is over."""

    text: str
    outdated: tuple[tuple[str, Link], ...]  # (name of the figure, where to look it up)


class FigureTable:
    """All figures, asked for a day."""

    def __init__(self, figures: Iterable[Figure], phrases: Mapping[str, Text]) -> None:
        self._figures = {figure.id: figure for figure in figures}
        self._phrases = phrases

    def __contains__(self, figure_id: str) -> bool:
        return figure_id in self._figures

    def period_on(self, figure_id: str, day: dt.date) -> FigurePeriod | None:
        """Return the period that holds on a day; None when none does."""
        iso = day.isoformat()
        for period in self._figures[figure_id].periods:
            if period.from_ <= iso and (period.to is None or iso <= period.to):
                return period
        return None

    def fill(self, text: str, language: str, day: dt.date) -> FilledText:
        """Return a text with its placeholders replaced by what holds on a day."""
        outdated: dict[str, tuple[str, Link]] = {}

        def replace(match: re.Match[str]) -> str:
            figure = self._figures[match["id"]]
            period = self.period_on(figure.id, day)
            if period is None:
                source = figure.periods[-1].source
                outdated[figure.id] = (figure.name.in_language(language), source)
                return str(day.year) if match["period"] else self._say("figure_outdated", language)
            if match["period"]:
                return self.period_name(period, language)
            return self.format_value(figure, period, language)

        filled = PLACEHOLDER.sub(replace, text)
        return FilledText(filled, tuple(outdated.values()))

    def ending_by(self, day: dt.date) -> list[tuple[Figure, str]]:
        """Return (figure, last day) of the figures known only until a day at most, soonest first."""
        ends = [
            (figure, last)
            for figure in self._figures.values()
            if (last := figure.periods[-1].to) is not None and last <= day.isoformat()
        ]
        return sorted(ends, key=lambda pair: pair[1])

    def format_value(self, figure: Figure, period: FigurePeriod, language: str) -> str:
        """Return a value as people write it: 45934.2 EUR -> "45.934,20 Euro"."""
        whole = period.value == int(period.value)
        pattern = "#,##0.00" if figure.unit == "EUR" and not whole else "#,##0.##"
        said = _decimal(period.value, format=pattern, locale=language)
        if figure.unit in _UNIT_PHRASES:
            said = self._say(_UNIT_PHRASES[figure.unit], language, said)
        return said if period.verified else self._say("figure_unverified", language, said)

    def period_name(self, period: FigurePeriod, language: str) -> str:
        """Return the year of a calendar year, else since when: "2026", "seit Juli 2026"."""
        if period.to is not None and period.from_[:4] == period.to[:4]:
            return period.from_[:4]
        month = format_date(dt.date.fromisoformat(period.from_), "MMMM y", locale=language)
        return self._say("figure_since", language, month)

    def _say(self, phrase: str, language: str, value: str = "") -> str:
        return self._phrases[phrase].in_language(language).replace("{}", value)
