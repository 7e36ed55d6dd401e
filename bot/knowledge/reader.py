"""Read records from files, and gather the problems of all files instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge.records import Record
from bot.knowledge.text_files import read_table
from bot.knowledge.yaml_lines import KeyPath, LinedYaml

T = TypeVar("T")


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


class Reader:
    """Reads files below a folder."""

    def __init__(self, root: Path) -> None:
        """Start without problems; files are named by their path below ``root``."""
        self._root = root
        self.problems: list[Problem] = []

    def single(self, paths: Iterable[Path], model: type[Record]) -> list[Entry]:
        """Read files that hold one record each."""
        return [
            Entry(record, file, file.shown_as, ())
            for file in self._open_all(paths)
            if (record := self._validate(TypeAdapter(model), file, (), file.value)) is not None
        ]

    def lists(self, paths: Iterable[Path], model: type[Record]) -> list[Entry]:
        """Read files that hold a list of records each."""
        return [entry for file in self._open_all(paths) for entry in self._items(file, model)]

    def pairs(self, paths: Iterable[Path], model: type[T]) -> list[Entry]:
        """Read files that map names to records, as entries of (name, record)."""
        adapter: TypeAdapter[dict[str, T]] = TypeAdapter(dict[str, model])  # type: ignore[valid-type]
        return [
            Entry((name, record), file, file.shown_as, (name,))
            for file in self._open_all(paths)
            for name, record in (self._validate(adapter, file, (), file.value) or {}).items()
        ]

    def mapping(self, path: Path, model: type[T]) -> dict[str, T]:
        """Read a file that maps names to records."""
        return dict(entry.record for entry in self.pairs([path], model))

    def table(self, path: Path, model: type[Record]) -> list[Entry]:
        """Read a CSV file with one record per row."""
        shown_as = self._shown(path)
        try:
            rows = read_table(path, shown_as)
        except ContentError as error:
            self.problems += error.problems
            return []
        adapter = TypeAdapter(model)
        return [
            Entry(record, None, shown_as, (number,))
            for number, row in rows
            if (record := self._row(adapter, shown_as, number, row)) is not None
        ]

    def _row(self, adapter: TypeAdapter[T], shown_as: str, number: int, row: Any) -> T | None:
        try:
            return adapter.validate_python(row)
        except ValidationError as error:
            self.problems += [
                Problem(shown_as, number, _dotted(e["loc"]), _remedy(e)) for e in error.errors()
            ]
            return None

    def _items(self, file: LinedYaml, model: type[Record]) -> Iterator[Entry]:
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
            try:
                yield LinedYaml(path, self._shown(path))
            except ContentError as error:
                self.problems += error.problems

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
