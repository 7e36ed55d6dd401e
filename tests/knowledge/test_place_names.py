"""Spellings of names, with small built records."""

from __future__ import annotations

import pytest

from bot.knowledge import models as m
from bot.knowledge.place_names import RiskyNames, inflected, short_forms
from bot.knowledge.places import PlaceFinder

from .builders import LEIPZIG, LEIPZIG_DISTRICT, district


def finder(*, aliases: tuple[str, ...] = (), villages: tuple[tuple[str, str], ...] = ()) -> PlaceFinder:
    districts = [district(aliases=list(aliases)), district(**LEIPZIG), district(**LEIPZIG_DISTRICT)]
    risky = RiskyNames.from_lists(
        {
            "after_announcement": ["Burg"],
            "only_when_asked": ["Elend"],
            "announced_by": ["in", "aus"],
            "currency": ["euro"],
            "words_like_places": ["Leipziger"],
        }
    )
    places = [m.Place(name=name, postcode=None, district_ags=ags) for name, ags in villages]
    return PlaceFinder(districts, [], places, [], risky)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Halle (Saale)", "Halle"),
        ("Lutherstadt Eisleben", "Eisleben"),
        ("Hansestadt Stendal", "Stendal"),
        ("Thalheim/Erzgebirge", "Thalheim"),
        ("Naundorf bei Oschatz", "Naundorf"),
        ("Neustadt in Sachsen", "Neustadt"),
        ("Wittenberg, Lutherstadt", "Wittenberg"),
        ("Ebersbach", "Ebersbach"),
    ],
)
def test_name_is_also_known_without_its_addition(name: str, short: str) -> None:
    assert {name, short} <= short_forms(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [("Leipzig", "Leipzigs"), ("Leipzig", "Leipziger"), ("Dresden", "Dresdner"), ("Zwickau", "Zwickauer")],
)
def test_single_word_is_inflected(name: str, form: str) -> None:
    assert form in set(inflected(name))


@pytest.mark.parametrize("name", ["Bad Lausick", "Annaberg-Buchholz", "Aue", "Burg", "Halle"])
def test_several_or_short_words_are_not_inflected(name: str) -> None:
    assert list(inflected(name)) == []


@pytest.mark.parametrize("word", ["er", "s", "ern", "erin"])
def test_alias_in_another_script_adds_no_bare_endings(word: str) -> None:
    assert finder(aliases=("Гарц",)).find(word, expected=True) == []


@pytest.mark.parametrize("alias", ["Střední Harz", "Żytawa", "Biała Woda"])
def test_alias_with_foreign_letters_is_found(alias: str) -> None:
    (found,) = finder(aliases=(alias,)).find(alias, expected=True)
    assert found.districts == ("15085",)


def test_name_of_a_district_wins_over_a_village_of_the_same_name() -> None:
    (found,) = finder(villages=(("Leipzig", "15085"),)).find("Leipzig")
    assert found.districts == ("14713",)


def test_villages_of_the_same_name_are_both_offered() -> None:
    (found,) = finder(villages=(("Neudorf", "15085"), ("Neudorf", "14713"))).find("Neudorf")
    assert found.districts == ("14713", "15085")


def test_alias_that_names_another_district_too_is_offered_as_both() -> None:
    (found,) = finder(aliases=("Landkreis Leipzig",)).find("Landkreis Leipzig")
    assert found.districts == ("14729", "15085")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("die alte schöne Burg", []),
        ("ich komme heute aus Burg", ["Burg"]),
        ("ich komme heute aus Elend", []),
        ("Elend", ["Elend"]),
    ],
)
def test_risky_names_need_an_announcement(text: str, found: list[str]) -> None:
    places = finder(villages=(("Burg", "15085"), ("Elend", "15085")))
    assert [match.text for match in places.find(text)] == found
