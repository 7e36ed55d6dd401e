"""Licences are present, and links in the documentation lead somewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.settings import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+\s+(?P<text>.+?)\s*$", re.MULTILINE)


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")])


def links(document: Path) -> Iterator[str]:
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    return (match["target"] for match in LINK.finditer(text))


def anchors(document: Path) -> set[str]:
    """Return the anchors of the headings as code hosts make them."""
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", match["text"].lower()).replace(" ", "-") for match in HEADING.finditer(text)
    }


def leads_nowhere(document: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return False
    name, _, anchor = target.partition("#")
    path = (document.parent / unquote(name)) if name else document
    if not path.exists() or not path.resolve().is_relative_to(ROOT):
        return True
    return bool(anchor) and path.suffix == ".md" and anchor not in anchors(path)


def reuse() -> list[dict[str, object]]:
    return tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]


def test_every_link_to_a_file_leads_to_one() -> None:
    broken = [
        (document.relative_to(ROOT).as_posix(), target)
        for document in documents()
        for target in links(document)
        if leads_nowhere(document, target)
    ]
    assert broken == []


def test_project_has_a_readme_and_a_changelog() -> None:
    assert {"README.md", "CHANGELOG.md"} <= {document.name for document in documents()}


def test_every_command_in_the_documentation_is_one_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (document.name, target)
        for document in documents()
        for target in re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {(name, target) for name, target in named if target not in targets} == set()


def test_every_licence_has_its_text_and_every_text_is_used() -> None:
    used = {str(annotation["SPDX-License-Identifier"]) for annotation in reuse()}
    assert {path.stem for path in (ROOT / "LICENSES").glob("*.txt")} == used


def test_package_names_the_licence_of_the_code() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"]["text"] == reuse()[0]["SPDX-License-Identifier"] == "EUPL-1.2"


@pytest.mark.parametrize(
    ("file", "licence"),
    [
        ("data/directory/municipalities.csv", "ODbL-1.0"),
        ("data/directory/places.csv", "CC-BY-4.0"),
        ("data/telegram/postcode_positions.csv", "ODbL-1.0"),
        ("data/telegram/positions.csv", "CC-BY-4.0"),
    ],
)
def test_data_of_others_keep_their_licence(file: str, licence: str) -> None:
    (annotation,) = [a for a in reuse() if file in a["path"]]  # type: ignore[operator]
    assert annotation["SPDX-License-Identifier"] == licence
    assert "Fachlotse authors" not in str(annotation["SPDX-FileCopyrightText"]).split(";")[0]


def test_no_decision_that_code_or_documentation_names_is_missing() -> None:
    files = [*documents(), *(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")]
    files += [ROOT / "pyproject.toml", ROOT / "config.yml", ROOT / "endpoints.yml"]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"docs/decisions/(\d{4})", text))
    assert named <= {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
