"""``fachlotse content``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from knowledge.builders import answer_row, figure_row, period_row, small_data, write_data
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.knowledge.examples import MIN_EXAMPLES


def run(*arguments: str) -> Result:
    # wide enough that a table is not cut
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return a small, sound data folder with enough sentences."""
    files: dict[str, Any] = small_data()
    for language, sentence in (("de", "Was kostet Fall {}?"), ("en", "What does case {} cost?")):
        lines = "".join(f"    - {sentence.format(index)}\n" for index in range(MIN_EXAMPLES))
        text = f"nlu:\n- intent: hiring/costs\n  examples: |\n{lines}"
        files[f"nlu/{language}/hiring/costs.yml"] = text
    return write_data(tmp_path, files)


def test_check_of_sound_content_says_what_there_is(data_dir: Path) -> None:
    result = run("content", "check", "--data", str(data_dir))
    assert result.exit_code == 0
    assert "1 answers, 1 figures, 3 services, 2 occupations" in result.stdout


def test_check_names_every_fault_and_fails(data_dir: Path) -> None:
    (data_dir / "figures.yml").write_text("[]", encoding="utf-8")
    (data_dir / "nlu" / "en" / "hiring" / "costs.yml").unlink()
    result = run("content", "check", "--data", str(data_dir))
    assert result.exit_code == 1
    assert "data/answers/hiring/costs.yml:12: text.de: unknown figure {salary}" in result.stderr
    assert "data/nlu/en/hiring/costs.yml: hiring/costs: has 0 examples" in result.stderr
    assert "Traceback" not in result.output


def test_check_of_a_missing_folder_names_the_files(tmp_path: Path) -> None:
    result = run("content", "check", "--data", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "nowhere/topics.yml: file is missing; create it" in result.stderr


def test_stale_lists_answers_figures_and_services_that_need_a_look(data_dir: Path) -> None:
    result = run("content", "stale", "--data", str(data_dir), "--days", "3650")
    assert result.exit_code == 0
    for kind, key in [("answer to review", "hiring/costs"), ("figure ends", "salary"), ("service", "hwk")]:
        assert any(kind in line and key in line for line in result.stdout.splitlines())


def test_stale_is_empty_when_nothing_is_due(tmp_path: Path) -> None:
    today = dt.date.today()
    files = small_data()
    files["answers/hiring/costs.yml"] = answer_row(
        checked=today.isoformat(), review=(today + dt.timedelta(days=300)).isoformat()
    )
    files["figures.yml"] = [figure_row(period_row(to=None))]
    files["directory/services/welcome_center.yml"][0]["checked"] = today.isoformat()
    files["directory/services/welcome_center.yml"][1]["checked"] = today.isoformat()
    files["directory/services/chamber_hwk.yml"][0]["checked"] = today.isoformat()
    result = run("content", "stale", "--data", str(write_data(tmp_path, files)), "--days", "30")
    assert result.exit_code == 0
    assert not any(word in result.stdout for word in ("answer to", "figure ends", "service checked"))


def test_without_a_command_the_help_is_shown() -> None:
    result = run()
    assert all(name in result.output for name in ("serve", "train", "chat", "content", "directory"))
