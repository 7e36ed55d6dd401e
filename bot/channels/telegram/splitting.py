"""Long replies in several messages: cut at sensible places, bold texts and links whole."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.channels.telegram.markup import Run, plain, to_html, utf16_length

LIMIT = 4096  # UTF-16 units; Telegram counts them without tags, we with them, which is on the safe side
_MARKS = ("\n\n", "\n", ". ", " ")  # where to cut, best first
_JOINERS = "\u200d\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def split(runs: Sequence[Run], limit: int = LIMIT) -> list[list[Run]]:
    """Return the runs in messages, none of them longer than the limit or blank; only blanks are lost at the cuts."""
    parts = []
    rest = _strip(runs)
    while utf16_length(to_html(rest)) > limit:
        place = _place_to_cut(rest, _longest(rest, limit))
        parts.append(_strip(_slice(rest, 0, place)))
        rest = _strip(_slice(rest, place, len(plain(rest))))
    return [part for part in (*parts, rest) if part]


def _longest(runs: Sequence[Run], limit: int) -> int:
    """Return how many characters fit; at least 1."""
    lengths = range(len(plain(runs)) + 1)
    fitting = bisect_right(lengths, limit, key=lambda n: utf16_length(to_html(_slice(runs, 0, n))))
    return max(1, fitting - 1)


def _place_to_cut(runs: Sequence[Run], most: int) -> int:
    """Return after how many characters to cut: the best mark after the first third, outside of bold texts and links."""
    text = plain(runs)
    bounds = list(accumulate((len(run.text) for run in runs), initial=0))
    styled = [(a, b) for run, a, b in zip(runs, bounds, bounds[1:], strict=False) if run.is_styled]
    for mark in _MARKS:
        at = text.rfind(mark, 0, most + 1)
        while at > most // 3:
            place = at + len(mark.strip())  # a full stop stays with its sentence
            if place <= most and not any(start < place < end for start, end in styled):
                return place
            at = text.rfind(mark, 0, at)
    whole = [start for start, end in styled if most // 4 < start < most < end]
    return whole[0] if whole else _between_characters(text, most)


def _between_characters(text: str, place: int) -> int:
    """Return the nearest place before that is not within what people see as one character."""
    earliest = max(1, place - 32)
    while place > earliest and _belong_together(text[place - 1], text[place]):
        place -= 1
    return place


def _belong_together(before: str, after: str) -> bool:
    combines = unicodedata.category(after) in ("Mn", "Me", "Mc") or ord(after) in _SKIN_TONES
    return combines or after in _JOINERS or before == "\u200d"


def _slice(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    """Return the runs between two characters; those that are cut keep their look on both sides."""
    parts = []
    offset = 0
    for run in runs:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        if text:
            parts.append(replace(run, text=text))
        offset += len(run.text)
    return parts


def _strip(runs: Sequence[Run]) -> list[Run]:
    text = plain(runs)
    return _slice(runs, len(text) - len(text.lstrip()), len(text.rstrip()))
