"""Faulty content files: the error names file, line, field and remedy, and the database stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.database import migrate, open_database
from bot.errors import ContentError, Problem
from bot.knowledge import models as m
from bot.knowledge.checks import check_content
from bot.knowledge.content import read_content
from bot.knowledge.store import refresh_database

from .builders import (
    answer_row,
    both,
    district_row,
    figure_row,
    full_service_row,
    kind_row,
    occupation_row,
    period_row,
    service_row,
    small_data,
    write_data,
)

DAY = dt.date(2026, 8, 20)
ANSWER = "answers/hiring/costs.yml"
CENTERS = "directory/services/welcome_center.yml"
TOWNS = "directory/municipalities.csv"
TOWN_HEADER = "postcode,municipality,ags8,district\n"


def problems_of(data_dir: Path) -> list[Problem]:
    try:
        return check_content(read_content(data_dir), DAY)
    except ContentError as error:
        return error.problems


def without(row: dict[str, Any], field: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != field}


def test_sound_content_has_no_problem(data_dir: Path) -> None:
    assert problems_of(data_dir) == []


FAULTS = {
    "missing field": (CENTERS, [without(service_row(), "phone")], "phone", "is missing; add it"),
    "misspelt field": (CENTERS, [service_row(phon="+49 341 12345")], "phon", "no field of this record"),
    "invented phone": (CENTERS, [service_row(phone="0341 123")], "phone", "correct it"),
    "no e-mail": (CENTERS, [service_row(email="welcome at example")], "email", "correct it"),
    "no URL": (CENTERS, [service_row(website="www.example.org")], "website", "must be a URL"),
    "postcode as number": (CENTERS, [service_row(postcode=4109)], "postcode", "valid string"),
    "unknown area": (CENTERS, [service_row(covers=["16"])], "covers", "unknown area '16'"),
    "unknown district": (CENTERS, [service_row(covers=["15999"])], "covers.0", "unknown district '15999'"),
    "unknown kind": (CENTERS, [service_row(kind="office")], "kind", "unknown kind 'office'"),
    "topic of a service": (CENTERS, [service_row(topics=["a/b"])], "topics.0", "unknown topic 'a/b'"),
    "verified without source": (CENTERS, [service_row(source=None)], "", "verified needs a source"),
    "wrong date": (CENTERS, [service_row(checked="2026-02-30")], "checked", "correct it"),
    "date without quotes": (CENTERS, [service_row(checked=dt.date(2026, 8, 1))], "checked", "valid string"),
    "future date": (CENTERS, [service_row(checked="2030-01-01")], "checked", "lies in the future"),
    "duplicate service": (CENTERS, [service_row(), service_row()], "id", "stands already in"),
    "duplicate figure": ("figures.yml", [figure_row(), figure_row()], "id", "stands already in"),
    "duplicate district": ("directory/districts.yml", [district_row()] * 2, "ags", "stands already in"),
    "duplicate occupation": ("directory/occupations.yml", [occupation_row()] * 2, "id", "stands already in"),
    "duplicate kind": ("directory/kinds.yml", [kind_row()] * 2, "id", "stands already in"),
    "figure without period": ("figures.yml", [figure_row(periods=[])], "periods", "at least 1 item"),
    "period ends early": ("figures.yml", [figure_row(period_row(to="2025-01-01"))], "periods.0.to", "before"),
    "periods overlap": (
        "figures.yml",
        [figure_row(period_row(), period_row())],
        "periods.1.from",
        "overlaps",
    ),
    "value as text": ("figures.yml", [figure_row(period_row(value="viel"))], "periods.0.value", "number"),
    "infinite value": (
        "figures.yml",
        [figure_row(period_row(value=float("inf")))],
        "periods.0.value",
        "finite",
    ),
    "unknown unit": ("figures.yml", [figure_row(unit="Dollar")], "unit", "EUR"),
    "unknown figure": (ANSWER, answer_row(text=both("{salery}")), "text.de", "unknown figure {salery}"),
    "typed figure": (ANSWER, answer_row(text=both("45.000 Euro")), "text.de", "'45.000' is typed into"),
    "wrong topic": (ANSWER, answer_row(topic="hiring/cost"), "topic", "unknown topic 'hiring/cost'"),
    "related topic": (ANSWER, answer_row(related=["a/b"]), "related.0", "unknown topic 'a/b'"),
    "follow-up topic": (ANSWER, answer_row(follow_up={"cost": "a/b"}), "follow_up.cost", "unknown topic"),
    "occupation": (ANSWER, answer_row(occupation="a"), "occupation", "unknown id 'a'"),
    "follow-up place": (ANSWER, answer_row(follow_up={"place": "a"}), "follow_up.place", "unknown kind"),
    "unknown lookup": (ANSWER, answer_row(lookup="office"), "lookup", "unknown kind 'office'"),
    "no source": (ANSWER, answer_row(sources=[]), "sources", "at least 1 item"),
    "one language": (ANSWER, answer_row(text={"de": "Ja."}), "text.en", "is missing; add it"),
    "empty text": (ANSWER, answer_row(text={"de": "", "en": "Yes."}), "text.de", "at least 1 character"),
    "long answer": (ANSWER, answer_row(text=both("a" * 1300)), "text.de", "1300 characters; 1200 at most"),
    "long title": (ANSWER, answer_row(title=both("a" * 41)), "title", "40 characters at most"),
    "early review": (ANSWER, answer_row(review="2026-07-01"), "review", "must lie after"),
    "unknown follow-up": ("follow_ups.yml", {"cost": ["a/b"]}, "cost", "unknown topic 'a/b'"),
    "kind's service": ("directory/kinds.yml", [kind_row(federal="nobody")], "federal", "unknown service"),
    "kind's topic": ("directory/kinds.yml", [kind_row(topic="a/b")], "topic", "unknown topic"),
    "lookup's kind": (
        "directory/lookups.yml",
        [{"id": "x", "kinds": ["y"], "topic": None}],
        "kinds.0",
        "'y'",
    ),
    "occupation's body": (
        "directory/occupations.yml",
        [occupation_row(competent={"14": {"body": "nobody", "verified": True, "source": None}})],
        "competent.14.body",
        "unknown service 'nobody'",
    ),
    "unknown state": (
        "directory/occupations.yml",
        [occupation_row(competent={"16": {}})],
        "competent.16",
        "14",
    ),
    "lexicon's language": ("lexicon/hiring.yml", {"costs": {"fr": ["frais"]}}, "fr", "unknown language"),
    "unknown district of a town": (TOWNS, f"{TOWN_HEADER}38855,Ort,15085370,15999\n", "", "'15999'"),
    "short postcode": (TOWNS, f"{TOWN_HEADER}3885,Ort,15085370,15085\n", "postcode", "correct it"),
    "missing cell": (TOWNS, f"{TOWN_HEADER}38855,Ort,15085370\n", "district", "correct it"),
    "missing column": (TOWNS, "postcode,municipality,ags8\n38855,Ort,15085370\n", "district", "is missing"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_named_with_file_line_field_and_remedy(tmp_path: Path, fault: str) -> None:
    file, value, field, remedy = FAULTS[fault]
    problems = problems_of(write_data(tmp_path, small_data() | {file: value}))
    named = [p for p in problems if p.field.startswith(field) and remedy in p.message]
    assert named, [str(problem) for problem in problems]
    assert named[0].file == f"data/{file}"
    assert named[0].line > 0


# What would break a table of the database has to be found before.
TWICE = {
    "outside": ("directory/outside.yml", small_data()["directory/outside.yml"] * 2),
    "lookup": ("directory/lookups.yml", small_data()["directory/lookups.yml"] * 2),
    "ambiguous word": (
        "directory/ambiguous_occupations.yml",
        small_data()["directory/ambiguous_occupations.yml"] * 2,
    ),
    "municipality": (TOWNS, TOWN_HEADER + "38855,Wernigerode,15085370,15085\n" * 2),
    "area of a service": (CENTERS, [full_service_row(), service_row(covers=["15085", "15085"])]),
    "language of a service": (CENTERS, [full_service_row(), service_row(languages=["de", "de"])]),
}


@pytest.mark.parametrize("record", TWICE)
def test_record_that_stands_twice_is_named(tmp_path: Path, record: str) -> None:
    file, value = TWICE[record]
    problems = problems_of(write_data(tmp_path, small_data() | {file: value}))
    assert [problem.file for problem in problems] == [f"data/{file}"]


BYTES = {
    "broken YAML": ("figures.yml", b"- id: [a\n  b: c", "is not valid YAML"),
    "tabs": ("figures.yml", b"- id: a\n\tname: b", "is not valid YAML"),
    "not UTF-8": ("figures.yml", "- id: für".encode("latin-1"), "is not UTF-8 (byte 7); save it as UTF-8"),
    "CSV not UTF-8": (TOWNS, f"{TOWN_HEADER}06366,Köthen,15082180,15082\n".encode("latin-1"), "UTF-8"),
    "empty list": ("figures.yml", b"", "must hold a list of records"),
    "empty record": (ANSWER, b"", "valid dictionary"),
    "mapping for a list": ("figures.yml", b"id: a", "must hold a list of records"),
    "list for a mapping": ("phrases.yml", b"- a", "valid dictionary"),
    "list for a lexicon": ("lexicon/hiring.yml", b"- a", "valid dictionary"),
    "key twice": ("phrases.yml", b"a: {de: x, en: x}\na: {de: y, en: y}\n", "twice"),
}


@pytest.mark.parametrize("fault", BYTES)
def test_unreadable_file_is_named_with_the_remedy(data_dir: Path, fault: str) -> None:
    file, written, remedy = BYTES[fault]
    (data_dir / file).write_bytes(written)
    assert any(p.file == f"data/{file}" and remedy in p.message for p in problems_of(data_dir))


@pytest.mark.parametrize("file", ["topics.yml", "figures.yml", "directory/districts.yml", TOWNS])
def test_missing_file_is_named(data_dir: Path, file: str) -> None:
    (data_dir / file).unlink()
    expected = Problem(f"data/{file}", 0, "", "file is missing; create it")
    assert expected in problems_of(data_dir)


def test_topic_without_an_answer_is_named_with_the_file_to_write(data_dir: Path) -> None:
    (data_dir / ANSWER).unlink()
    assert [str(p) for p in problems_of(data_dir)] == [
        "data/topics.yml: hiring/costs: topic 'hiring/costs' has no answer; write data/answers/hiring/costs.yml"
    ]


def test_answer_in_the_wrong_file_is_named(data_dir: Path) -> None:
    (data_dir / ANSWER).rename(data_dir / "answers" / "hiring" / "cost.yml")
    (problem,) = problems_of(data_dir)
    assert (problem.file, problem.field) == ("data/answers/hiring/cost.yml", "topic")


def test_all_problems_of_all_files_are_named_at_once(data_dir: Path) -> None:
    (data_dir / "figures.yml").write_text("- id: a\n", encoding="utf-8")
    (data_dir / TOWNS).unlink()
    assert {problem.file for problem in problems_of(data_dir)} == {"data/figures.yml", f"data/{TOWNS}"}


def test_line_of_the_fault_is_the_line_of_the_field(data_dir: Path) -> None:
    path = data_dir / CENTERS
    path.write_text(
        path.read_text(encoding="utf-8").replace("welcome@example.org", "nowhere"), encoding="utf-8"
    )
    (problem,) = problems_of(data_dir)
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1] == "  email: nowhere"


@pytest.mark.parametrize(
    "text",
    [
        "§ 18a AufenthG",
        "§§ 18a, 18b und 20a",
        "section 18a(2)",
        "Art. 5 Abs. 2 Nr. 3",
        "Niveau B1",
        "24/7",
        "1. Antrag\n2. Termin",
        "[x](https://example.org/2026)",
    ],
)
def test_sections_levels_and_list_numbers_are_no_figures(tmp_path: Path, text: str) -> None:
    data = small_data() | {ANSWER: answer_row(text=both(text))}
    assert problems_of(write_data(tmp_path, data)) == []


def damage_yaml(data_dir: Path) -> None:
    (data_dir / "figures.yml").write_text("- id: [", encoding="utf-8")


def damage_csv(data_dir: Path) -> None:
    (data_dir / TOWNS).write_bytes(f"{TOWN_HEADER}06366,Köthen,15082180,15082\n".encode("latin-1"))


def repeat_town(data_dir: Path) -> None:
    (data_dir / TOWNS).write_text(TOWN_HEADER + "38855,Wernigerode,15085370,15085\n" * 2, encoding="utf-8")


@pytest.mark.parametrize("damage", [damage_yaml, damage_csv, repeat_town])
def test_database_stays_as_it_was(data_dir: Path, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'content.db'}")
    migrate(engine)
    refresh_database(engine, data_dir)
    before = _state(engine)
    damage(data_dir)
    with pytest.raises(ContentError):
        refresh_database(engine, data_dir)
    assert _state(engine) == before


def _state(engine: Engine) -> tuple[Any, ...]:
    with Session(engine) as session:
        version = session.scalars(select(m.ContentVersion)).one()
        towns = session.scalars(select(m.Municipality.name).order_by(m.Municipality.name)).all()
        return version.fingerprint, towns
