"""Read text files and tables; what cannot be read is a problem with its remedy, never a stack trace."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from bot.errors import ContentError, Problem

Row = dict[str, str | None]  # None: the row ends before this column


def read_text(path: Path, shown_as: str) -> str:
    """Return the text of a file with its line ends as they are.

    Raises:
        ContentError: the file is missing or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")  # spreadsheets write a mark at the start
    except FileNotFoundError:
        raise ContentError([Problem(shown_as, 0, "", "file is missing; create it")]) from None
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
        raise ContentError([Problem(shown_as, 0, "", message)]) from None


def read_table(path: Path, shown_as: str) -> list[tuple[int, Row]]:
    """Return (line, row) of a CSV file whose first line names the columns; empty rows are left out.

    Raises:
        ContentError: the file is missing, not UTF-8 or no table.
    """
    reader = csv.reader(io.StringIO(read_text(path, shown_as), newline=""))
    try:
        lines = list(_numbered(reader))
    except csv.Error as error:
        message = f"is no CSV ({error}); correct it"
        raise ContentError([Problem(shown_as, reader.line_num, "", message)]) from None
    if not lines:
        raise ContentError([Problem(shown_as, 0, "", "is empty; the first line names the columns")])
    (_, header), *rows = lines
    problems = [
        Problem(shown_as, number, "", f"has {len(cells)} cells for {len(header)} columns; correct the commas")
        for number, cells in rows
        if len(cells) > len(header)
    ]
    problems += [
        Problem(shown_as, 1, name, "the column stands twice; remove one")
        for name in sorted(set(header))
        if header.count(name) > 1
    ]
    if problems:
        raise ContentError(problems)
    return [(number, _row(header, cells)) for number, cells in rows]


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty with its first line: a cell may hold several lines."""
    start = 1
    for cells in reader:
        if cells:
            yield start, cells
        start = reader.line_num + 1  # type: ignore[attr-defined]


def _row(header: list[str], cells: list[str]) -> Row:
    return {name: cells[index] if index < len(cells) else None for index, name in enumerate(header)}
