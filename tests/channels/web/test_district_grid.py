"""The map-like grid of the districts."""

from __future__ import annotations

from pathlib import Path

import pytest
from chat import Chat

from bot.channels.web.districts import read_grid
from bot.errors import ContentError
from bot.knowledge.content import Content
from bot.knowledge.models import District
from bot.settings import ROOT

GRID = ROOT / "data" / "web" / "districts.yml"


def districts(content: Content) -> list[District]:
    return [District(**entry.record.model_dump(exclude={"note"})) for entry in content.districts]


def position(content: Content, short: str) -> tuple[int, int]:
    return next((c["row"], c["column"]) for c in read_grid(GRID, districts(content)) if c["short"] == short)


def test_every_district_has_a_cell_of_its_own(content: Content) -> None:
    cells = read_grid(GRID, districts(content))
    assert {cell["ags"] for cell in cells} == {entry.record.ags for entry in content.districts}
    assert len({(cell["row"], cell["column"]) for cell in cells}) == len(cells) == 27


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("Stendal", "Magdeburg"),
        ("Börde", "Harz"),
        ("Wittenberg", "Nordsachsen"),
        ("Halle", "Burgenland"),
        ("Nordsachsen", "Leipzig (Stadt)"),
        ("Leipzig (Land)", "Chemnitz"),
        ("Bautzen", "Dresden"),
        ("Chemnitz", "Erzgebirge"),
        ("Zwickau", "Vogtland"),
        ("Dresden", "Sächsische Schweiz"),
    ],
)
def test_what_lies_north_is_further_up(content: Content, north: str, south: str) -> None:
    assert position(content, north)[0] < position(content, south)[0]


@pytest.mark.parametrize(
    ("west", "east"),
    [
        ("Salzwedel", "Stendal"),
        ("Harz", "Salzland"),
        ("Anhalt-Bitterfeld", "Wittenberg"),
        ("Mansfeld-Südharz", "Halle"),
        ("Leipzig (Stadt)", "Meißen"),
        ("Meißen", "Bautzen"),
        ("Bautzen", "Görlitz"),
        ("Zwickau", "Chemnitz"),
        ("Chemnitz", "Dresden"),
    ],
)
def test_what_lies_west_is_further_left(content: Content, west: str, east: str) -> None:
    assert position(content, west)[1] < position(content, east)[1]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda text: text.replace('"15081"', '"15099"'), "ags"),
        (lambda text: text.replace('"15081"', '"15090"'), "ags"),
        (lambda text: text.replace("row: 1, column: 1", "row: 1, column: 2"), "row"),
        (lambda text: text.replace("row: 1, column: 1", "row: 0, column: 1"), "row"),
        (lambda text: text.replace("short: Salzwedel, ", ""), "short"),
        (lambda text: text.replace("short: Salzwedel", "kurz: Salzwedel"), "kurz"),
        (lambda text: "\n".join(line for line in text.splitlines() if "15081" not in line), "15081"),
    ],
)
def test_a_faulty_grid_is_refused_with_file_field_and_remedy(  # type: ignore[no-untyped-def]
    content: Content, tmp_path: Path, change, field: str
) -> None:
    path = tmp_path / "data" / "web" / "districts.yml"
    path.parent.mkdir(parents=True)
    path.write_text(change(GRID.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ContentError, match=r"web/districts\.yml") as caught:
        read_grid(path, districts(content))
    assert field in str(caught.value)


async def test_the_districts_are_sent_with_name_state_and_cell(chat: Chat) -> None:
    async with chat.http() as http, http.get("/chat/districts") as response:
        cells = await response.json()
    assert len(cells) == 27
    assert {
        "ags": "15003",
        "name": "Landeshauptstadt Magdeburg",
        "short": "Magdeburg",
        "state": "15",
        "row": 2,
        "column": 2,
    } in cells
