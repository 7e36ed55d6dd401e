"""The districts as a map-like grid (data/web/districts.yml)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from bot.errors import ContentError, Problem
from bot.knowledge import models as m
from bot.knowledge.reader import Entry, Reader
from bot.knowledge.records import DistrictKey, Record

Position = Annotated[int, Field(ge=1, le=12)]


class Cell(Record):
    """Where a district lies on the grid; from 1, at the top left."""

    ags: DistrictKey
    short: Annotated[str, Field(min_length=3, max_length=20)]
    row: Position
    column: Position


def read_grid(path: Path, districts: Collection[m.District]) -> list[dict[str, Any]]:
    """Return each district with its names, state and place on the grid, by row and column.

    Raises:
        ContentError: a district or a cell stands twice, or a district is missing.
    """
    reader = Reader(path.parent.parent)
    entries = reader.lists([path], Cell)
    by_key = {district.ags: district for district in districts}
    shown = path.relative_to(path.parent.parent).as_posix()
    missing = set(by_key) - {entry.record.ags for entry in entries}
    problems = [*reader.problems, *_faults(entries, by_key)]
    if not problems and missing:
        problems = [Problem(shown, 0, "", f"add the districts {', '.join(sorted(missing))}")]
    if problems:
        raise ContentError(problems)
    cells = sorted((entry.record for entry in entries), key=lambda cell: (cell.row, cell.column))
    return [
        cell.model_dump() | {"name": by_key[cell.ags].name, "state": by_key[cell.ags].state} for cell in cells
    ]


def _faults(entries: list[Entry], known: Collection[str]) -> list[Problem]:
    keys = Counter(entry.record.ags for entry in entries)
    places = Counter((entry.record.row, entry.record.column) for entry in entries)
    faults = [
        e.problem("ags", "is no district; correct the key") for e in entries if e.record.ags not in known
    ]
    faults += [e.problem("ags", "stands twice; remove one") for e in entries if keys[e.record.ags] > 1]
    faults += [
        e.problem("row", "the cell is taken; choose another row or column")
        for e in entries
        if places[e.record.row, e.record.column] > 1
    ]
    return faults
