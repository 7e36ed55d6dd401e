"""Every name in the directory is found, however its umlauts are typed."""

from __future__ import annotations

import pytest

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.place_names import Level
from bot.text import squash

SWAPPED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"})
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def missed(knowledge: KnowledgeBase, names: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of name and district that are not found when we have just asked for the place."""
    return sorted(
        (name, district)
        for name, district in names
        if not any(district in match.districts for match in knowledge.places.find(name, expected=True))
    )


SPELLINGS = {"as_written": {}, "without_umlauts": SWAPPED, "umlauts_spelt_out": SPELT_OUT}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_municipality_is_found(knowledge: KnowledgeBase, content: Content, spelling: str) -> None:
    towns = {(e.record.municipality, e.record.district) for e in content.municipalities}
    assert missed(knowledge, {(name.translate(SPELLINGS[spelling]), key) for name, key in towns}) == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_name_of_a_district_is_found(knowledge: KnowledgeBase, content: Content, spelling: str) -> None:
    districts = [entry.record for entry in content.districts]
    names = {(name, d.ags) for d in districts for name in (d.name, d.short, *d.aliases)}
    assert missed(knowledge, {(name.translate(SPELLINGS[spelling]), key) for name, key in names}) == []


def test_every_postcode_is_found(knowledge: KnowledgeBase, content: Content) -> None:
    assert missed(knowledge, {(e.record.postcode, e.record.district) for e in content.municipalities}) == []


def test_every_plate_is_found(knowledge: KnowledgeBase, content: Content) -> None:
    districts = [entry.record for entry in content.districts]
    plates = {(f"Kennzeichen {p}", d.ags) for d in districts for p in (*d.plates, *d.risky_plates)}
    assert missed(knowledge, plates) == []


def test_every_village_is_found_unless_a_town_or_district_has_its_name(
    knowledge: KnowledgeBase, content: Content
) -> None:
    shadowed = {name for name, place in knowledge.places.names.items() if place.level < Level.VILLAGE}
    villages = {(e.record.place, e.record.district) for e in content.places}
    assert missed(knowledge, {v for v in villages if squash(v[0]) not in shadowed}) == []


def test_every_word_for_a_place_outside_is_found(knowledge: KnowledgeBase, content: Content) -> None:
    words = {(word, e.record.id) for e in content.outside for word in e.record.words}
    found = {
        (word, key)
        for word, key in words
        if any(match.outside == key for match in knowledge.places.find(word, expected=True))
    }
    assert sorted(words - found) == []
