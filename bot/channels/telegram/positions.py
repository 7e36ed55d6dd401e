"""The district of a position: that of the nearest place we know. The position itself is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

from bot.errors import ContentError, Problem
from bot.knowledge.text_files import Row, read_table
from bot.settings import settings

FILES = ("positions.csv", "postcode_positions.csv")
_NARROWING = cos(radians(51.5))  # a degree of longitude is shorter than one of latitude here


@dataclass(frozen=True)
class Position:
    """A place on the map."""

    latitude: float  # degrees north
    longitude: float  # degrees east
    district: str  # empty: outside both states


def district_at(latitude: float, longitude: float, known: Iterable[Position]) -> str | None:
    """Return the key of the district; None outside both states."""
    nearest = min(
        known,
        key=lambda p: (p.latitude - latitude) ** 2 + ((p.longitude - longitude) * _NARROWING) ** 2,
    )
    return nearest.district or None


@cache
def known_positions() -> tuple[Position, ...]:
    """Return all places with a position, those just across the border among them.

    Raises:
        ContentError: a file is faulty.
    """
    folder = settings().data_dir / "telegram"
    return tuple(position for name in FILES for position in read_positions(folder / name))


def read_positions(path: Path) -> list[Position]:
    """Return the places of a file with the columns latitude, longitude and district."""
    shown_as = f"data/telegram/{path.name}"
    return [_position(shown_as, line, row) for line, row in read_table(path, shown_as)]


def _position(shown_as: str, line: int, row: Row) -> Position:
    try:
        return Position(float(row["latitude"] or ""), float(row["longitude"] or ""), row["district"] or "")
    except (KeyError, ValueError):
        message = "needs latitude and longitude as numbers, and a district (empty: outside); correct it"
        raise ContentError([Problem(shown_as, line, "", message)]) from None
