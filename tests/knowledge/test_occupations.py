"""Occupations in what people type, and who recognises them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import models as m
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.content import Content
from bot.knowledge.occupations import OccupationFinder

from .builders import occupation


def finder() -> OccupationFinder:
    welder = occupation(
        id="welder", name={"de": "Metallbauer", "en": "metal worker"}, words={"de": [], "en": []}
    )
    mechanic = occupation(
        id="mechanic", name={"de": "Mechaniker", "en": "mechanic"}, words={"de": [], "en": []}
    )
    ambiguous = m.AmbiguousOccupation(word="Schlosser", occupations=["welder", "mechanic"])
    return OccupationFinder([occupation(), welder, mechanic], [ambiguous])


def ids(text: str, expected: bool = False) -> list[tuple[str, ...]]:
    return [match.occupations for match in finder().find(text, expected)]


@pytest.mark.parametrize("text", ["Krankenschwester", "ich bin krankenschwester aus Manila", "I am a NURSE"])
def test_occupation_is_found_by_each_of_its_words(text: str) -> None:
    assert ids(text) == [("nurse",)]


def test_ambiguous_word_names_all_its_occupations() -> None:
    assert ids("ich bin Schlosser") == [("welder", "mechanic")]


def test_occupations_are_found_in_the_order_of_the_text() -> None:
    assert ids("Metallbauer oder Krankenschwester") == [("welder",), ("nurse",)]


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("Krankenschwster", False, True),
        ("Krankenshwster", False, False),
        ("Krankenshwster", True, True),
        ("nurce", True, False),  # too short to be guessed
    ],
)
def test_misspelt_occupation_counts_more_when_we_have_just_asked(
    text: str, expected: bool, found: bool
) -> None:
    assert bool(ids(text, expected)) is found


def test_unknown_occupation_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        finder().occupation("astronaut")


def test_every_word_of_the_directory_leads_to_its_occupation(
    knowledge: KnowledgeBase, content: Content
) -> None:
    ambiguous = {entry.record.word for entry in content.ambiguous_occupations}
    records = [entry.record for entry in content.occupations]
    missed = [
        (word, record.id)
        for record in records
        for word in (record.name.de, record.name.en, *record.words.de, *record.words.en)
        if word not in ambiguous
        and not any(record.id in found.occupations for found in knowledge.occupations.find(word))
    ]
    assert missed == []


def test_every_ambiguous_word_leads_to_all_its_occupations(
    knowledge: KnowledgeBase, content: Content
) -> None:
    for entry in content.ambiguous_occupations:
        (found,) = knowledge.occupations.find(entry.record.word)
        assert list(found.occupations) == entry.record.occupations


def test_every_occupation_leads_to_a_body_in_every_district(
    knowledge: KnowledgeBase, content: Content
) -> None:
    nobody = [
        (job.record.id, area.record.ags)
        for job in content.occupations
        for area in content.districts
        if knowledge.services.competent_body(knowledge.occupations.occupation(job.record.id), area.record.ags)
        is None
    ]
    assert nobody == []


@pytest.mark.parametrize(
    ("word", "district", "chamber"),
    [
        ("Bäcker", "14511", "Chemnitz"),
        ("Bäcker", "15003", "Magdeburg"),
        ("Bäcker", "15002", "Halle"),
        ("baker", "14612", "Dresden"),
        ("baker", "14713", "Leipzig"),
    ],
)
def test_craft_is_recognised_by_the_chamber_of_the_district(
    knowledge: KnowledgeBase, word: str, district: str, chamber: str
) -> None:
    (found,) = knowledge.occupations.find(word)
    body = knowledge.services.competent_body(knowledge.occupations.occupation(found.occupations[0]), district)
    assert body is not None
    assert body.kind == "chamber_hwk"
    assert chamber in body.name


@given(text=st.text(), expected=st.booleans())
def test_any_text_can_be_searched_for_occupations(
    knowledge: KnowledgeBase, text: str, expected: bool
) -> None:
    for match in knowledge.occupations.find(text, expected):
        assert text[match.start : match.end] == match.text
