"""The district of a position is that of the nearest place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.positions import Position, district_at, known_positions, read_positions
from bot.errors import ContentError
from bot.knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "district"),
    [
        ("Magdeburg, cathedral", 52.1248, 11.6345, "15003"),
        ("Halle, market", 51.4826, 11.9697, "15002"),
        ("Leipzig, main station", 51.3455, 12.3821, "14713"),
        ("Leipzig-Grünau", 51.3150, 12.2800, "14713"),
        ("Dresden, Zwinger", 51.0530, 13.7339, "14612"),
        ("Köthen", 51.7519, 11.9709, "15082"),
        ("Wernigerode", 51.8340, 10.7850, "15085"),
        ("Zittau", 50.8961, 14.8072, "14626"),
        ("Plauen", 50.4950, 12.1380, "14523"),
        ("Berlin", 52.5200, 13.4050, None),
        ("Erfurt", 50.9787, 11.0328, None),
        ("Jena", 50.9272, 11.5861, None),
        ("Braunschweig", 52.2647, 10.5236, None),
        ("Liberec", 50.7671, 15.0562, None),
        ("Kyiv", 50.4501, 30.5234, None),
        ("Delhi", 28.6139, 77.2090, None),
        ("South Pole", -90.0, 0.0, None),
    ],
)
def test_a_position_is_in_its_district(
    place: str, latitude: float, longitude: float, district: str | None
) -> None:
    assert district_at(latitude, longitude, known_positions()) == district


def test_every_district_has_places_and_every_place_a_district_that_exists(knowledge: KnowledgeBase) -> None:
    districts = {position.district for position in known_positions()} - {""}
    assert len(districts) == 27
    assert all(knowledge.places.district(district) for district in districts)


def test_a_degree_to_the_east_is_shorter_than_one_to_the_north() -> None:
    east, north = Position(51.0, 12.14, "15001"), Position(51.1, 12.0, "15002")
    assert district_at(51.0, 12.0, [north, east]) == "15001"


def test_a_faulty_row_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "positions.csv"
    file.write_text("latitude,longitude,district\n51.1,12.2,15001\nx,12.2,15001\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"positions\.csv:3: "):
        read_positions(file)
