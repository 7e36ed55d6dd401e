"""Places as people type them into the picker."""

from __future__ import annotations

import pytest
from chat import Chat
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.places import MAX_PLACES, PlaceSearch
from bot.channels.web.resources import Resources
from bot.knowledge.base import KnowledgeBase
from bot.settings import settings


@pytest.fixture(scope="module")
def places(knowledge: KnowledgeBase) -> PlaceSearch:
    return Resources(settings().database_url, settings().data_dir).places


@pytest.mark.parametrize(
    ("query", "name", "district"),
    [
        ("Bit", "Bitterfeld-Wolfen", "15082"),
        ("bitterfeld-w", "Bitterfeld-Wolfen", "15082"),
        ("koethen", "Köthen (Anhalt)", "15082"),
        ("Kothen", "Köthen (Anhalt)", "15082"),
        ("KÖTHEN", "Köthen (Anhalt)", "15082"),
        ("Halle", "Halle (Saale)", "15002"),
        ("wittenb", "Wittenberg", "15091"),
        ("Magdeburgg", "Magdeburg", "15003"),
        ("mgdeburg", "Magdeburg", "15003"),
        ("Leipzg", "Leipzig", "14713"),
        ("bautzn", "Bautzen", "14625"),
        ("Bitterfield", "Bitterfeld-Wolfen", "15082"),
        ("schierke", "Schierke", "15085"),
        ("06366", "Köthen (Anhalt)", "15082"),
        ("0636", "Köthen (Anhalt)", "15082"),
        ("Saalekr", "Saalekreis", "15088"),
        ("landkreis leip", "Landkreis Leipzig", "14729"),
    ],
)
def test_the_place_that_is_meant_comes_first(
    places: PlaceSearch, query: str, name: str, district: str
) -> None:
    first = places.find(query)[0]
    assert (name in first["name"], first["district"]) == (True, district)


def test_a_town_and_its_rural_district_are_both_offered(places: PlaceSearch) -> None:
    names = [place["name"] for place in places.find("Leipzig")]
    assert names[:2] == ["Leipzig", "Landkreis Leipzig"]


def test_places_of_the_same_name_are_told_apart_by_their_district(places: PlaceSearch) -> None:
    found = places.find("Neustadt")
    assert len({place["district_name"] for place in found}) > 1


def test_a_place_with_several_postcodes_shows_the_one_that_was_typed(places: PlaceSearch) -> None:
    assert places.find("Dresden")[0]["postcode"] is None
    assert places.find("01067")[0] == {
        "name": "Dresden",
        "postcode": "01067",
        "district": "14612",
        "district_name": "Landeshauptstadt Dresden",
    }


@pytest.mark.parametrize("query", ["", " ", "?!", "zzzzzzzz", "99999", "我", "a" * 10_000, "12345678901"])
def test_what_is_no_place_finds_nothing(places: PlaceSearch, query: str) -> None:
    assert places.find(query) == []


@given(query=st.text(max_size=40))
def test_any_text_finds_at_most_eight_different_places(places: PlaceSearch, query: str) -> None:
    found = places.find(query)
    assert len(found) <= MAX_PLACES
    assert len({(place["name"], place["district"]) for place in found}) == len(found)


async def test_places_are_looked_up_without_a_session(chat: Chat) -> None:
    async with chat.http() as http:
        async with http.get("/chat/places", params={"q": "Köth", "lang": "de"}) as response:
            assert (response.status, (await response.json())[0]["district"]) == (200, "15082")
        async with http.get("/chat/places") as response:
            assert (response.status, await response.json()) == (200, [])
