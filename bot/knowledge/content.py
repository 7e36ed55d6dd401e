"""Read all content files; whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge import records as r
from bot.knowledge.yaml_lines import KeyPath, LinedYaml, yaml_files

T = TypeVar("T")
LexiconFile = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Entry:
    """One record with the place where it is written."""

    record: Any
    file: LinedYaml | None
    shown_as: str
    path: KeyPath

    def problem(self, field: str, message: str) -> Problem:
        """Return a problem of one field of this record, with its line."""
        keys: KeyPath = tuple(int(k) if k.isdecimal() else k for k in field.split(".") if k)
        line = self.file.line(self.path + keys) if self.file else int(self.path[0])
        return Problem(self.shown_as, line, field, message)


@dataclass(frozen=True)
class Content:
    """Everything below the data folder, valid record by record; lists are in file order."""

    topics: dict[str, r.Topic]
    phrases: dict[str, r.Text]
    follow_ups: dict[str, list[str]]
    answers: list[Entry]
    figures: list[Entry]
    kinds: list[Entry]
    lookups: list[Entry]
    districts: list[Entry]
    services: list[Entry]
    occupations: list[Entry]
    ambiguous_occupations: list[Entry]
    outside: list[Entry]
    municipalities: list[Entry]
    places: list[Entry]
    word_lists: dict[str, list[str]]
    lexicon: list[Entry]  # of (concept, language -> words)


def read_content(data_dir: Path) -> Content:
    """Return the content of a data folder.

    Raises:
        ContentError: with every problem of every file, never only the first.
    """
    reader = _Reader(data_dir)
    directory = data_dir / "directory"
    content = Content(
        topics=reader.topics(data_dir / "topics.yml"),
        phrases=reader.mapping(data_dir / "phrases.yml", r.Text),
        follow_ups=reader.mapping(data_dir / "follow_ups.yml", list[str]),
        answers=reader.single(yaml_files(data_dir / "answers"), r.Answer),
        figures=reader.lists([data_dir / "figures.yml"], r.Figure),
        kinds=reader.lists([directory / "kinds.yml"], r.Kind),
        lookups=reader.lists([directory / "lookups.yml"], r.Lookup),
        districts=reader.lists([directory / "districts.yml"], r.District),
        services=reader.lists(yaml_files(directory / "services"), r.Service),
        occupations=reader.lists([directory / "occupations.yml"], r.Occupation),
        ambiguous_occupations=reader.lists([directory / "ambiguous_occupations.yml"], r.AmbiguousOccupation),
        outside=reader.lists([directory / "outside.yml"], r.Outside),
        municipalities=reader.table(directory / "municipalities.csv", r.Municipality),
        places=reader.table(directory / "places.csv", r.Place),
        word_lists=reader.mapping(directory / "risky_names.yml", list[str]),
        lexicon=reader.lexicon(yaml_files(data_dir / "lexicon")),
    )
    if reader.problems:
        raise ContentError(reader.problems)
    return content


class _Reader:
    """Reads files and gathers their problems instead of stopping at the first."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir.parent
        self.problems: list[Problem] = []

    def topics(self, path: Path) -> dict[str, r.Topic]:
        file = self._open(path)
        adapter = TypeAdapter(dict[str, dict[str, r.Topic]])
        areas = self._validate(adapter, file, (), file.value) if file else None
        return {
            f"{area}/{key}": topic for area, topics in (areas or {}).items() for key, topic in topics.items()
        }

    def mapping(self, path: Path, model: type[T]) -> dict[str, T]:
        """Read a file that maps names to records."""
        file = self._open(path)
        adapter: TypeAdapter[dict[str, T]] = TypeAdapter(dict[str, model])  # type: ignore[valid-type]
        return (self._validate(adapter, file, (), file.value) if file else None) or {}

    def single(self, paths: Iterable[Path], model: type[r.Record]) -> list[Entry]:
        """Read files that hold one record each."""
        return [
            Entry(record, file, file.shown_as, ())
            for file in self._open_all(paths)
            if (record := self._validate(TypeAdapter(model), file, (), file.value)) is not None
        ]

    def lists(self, paths: Iterable[Path], model: type[r.Record]) -> list[Entry]:
        """Read files that hold a list of records each."""
        return [entry for file in self._open_all(paths) for entry in self._items(file, model)]

    def lexicon(self, paths: Iterable[Path]) -> list[Entry]:
        adapter = TypeAdapter(LexiconFile)
        return [
            Entry((concept, words), file, file.shown_as, (concept,))
            for file in self._open_all(paths)
            for concept, words in (self._validate(adapter, file, (), file.value) or {}).items()
        ]

    def table(self, path: Path, model: type[r.Record]) -> list[Entry]:
        """Read a CSV file with one record per row."""
        shown_as = self._shown(path)
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = [(number, row) for number, row in enumerate(csv.DictReader(stream), start=2)]
        except FileNotFoundError:
            self.problems.append(Problem(shown_as, 0, "", "file is missing; create it"))
            return []
        adapter = TypeAdapter(model)
        return [
            Entry(record, None, shown_as, (number,))
            for number, row in rows
            if (record := self._row(adapter, shown_as, number, row)) is not None
        ]

    def _row(self, adapter: TypeAdapter[T], shown_as: str, number: int, row: dict[str, str]) -> T | None:
        try:
            return adapter.validate_python(row)
        except ValidationError as error:
            self.problems += [
                Problem(shown_as, number, _dotted(e["loc"]), _remedy(e)) for e in error.errors()
            ]
            return None

    def _items(self, file: LinedYaml, model: type[r.Record]) -> Iterator[Entry]:
        if not isinstance(file.value, list):
            message = "must hold a list of records, each starting with '- '"
            self.problems.append(Problem(file.shown_as, 1, "", message))
            return
        adapter = TypeAdapter(model)
        for index, item in enumerate(file.value):
            record = self._validate(adapter, file, (index,), item)
            if record is not None:
                yield Entry(record, file, file.shown_as, (index,))

    def _validate(self, adapter: TypeAdapter[T], file: LinedYaml, path: KeyPath, value: Any) -> T | None:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            for fault in error.errors():
                line = file.line(path + tuple(fault["loc"]))
                self.problems.append(Problem(file.shown_as, line, _dotted(fault["loc"]), _remedy(fault)))
            return None

    def _open_all(self, paths: Iterable[Path]) -> Iterator[LinedYaml]:
        for path in paths:
            file = self._open(path)
            if file is not None:
                yield file

    def _open(self, path: Path) -> LinedYaml | None:
        try:
            return LinedYaml(path, self._shown(path))
        except ContentError as error:
            self.problems += error.problems
            return None

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


def _dotted(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)


def _remedy(fault: Any) -> str:
    """Return pydantic's message as an instruction."""
    if fault["type"] == "missing":
        return "is missing; add it (null when it is not known)"
    if fault["type"] == "extra_forbidden":
        return "is no field of this record; correct the spelling or remove it"
    return f"{fault['msg']}; correct it"
