"""Check the training examples: enough of them, and no sentence in two intents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.errors import Problem
from bot.knowledge.records import LANGUAGES
from bot.text import fold

MIN_EXAMPLES = 160  # per topic and language
_EXAMPLE = re.compile(r"^\s*- (?P<text>.*\S)\s*$")
_FORBIDDEN = re.compile(r"[\[\]{}\\]")


def check_examples(data_dir: Path, topics: set[str]) -> list[Problem]:
    """Return every fault of the files in ``data/nlu``, sorted."""
    seen: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    for path in sorted((data_dir / "nlu").rglob("*.yml")):
        shown_as = path.relative_to(data_dir.parent).as_posix()
        language = path.relative_to(data_dir / "nlu").parts[0]
        for intent, line, text in read_examples(path):
            counts[intent, language] = counts.get((intent, language), 0) + 1
            problems += _faults(shown_as, line, intent, text, seen)
    problems += _missing(topics, counts)
    return sorted(problems)


def read_examples(path: Path) -> Iterator[tuple[str, int, str]]:
    """Yield (intent, line, sentence) of a file in Rasa's format."""
    root = yaml.compose(path.read_text(encoding="utf-8"))
    if root is None:
        return
    for block in _value(root, "nlu").value:
        intent = _value(block, "intent").value
        examples = _value(block, "examples")
        for offset, line in enumerate(examples.value.splitlines(), start=1):
            match = _EXAMPLE.match(line)
            if match:
                yield intent, examples.start_mark.line + 1 + offset, match["text"]


def _value(node: yaml.Node, key: str) -> yaml.Node:
    return next(value for name, value in node.value if name.value == key)


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
