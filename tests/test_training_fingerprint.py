"""When the model has to be trained again."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from bot.settings import ROOT, read_settings
from bot.training import INPUT_FILES, INPUTS, model_path, training_fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with one file in each input of the training."""
    for name in (*(f"{folder}/file.yml" for folder in INPUTS), *INPUT_FILES):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "data/nlu/de/new.yml",
        "data/lexicon/file.yml",
        "data/directory/places.csv",
        "data/validation/file.yml",
        "config.yml",
        "domain.yml",
        "requirements.txt",
        "bot/nlu/features.py",
        "bot/text.py",
    ],
)
def test_fingerprint_changes_with_what_the_model_is_made_from(project: Path, name: str) -> None:
    before = training_fingerprint(project)
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("b", encoding="utf-8")
    assert training_fingerprint(project) != before


@pytest.mark.parametrize("name", ["places.py", "place_names.py", "gazetteer.py"])
def test_fingerprint_covers_the_code_that_hides_places_from_the_model(name: str) -> None:
    """The classifier is trained on sentences whose places were masked by this code."""
    assert f"bot/knowledge/{name}" in INPUT_FILES or "bot/knowledge" in INPUTS


@pytest.mark.parametrize("name", ["data/answers/new.yml", "README.md", "bot/nlg/new.py", "bot/nlu/a.pyc"])
def test_fingerprint_ignores_what_the_model_is_not_made_from(project: Path, name: str) -> None:
    before = training_fingerprint(project)
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("b", encoding="utf-8")
    assert training_fingerprint(project) == before


def test_fingerprint_ignores_dates_of_files(project: Path) -> None:
    before = training_fingerprint(project)
    os.utime(project / "config.yml", (0, 0))
    assert training_fingerprint(project) == before


def test_fingerprint_changes_when_a_file_is_renamed(project: Path) -> None:
    before = training_fingerprint(project)
    (project / "data" / "nlu" / "file.yml").rename(project / "data" / "nlu" / "other.yml")
    assert training_fingerprint(project) != before


@pytest.mark.parametrize("name", [*INPUTS, *INPUT_FILES])
def test_every_input_exists_in_the_project(name: str) -> None:
    assert (ROOT / name).exists()


def test_model_is_named_after_the_fingerprint(tmp_path: Path) -> None:
    path = model_path(dataclasses.replace(read_settings({}), models_dir=tmp_path))
    assert path == tmp_path / f"fachlotse-{training_fingerprint()}.tar.gz"
