"""What people say next, after an answer: messages that mean little without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge.records import Record
from bot.knowledge.yaml_lines import LinedYaml, yaml_files
from bot.text import fold

FOLDER = "next"


@dataclass(frozen=True)
class NextMessage:
    """A message, the topic that was answered before it, and what it is about."""

    after: str  # topic
    text: str
    label: str
    language: str


class _Line(Record):
    say: str
    label: str


def read_next_messages(data_dir: Path) -> list[NextMessage]:
    """Return the messages of ``data/next/<language>/<area>/<topic>.yml``.

    Raises:
        ContentError: a file cannot be read or has another shape.
    """
    return [message for path in yaml_files(data_dir / FOLDER) for _, message in _messages(path, data_dir)]


def check_next_messages(data_dir: Path, labels: Collection[str]) -> list[Problem]:
    """Return every fault of the files in ``data/next``, sorted.

    Args:
        data_dir: folder of the content.
        labels: of topics and look-ups.
    """
    problems: list[Problem] = []
    for path in yaml_files(data_dir / FOLDER):
        try:
            problems += _faults(path, data_dir, labels)
        except ContentError as error:
            problems += error.problems
    return sorted(problems)


def _faults(path: Path, data_dir: Path, labels: Collection[str]) -> Iterator[Problem]:
    shown_as, seen = _shown(path, data_dir), dict[str, int]()
    for line, message in _messages(path, data_dir):
        if message.after not in labels:
            yield Problem(shown_as, 0, "", f"is named after no topic: {message.after}; rename it")
            return
        if message.label not in labels:
            yield Problem(shown_as, line, "label", f"is no topic or look-up: {message.label}; correct it")
        key = fold(message.text)
        if not key:
            yield Problem(shown_as, line, "say", "holds no word; remove it")
        elif key in seen:
            yield Problem(shown_as, line, "say", f"stands already in line {seen[key]}; keep one")
        seen[key] = line


def _messages(path: Path, data_dir: Path) -> Iterator[tuple[int, NextMessage]]:
    """Yield (line, message) of a file."""
    file = LinedYaml(path, _shown(path, data_dir))
    match path.relative_to(data_dir / FOLDER).with_suffix("").parts:
        case (language, area, key):
            after = f"{area}/{key}"
        case _:
            message = "must lie in data/next/<language>/<area>/<topic>.yml; move it"
            raise ContentError([Problem(file.shown_as, 0, "", message)])
    try:
        entries = TypeAdapter(list[_Line]).validate_python(file.value)
    except ValidationError as error:
        line = file.line(tuple(error.errors()[0]["loc"]))
        message = "must hold a list of mappings with 'say' and 'label'; correct it"
        raise ContentError([Problem(file.shown_as, line, "", message)]) from None
    for index, entry in enumerate(entries):
        yield file.line((index,)), NextMessage(after, entry.say, entry.label, language)


def _shown(path: Path, data_dir: Path) -> str:
    return path.relative_to(data_dir.parent).as_posix()
