"""``fachlotse directory``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge.builders import small_data, write_data
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.knowledge.base import KnowledgeBase
from bot.settings import settings


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["directory", *arguments])


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a small data folder that the settings name."""
    folder = write_data(tmp_path, small_data())
    monkeypatch.setenv("FACHLOTSE_DATA", str(folder))
    settings.cache_clear()
    yield folder
    monkeypatch.undo()
    settings.cache_clear()


def service_file(data_dir: Path) -> str:
    return (data_dir / "directory" / "services" / "welcome_center.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["Wernigerode", "38855", "HZ", "harzkreis", "Wernigrode"])
def test_search_names_the_district_and_who_is_responsible(knowledge: KnowledgeBase, place: str) -> None:
    result = run("search", place, "--kind", "foreigners_authority")
    assert result.exit_code == 0
    assert "Landkreis Harz (15085)" in result.stdout
    assert "foreigners_authority" in result.stdout


def test_search_without_a_kind_names_all_kinds(knowledge: KnowledgeBase) -> None:
    result = run("search", "Halle")
    assert all(kind in result.stdout for kind in knowledge.services.kinds())


def test_search_for_an_occupation_names_who_recognises_it(knowledge: KnowledgeBase) -> None:
    result = run("search", "Magdeburg", "--occupation", "Bäcker")
    assert "Handwerkskammer Magdeburg" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["Atlantis"],
        ["Berlin"],
        ["06999"],
        ["Halle", "--kind", "nonsense"],
        ["Halle", "--occupation", "qwertzuiop"],
    ],
    ids=" ".join,
)
def test_search_in_vain_says_so(knowledge: KnowledgeBase, arguments: list[str]) -> None:
    result = run("search", *arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    said = [line for line in result.output.splitlines() if not line.startswith("─")]
    assert said != []


def test_export_to_standard_output_is_json(data_dir: Path) -> None:
    result = run("export")
    assert [item["id"] for item in json.loads(result.stdout)] == ["hwk", "center-harz", "center-leipzig"]


@pytest.mark.parametrize(("format", "name"), [("csv", "all.csv"), ("hsds-json", "all.json")])
def test_export_can_be_imported_again(data_dir: Path, tmp_path: Path, format: str, name: str) -> None:
    file = tmp_path / name
    assert "3 services written" in run("export", "--format", format, "--output", str(file)).stdout
    result = run("import", str(file), "--apply")
    assert (result.exit_code, result.stdout) == (0, "0 new, 0 changed, 3 unchanged\n")


def new_service(tmp_path: Path, data_dir: Path) -> Path:
    """Return an export with one more service than the directory has."""
    file = tmp_path / "all.json"
    run("export", "--output", str(file))
    items = json.loads(file.read_text(encoding="utf-8"))
    items.append(items[1] | {"id": "new-center"})
    file.write_text(json.dumps(items), encoding="utf-8")
    return file


def test_import_without_apply_reports_and_writes_nothing(data_dir: Path, tmp_path: Path) -> None:
    before = service_file(data_dir)
    result = run("import", str(new_service(tmp_path, data_dir)))
    assert "new: new-center" in result.stdout
    assert "Run again with --apply." in result.stdout
    assert service_file(data_dir) == before


def test_import_with_apply_writes(data_dir: Path, tmp_path: Path) -> None:
    result = run("import", str(new_service(tmp_path, data_dir)), "--apply")
    assert "Nothing was written" not in result.stdout
    assert "new-center" in service_file(data_dir)


def test_faulty_import_is_one_clear_text_and_writes_nothing(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "faulty.csv"
    run("export", "--format", "csv", "--output", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace(",15085,", ",99,"), encoding="utf-8")
    before = service_file(data_dir)
    result = run("import", str(file), "--apply")
    assert result.exit_code == 1
    assert "faulty.csv:3: covers: Value error, unknown area '99'" in result.stderr
    assert "Traceback" not in result.output
    assert service_file(data_dir) == before


def test_import_of_a_missing_file_fails(data_dir: Path, tmp_path: Path) -> None:
    assert run("import", str(tmp_path / "nowhere.csv")).exit_code == 2
