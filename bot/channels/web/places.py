"""Places as one types: prefixes first, then what was misspelt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.knowledge import models as m
from bot.knowledge.place_names import short_forms
from bot.text import squash

MAX_PLACES = 8
MAX_QUERY = 64  # characters; no name is longer
MIN_FUZZY_LENGTH = 4
LONG_QUERY = 8  # from here on two slips of the keyboard are allowed
ENOUGH = 3  # places that begin as typed: then nothing was misspelt


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name as it is searched, and the place that it names."""

    key: str  # in the one spelling
    core: str  # the name without additions; the same for a town and its part of the same name
    name: str
    level: int  # 0 town, 1 district, 2 village: what more people mean comes first
    district: str
    postcodes: tuple[str, ...]


class PlaceSearch:
    """All districts, municipalities and villages of both states."""

    def __init__(
        self,
        districts: Collection[m.District],
        municipalities: Iterable[m.Municipality],
        villages: Iterable[m.Place],
    ) -> None:
        self._names = {district.ags: district.name for district in districts}
        self._entries = list(chain(_districts(districts), _towns(municipalities), _villages(villages)))
        self._keys = [entry.key for entry in self._entries]

    def find(self, query: str) -> list[dict[str, Any]]:
        """Return at most eight places, best first: name, postcode (None: several), district and its name."""
        typed = squash(query[:MAX_QUERY])
        if not typed:
            return []
        if typed.isdecimal():
            return self._shown(self._by_postcode(typed))
        found = self._shown(self._by_name(typed))
        if len(found) >= ENOUGH or len(typed) < MIN_FUZZY_LENGTH or typed in self._keys:
            return found
        return self._shown(chain(self._by_name(typed), self._misspelt(typed)))

    def _by_postcode(self, digits: str) -> Iterator[tuple[_Entry, str | None]]:
        pairs = [(code, e) for e in self._entries for code in e.postcodes if code.startswith(digits)]
        for code, entry in sorted(pairs, key=lambda pair: (pair[1].level, pair[0], pair[1].name)):
            yield entry, code

    def _by_name(self, typed: str) -> Iterator[tuple[_Entry, str | None]]:
        """Yield names that begin like this, then those with a later word that does."""
        begin = [entry for entry in self._entries if entry.key.startswith(typed)]
        within = [entry for entry in self._entries if f" {typed}" in entry.key]
        for entries in (begin, within):
            ranked = sorted(entries, key=lambda e: (e.key != typed, e.level, len(e.key), e.name, e.district))
            yield from ((entry, _only(entry.postcodes)) for entry in ranked)

    def _misspelt(self, typed: str) -> Iterator[tuple[_Entry, str | None]]:
        """Yield names whose beginning is one slip of the keyboard away, two for a long query."""
        slips = 2 if len(typed) >= LONG_QUERY else 1
        best: dict[int, float] = {}
        for length in range(len(typed) - slips, len(typed) + slips + 1):
            heads = [key[:length] for key in self._keys]
            for _, distance, index in process.extract(
                typed, heads, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=None
            ):
                best[index] = min(distance, best.get(index, distance))
        near = sorted(
            best, key=lambda i: (best[i], self._entries[i].level, len(self._keys[i]), self._keys[i])
        )
        yield from ((self._entries[index], _only(self._entries[index].postcodes)) for index in near)

    def _shown(self, found: Iterable[tuple[_Entry, str | None]]) -> list[dict[str, Any]]:
        """Return the first places that differ for a person."""
        unlike: dict[tuple[str, str], dict[str, Any]] = {}
        for entry, postcode in found:
            if len(unlike) == MAX_PLACES:
                break
            place = {"name": entry.name, "postcode": postcode, "district": entry.district}
            place["district_name"] = self._names[entry.district]
            unlike.setdefault((entry.core, entry.district), place)
        return list(unlike.values())


def _districts(districts: Iterable[m.District]) -> Iterator[_Entry]:
    """Yield the rural districts; an urban one is a town."""
    for district in districts:
        if district.type == "Landkreis":
            core = squash(district.name)
            for name in {district.name, district.short}:
                yield _Entry(squash(name), core, district.name, 1, district.ags, ())


def _towns(municipalities: Iterable[m.Municipality]) -> Iterator[_Entry]:
    postcodes: dict[tuple[str, str], list[str]] = {}
    for town in municipalities:
        postcodes.setdefault((town.name, town.district_ags), []).append(town.postcode)
    for (name, district), codes in postcodes.items():
        yield from _forms(name, 0, district, sorted(codes))


def _villages(villages: Iterable[m.Place]) -> Iterator[_Entry]:
    for village in villages:
        yield from _forms(
            village.name, 2, village.district_ags, [village.postcode] if village.postcode else []
        )


def _forms(name: str, level: int, district: str, postcodes: Sequence[str]) -> Iterator[_Entry]:
    """Yield a place under its name with and without additions: "Lutherstadt Wittenberg" also begins with W."""
    keys = sorted({squash(form) for form in short_forms(name)}, key=len)
    for key in keys:
        yield _Entry(key, keys[0], name, level, district, tuple(postcodes))


def _only(postcodes: tuple[str, ...]) -> str | None:
    return postcodes[0] if len(postcodes) == 1 else None
