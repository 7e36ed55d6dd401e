"""The directory out of the project and back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ContentError
from bot.knowledge.content import Content, read_content
from bot.knowledge.exchange import ExportFormat, export_services, import_services
from bot.knowledge.records import Service

from .builders import full_service_row, service, service_row, small_data, write_data

DAY = dt.date(2026, 8, 20)
SUFFIX = {ExportFormat.HSDS_JSON: "json", ExportFormat.CSV: "csv"}
FORMATS = list(ExportFormat)


def services_in(data_dir: Path) -> dict[str, Service]:
    return {entry.record.id: entry.record for entry in read_content(data_dir).services}


def exported(folder: Path, services: list[Service], format: ExportFormat) -> Path:
    file = folder / f"export.{SUFFIX[format]}"
    # as a spreadsheet would write it: line ends as they are
    with file.open("w", encoding="utf-8", newline="") as stream:
        stream.write(export_services(services, format))
    return file


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("format", FORMATS)
def test_export_taken_back_changes_nothing(data_dir: Path, tmp_path: Path, format: ExportFormat) -> None:
    file = exported(tmp_path, list(services_in(data_dir).values()), format)
    report = import_services(data_dir, file, DAY, apply=True)
    assert (report.changes, report.unchanged) == (0, 3)


@pytest.mark.parametrize("format", FORMATS)
def test_new_and_changed_services_are_taken_over(
    data_dir: Path, tmp_path: Path, format: ExportFormat
) -> None:
    new = Service(**full_service_row(id="new-center", name="Neues Center"))
    changed = service(phone="+49 391 5670", opening_hours={"de": "montags", "en": "Mondays"})
    report = import_services(data_dir, exported(tmp_path, [new, changed], format), DAY, apply=True)
    assert (report.added, report.changed) == (["new-center"], {"center-harz": ["phone", "opening_hours"]})
    written = services_in(data_dir)
    assert (written["new-center"], written["center-harz"]) == (new, changed)


def test_services_that_are_not_in_the_file_stay(data_dir: Path, tmp_path: Path) -> None:
    before = services_in(data_dir)
    file = exported(tmp_path, [service(id="new-center")], ExportFormat.CSV)
    import_services(data_dir, file, DAY, apply=True)
    assert before.items() <= services_in(data_dir).items()


@pytest.mark.parametrize("format", FORMATS)
def test_dry_run_writes_nothing_and_reports_all(data_dir: Path, tmp_path: Path, format: ExportFormat) -> None:
    file = exported(tmp_path, [service(id="new-center"), service(city="Halberstadt")], format)
    before = files(data_dir)
    report = import_services(data_dir, file, DAY, apply=False)
    assert report.lines() == [
        "new: new-center",
        "changed: center-harz (city)",
        "1 new, 1 changed, 0 unchanged",
    ]
    assert files(data_dir) == before


FAULTY_ROWS = {
    "malformed e-mail": ({"email": "nobody"}, "email"),
    "area in the wrong state": ({"covers": ["16077"]}, "covers"),
    "unknown district": ({"covers": ["15999"]}, "unknown district '15999'"),
    "unknown kind": ({"kind": "office"}, "unknown kind 'office'"),
    "unknown topic": ({"topics": ["a/b"]}, "unknown topic 'a/b'"),
    "date in the future": ({"checked": "2030-01-01"}, "lies in the future"),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("fault", FAULTY_ROWS)
def test_faulty_import_names_the_fault_and_writes_nothing(
    data_dir: Path, tmp_path: Path, format: ExportFormat, fault: str
) -> None:
    changes, named = FAULTY_ROWS[fault]
    faulty = Service.model_construct(**service_row(id="new-center") | changes)
    file = exported(tmp_path, [service(id="other-center"), faulty], format)
    before = files(data_dir)
    with pytest.raises(ContentError, match=named):
        import_services(data_dir, file, DAY, apply=True)
    assert files(data_dir) == before


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("broken.json", b'[{"id": '),
        ("object.json", b'{"id": "a"}'),
        ("foreign.json", b'[{"id": "a"}]'),
        ("latin.json", '[{"name": "für"}]'.encode("latin-1")),
        ("foreign.csv", b"a,b\n1,2\n"),
        ("latin.csv", "id,name\na,für\n".encode("latin-1")),
        ("semicolon.csv", b"id;name\na;b\n"),
        ("ragged.csv", b"id,name\na,b,c,d\n"),
        ("table.xlsx", b"PK\x03\x04\xff\xfe"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_of_another_shape_is_refused_and_nothing_written(
    data_dir: Path, tmp_path: Path, name: str, written: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(written)
    before = files(data_dir)
    with pytest.raises(ContentError, match=name):
        import_services(data_dir, file, DAY, apply=True)
    assert files(data_dir) == before


def test_service_can_move_to_another_kind(data_dir: Path, tmp_path: Path) -> None:
    """It was the only one of its kind: its old file must not keep it."""
    moved = service(id="hwk", name="Handwerkskammer", kind="welcome_center", covers=["15"])
    import_services(data_dir, exported(tmp_path, [moved], ExportFormat.CSV), DAY, apply=True)
    assert services_in(data_dir)["hwk"].kind == "welcome_center"


def test_content_on_another_file_system_is_written(tmp_path: Path) -> None:
    """In a container the folder for temporary files is often a disk of its own."""
    shared = Path("/dev/shm")  # noqa: S108
    if not shared.is_dir() or shared.stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev:
        pytest.skip("this machine has one file system only")
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        data_dir = write_data(Path(folder), small_data())
        file = exported(tmp_path, [service(city="Halberstadt")], ExportFormat.CSV)
        import_services(data_dir, file, DAY, apply=True)
        assert services_in(data_dir)["center-harz"].city == "Halberstadt"


def test_editors_notes_survive_an_import_of_something_else(data_dir: Path, tmp_path: Path) -> None:
    noted = service(id="noted", note="nur intern")
    import_services(data_dir, exported(tmp_path, [noted], ExportFormat.HSDS_JSON), DAY, apply=True)
    import_services(data_dir, exported(tmp_path, [service(city="Thale")], ExportFormat.CSV), DAY, apply=True)
    assert services_in(data_dir)["noted"].note == "nur intern"


def test_json_has_the_names_of_hsds() -> None:
    (item,) = json.loads(export_services([Service(**full_service_row())], ExportFormat.HSDS_JSON))
    assert item["phones"] == [{"number": "+49 341 1230"}]
    assert item["service_areas"] == [{"extent": "14713"}, {"extent": "14729"}]
    assert item["taxonomy_terms"] == [{"code": "welcome_center"}]
    assert item["addresses"][0]["postal_code"] == "04109"


def test_csv_keeps_leading_zeros_and_leaves_unknown_cells_empty() -> None:
    text = export_services([Service(**full_service_row()), service()], ExportFormat.CSV)
    full, bare = csv.DictReader(io.StringIO(text))
    assert (full["postcode"], bare["phone"], bare["opening_hours_de"]) == ("04109", "", "")


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
both_texts = st.fixed_dictionaries({"de": texts, "en": texts})
rows: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": texts,
        "organization": st.none() | texts,
        "street": st.none() | texts,
        "languages": st.none() | st.lists(st.sampled_from(["de", "en", "uk"]), min_size=1, unique=True),
        "opening_hours": st.none() | both_texts,
        "summary": both_texts,
        "note": st.none() | texts,
        "verified": st.booleans(),
    }
)


@pytest.mark.parametrize("format", FORMATS)
@given(changes=rows)
def test_any_service_survives_the_journey(
    tmp_path_factory: pytest.TempPathFactory, format: ExportFormat, changes: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("journey")
    data_dir = write_data(
        folder,
        small_data()
        | {"directory/services/welcome_center.yml": [full_service_row(), service_row(**changes)]},
    )
    file = exported(folder, list(services_in(data_dir).values()), format)
    assert import_services(data_dir, file, DAY, apply=False).changes == 0


@pytest.mark.parametrize("format", FORMATS)
def test_real_directory_survives_the_journey(content: Content, tmp_path: Path, format: ExportFormat) -> None:
    data_dir = Path(__file__).parents[2] / "data"
    file = exported(tmp_path, [entry.record for entry in content.services], format)
    report = import_services(data_dir, file, dt.date(2026, 11, 21), apply=False)
    assert (report.added, report.changed) == ([], {})
