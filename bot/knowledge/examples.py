"""Check the training examples: enough of them, and no sentence in two intents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from bot.errors import ContentError, Problem
from bot.knowledge.records import LANGUAGES
from bot.knowledge.yaml_lines import LinedYaml
from bot.text import fold

MIN_EXAMPLES = 160  # per topic and language
_EXAMPLE = re.compile(r"^\s*- (?P<text>.*\S)\s*$")
_FORBIDDEN = re.compile(r"[\[\]{}\\]")


class _Block(BaseModel):
    intent: str
    examples: str


class _ExampleFile(BaseModel):
    nlu: list[_Block]


def check_examples(data_dir: Path, topics: set[str]) -> list[Problem]:
    """Return every fault of the files in ``data/nlu``, sorted."""
    seen: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for path in sorted((data_dir / "nlu").rglob("*.yml")):
        shown_as = path.relative_to(data_dir.parent).as_posix()
        language = path.relative_to(data_dir / "nlu").parts[0]
        try:
            for intent, line, text in read_examples(path, shown_as):
                counts[intent, language] = counts.get((intent, language), 0) + 1
                problems += _faults(shown_as, line, intent, text, seen)
        except ContentError as error:
            problems += error.problems
    problems += _missing(topics, counts)
    return sorted(problems)


def read_examples(path: Path, shown_as: str | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield (intent, line, sentence) of a file in Rasa's format.

    Raises:
        ContentError: the file cannot be read or has another shape.
    """
    file = LinedYaml(path, shown_as or path.name)
    if file.value is None:
        return
    for index, block in enumerate(_blocks(file)):
        start = file.line(("nlu", index, "examples")) + 1
        for number, line in enumerate(block.examples.splitlines(), start=start):
            match = _EXAMPLE.match(line)
            if match:
                yield block.intent, number, match["text"]


def _blocks(file: LinedYaml) -> list[_Block]:
    try:
        return _ExampleFile.model_validate(file.value).nlu
    except ValidationError as error:
        line = file.line(tuple(error.errors()[0]["loc"]))
        message = "must hold a list of blocks with 'intent' and 'examples'; correct it"
        raise ContentError([Problem(file.shown_as, line, "nlu", message)]) from None


def _faults(shown_as: str, line: int, intent: str, text: str, seen: dict[str, str]) -> Iterator[Problem]:
    if _FORBIDDEN.search(text):
        yield Problem(
            shown_as, line, intent, "holds a bracket, brace or backslash; Rasa reads them as markup"
        )
    key = fold(text)
    if not key:
        yield Problem(shown_as, line, intent, "holds no word; remove it")
    elif key in seen:
        yield Problem(shown_as, line, intent, f"stands already in {seen[key]}; keep it in one place only")
    else:
        seen[key] = f"{shown_as}:{line}"


def _missing(topics: set[str], counts: dict[tuple[str, str], int]) -> Iterator[Problem]:
    for topic in sorted(topics):
        for language in LANGUAGES:
            number = counts.get((topic, language), 0)
            if number < MIN_EXAMPLES:
                message = f"has {number} examples; {MIN_EXAMPLES} at least"
                yield Problem(f"data/nlu/{language}/{topic}.yml", 0, topic, message)
