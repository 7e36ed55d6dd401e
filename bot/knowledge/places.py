"""Find places in what people type: district, town, village, postcode, licence plate; misspelt or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.knowledge import models as m
from bot.knowledge.gazetteer import Gazetteer, PhraseMatch, Word, words_of
from bot.knowledge.place_names import Level, NameIndex, RiskyNames, build_index
from bot.knowledge.spelling import Spelling

MIN_FUZZY_LENGTH = 5
LONG_NAME = 8  # letters; from here on two slips of the keyboard are allowed
NAME_IN_SMALL = 6  # letters of a name that somebody types who uses no capitals: "jobcenter dresdn"
PLATE = frozenset(("kennzeichen", "autokennzeichen", "plate", "plates", "numberplate"))
PLATE_OWNERS = frozenset(
    ("fur", "for", "kreis", "landkreis", "lk", "district")
)  # "chamber for ERZ", "Kreis SAW"
CURRENCY_SIGNS = "€$£"
SHORT_MESSAGE = 3  # words; such a message is a name, not a sentence


@dataclass(frozen=True)
class PlaceMatch:
    """A place in a sentence; more than one district means that we have to ask which."""

    start: int
    end: int
    text: str
    name: str  # as it is officially written; a postcode or plate as typed
    districts: tuple[str, ...]  # keys, sorted; empty when outside or unknown
    outside: str | None = None  # id of the place outside both states
    unknown_postcode: bool = False


class PlaceFinder:
    """All names of places of both states, and of their neighbours."""

    def __init__(
        self,
        districts: Collection[m.District],
        municipalities: Sequence[m.Municipality],
        villages: Sequence[m.Place],
        outside: Sequence[m.OutsidePlace],
        risky: RiskyNames,
    ) -> None:
        self._districts = {district.ags: district for district in districts}
        self._index: NameIndex = build_index(districts, municipalities, villages, outside)
        self.names = self._index.names
        self._gazetteer = Gazetteer({key: [key] for key in self.names})
        self.fuzzy_names = [n for n in self._index.fuzzy_names if len(n) >= MIN_FUZZY_LENGTH]
        self._spelling = Spelling(self.fuzzy_names)
        self._postcodes: dict[str, set[str]] = defaultdict(set)
        pairs = [(row.postcode, row.district_ags) for row in municipalities]
        pairs += [(row.postcode, row.district_ags) for row in villages if row.postcode]
        for postcode, ags in pairs:
            self._postcodes[postcode].add(ags)
        self._prefixes = {postcode[:2] for postcode in self._postcodes}
        self._outside = {place.id: place for place in outside}
        self._risky = risky

    def district(self, ags: str) -> m.District:
        """Return a district by its key; KeyError for a key of no district."""
        return self._districts[ags]

    def outside_place(self, place_id: str) -> m.OutsidePlace:
        """Return a place outside both states by its id."""
        return self._outside[place_id]

    def find(self, text: str, expected: bool = False) -> list[PlaceMatch]:
        """Return the places in a text, left to right.

        Args:
            text: what the person typed.
            expected: we have just asked for the place, so that rare names and misspellings count everywhere.
        """
        words = words_of(text)
        lone = expected or len(words) <= SHORT_MESSAGE
        typed_small = not any(word.typed.istitle() for word in words)  # "IHK" is no capital of a name
        found: list[tuple[int, int, PlaceMatch]] = []
        taken: set[int] = set()
        hits = self._gazetteer.find(words)
        starts = {hit.first for hit in hits}
        for hit in hits:
            taken |= set(range(hit.first, hit.last))
            if not self._is_risky(words, hit, lone or self._is_near_another(words, hit, starts)):
                found.append((hit.first, hit.last, self._exact(text, words, hit)))
        for index in range(len(words)):
            if index in taken:
                continue
            place = self._postcode(text, words, index, lone) or self._plate(words, index, lone)
            place = place or self._misspelt(words, index, lone, typed_small)
            if place is not None:
                found.append((index, index + 1, place))
        return [match for _, _, match in sorted(found, key=lambda item: item[0])]

    def _exact(self, text: str, words: Sequence[Word], hit: PhraseMatch) -> PlaceMatch:
        start, end = words[hit.first].start, words[hit.last - 1].end
        return self._named(hit.key, start, end, text[start:end])

    def _is_risky(self, words: Sequence[Word], hit: PhraseMatch, lone: bool) -> bool:
        """Return whether the name is rather a word of the sentence."""
        if hit.key in self._risky.only_when_asked:
            return not lone
        if lone or hit.key not in self._risky.after_announcement:
            return False
        return not self._announced(words, hit.first)

    def _is_near_another(self, words: Sequence[Word], hit: PhraseMatch, starts: set[int]) -> bool:
        """Return whether a place follows that says where the name lies: "Burg near Magdeburg"."""
        is_near = hit.last < len(words) and words[hit.last].squashed in ("bei", "near")
        return is_near and hit.last + 1 in starts

    def _announced(self, words: Sequence[Word], index: int) -> bool:
        return index > 0 and words[index - 1].squashed in self._risky.announced_by

    def _named(self, key: str, start: int, end: int, typed: str) -> PlaceMatch:
        name = self._index.names[key]
        if name.level is Level.OUTSIDE:
            return PlaceMatch(start, end, typed, name.shown, (), outside=name.outside)
        return PlaceMatch(start, end, typed, name.shown, tuple(sorted(name.districts)))

    def _postcode(self, text: str, words: Sequence[Word], index: int, lone: bool) -> PlaceMatch | None:
        word = words[index]
        if not re.fullmatch(r"[0-9]{5}", word.typed) or self._is_amount(text, words, index):
            return None
        districts = tuple(sorted(self._postcodes.get(word.typed, ())))
        if districts:
            return PlaceMatch(word.start, word.end, word.typed, word.typed, districts)
        if not (lone or self._announced(words, index)):
            return None
        if word.typed[:2] in self._prefixes:
            return PlaceMatch(word.start, word.end, word.typed, word.typed, (), unknown_postcode=True)
        return PlaceMatch(word.start, word.end, word.typed, word.typed, (), outside="deutschland")

    def _is_amount(self, text: str, words: Sequence[Word], index: int) -> bool:
        around = text[max(0, words[index].start - 2) : words[index].end + 2]
        if any(sign in around for sign in CURRENCY_SIGNS):
            return True
        neighbours = (*words[max(0, index - 1) : index], *words[index + 1 : index + 2])
        return any(word.squashed in self._risky.currency for word in neighbours)

    def _plate(self, words: Sequence[Word], index: int, lone: bool) -> PlaceMatch | None:
        word = words[index]
        announced = any(before.squashed in PLATE for before in words[max(0, index - 2) : index])
        districts = self._index.plates.get(word.typed.upper() if announced else word.typed)
        whose = index > 0 and words[index - 1].squashed in PLATE_OWNERS
        if not districts or not (announced or lone or whose or self._announced(words, index)):
            return None
        if word.typed in self._index.risky_plates and not (announced or whose or len(words) == 1):
            return None
        return PlaceMatch(word.start, word.end, word.typed, word.typed.upper(), tuple(sorted(districts)))

    def _misspelt(
        self, words: Sequence[Word], index: int, lone: bool, typed_small: bool
    ) -> PlaceMatch | None:
        """Return the place that a word nearly names; a capital marks a name, unless somebody types none at all."""
        word = words[index]
        key = word.squashed
        if len(key) < MIN_FUZZY_LENGTH or key in self._risky.words_like_places:
            return None
        looks_like_name = word.typed[0].isupper() or (typed_small and len(key) >= NAME_IN_SMALL)
        if not (lone or self._announced(words, index) or looks_like_name):
            return None
        slips = 2 if len(key) >= LONG_NAME and (lone or self._announced(words, index)) else 1
        best = self._spelling.nearest(key, slips)
        if best is None:
            return None
        return self._named(best, word.start, word.end, word.typed)
