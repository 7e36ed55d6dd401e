"""Every way to write the name of a place, and the districts it can mean."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.knowledge import models as m
from bot.text import fold, squash

_PREFIX = re.compile(r"^(Lutherstadt|Hansestadt|Welterbestadt|Stadt|Verbandsgemeinde|Landkreis)\s+", re.I)
_SUFFIX = re.compile(r"\s*(\(.*\)|/.*|,.*|\bO\.\s*L\.|\ban der .*|\bam .*|\bbei .*|\bim .*|\bin Sachsen)$")


MIN_INFLECTED = 6  # letters; shorter names with endings are ordinary words: "Burg", "Bürger"
STATE_NAMES = {
    "14": ("Sachsen", "Saxony", "Freistaat Sachsen", "Sachsens"),
    "15": ("Sachsen-Anhalt", "Saxony-Anhalt", "Land Sachsen-Anhalt", "LSA", "Sachsen-Anhalts", "Anhalt"),
}
MIN_STEM = 5  # "Rathen" is not inflected to "rather"


_STATES = {squash(name) for names in STATE_NAMES.values() for name in names}


class Level(enum.IntEnum):
    """What a name stands for; the lower one wins when a name stands for several."""

    DISTRICT = 1
    MUNICIPALITY = 2
    VILLAGE = 3
    OUTSIDE = 4


@dataclass
class Name:
    """A name and what it can mean at its level."""

    shown: str
    level: Level
    districts: set[str] = field(default_factory=set)
    outside: str | None = None


@dataclass
class NameIndex:
    """One spelling -> name; plates in capital letters -> districts."""

    names: dict[str, Name] = field(default_factory=dict)
    fuzzy_names: list[str] = field(default_factory=list)  # single words of districts and towns
    plates: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    risky_plates: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)  # the spellings that are inflected

    def add_with_forms(self, spelling: str, name: Name) -> None:
        """Add a spelling and its inflected forms."""
        self.add(spelling, name)
        for form in inflected(spelling):
            if squash(form) not in self.names:
                self.forms.add(squash(form))
            self.add(form, name)

    def add(self, spelling: str, name: Name) -> None:
        """Add a spelling; a name of a lower level replaces, one of the same level joins."""
        key = squash(spelling)
        if (
            not key or len(fold(spelling)) < 3
        ):  # "so", "an": letters of an abbreviation or of another alphabet
            return
        known = self.names.get(key)
        if known is None or name.level < known.level:
            self.names[key] = Name(name.shown, name.level, set(name.districts), name.outside)
        elif name.level == known.level:
            known.districts |= name.districts


@dataclass(frozen=True)
class RiskyNames:
    """Words that tell a name of a place from an ordinary word; all in the one spelling."""

    after_announcement: frozenset[str]
    only_when_asked: frozenset[str]
    announced_by: frozenset[str]
    currency: frozenset[str]
    words_like_places: frozenset[str]

    @classmethod
    def from_lists(cls, lists: Mapping[str, list[str]]) -> RiskyNames:
        """Return the words of the lists of data/directory/risky_names.yml."""
        return cls(**{name: frozenset(map(squash, words)) for name, words in lists.items()})


def build_index(
    districts: Collection[m.District],
    municipalities: Sequence[m.Municipality],
    villages: Sequence[m.Place],
    outside: Sequence[m.OutsidePlace],
) -> NameIndex:
    """Return the index of all names."""
    index = NameIndex()
    for place in outside:
        for word in [*place.words, *place.name.values()]:
            index.add(word, Name(place.name["de"], Level.OUTSIDE, outside=place.id))
    _add_states(index, districts)
    for village in villages:
        name = Name(village.name, Level.VILLAGE, {village.district_ags})
        for spelling in short_forms(village.name):
            index.add(spelling, name)
    for town in municipalities:
        name = Name(town.name, Level.MUNICIPALITY, {town.district_ags})
        for spelling in short_forms(town.name):
            index.add_with_forms(spelling, name)
    for district in districts:
        _add_district(index, district)
    index.fuzzy_names = [
        key
        for key, name in index.names.items()
        if " " not in key
        and key not in index.forms
        and name.level in (Level.DISTRICT, Level.MUNICIPALITY)
        and key not in _STATES
    ]
    return index


def _add_district(index: NameIndex, district: m.District) -> None:
    name = Name(district.name, Level.DISTRICT, {district.ags})
    for spelling in {district.short, district.name, *district.aliases}:
        index.add_with_forms(spelling, name)
    city = district.type == "Kreisfreie Stadt"
    for word in ("stadt", "city of") if city else ("landkreis", "kreis", "lk", "district", "district of"):
        own = _PREFIX.sub("", district.short)
        index.add(f"{word} {own}", name)
        index.add(f"{own} {word.removesuffix(' of')}", name)
    for plate in [*district.plates, *district.risky_plates]:
        index.plates[plate].add(district.ags)
    index.risky_plates |= set(district.risky_plates)


def _add_states(index: NameIndex, districts: Collection[m.District]) -> None:
    """Add the names of both states: a place for what does not differ within them."""
    for state, names in STATE_NAMES.items():
        name = Name(names[0], Level.DISTRICT, {d.ags for d in districts if d.state == state})
        for spelling in names:
            index.add(spelling, name)


def short_forms(name: str) -> set[str]:
    """Return a name with and without its additions: "Halle (Saale)" -> also "Halle"."""
    forms = {name}
    forms |= {_PREFIX.sub("", form) for form in forms}
    forms |= {_SUFFIX.sub("", form) for form in forms}
    return {form for form in forms if len(form) > 2}


def inflected(name: str) -> Iterator[str]:
    """Yield the forms of a name within a sentence: "Zwickaus", "Zwickauer"; none for several words."""
    if " " in name or "-" in name or len(squash(name)) < MIN_INFLECTED:
        return
    yield f"{name}s"
    stem = name.removesuffix("e")
    for ending in ("er", "ern", "erin"):
        yield f"{stem}{ending}"
        if name.endswith("en") and len(name) - 2 >= MIN_STEM:
            yield f"{name[:-2]}{ending}"
            yield f"{name[:-2]}n{ending}"
