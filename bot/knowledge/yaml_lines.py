"""YAML that remembers the line of every value, so that errors can name it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError, Problem
from bot.knowledge.text_files import read_text

KeyPath = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LinedYaml:
    """The value of a YAML file and the line of each of its parts."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read a file.

        Raises:
            ContentError: the file is missing, not UTF-8 or not YAML, or a key stands twice.
        """
        self.shown_as = shown_as
        text = read_text(path, shown_as)
        try:
            self._root = yaml.compose(text, Loader=_Loader)
            self.value = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
        except yaml.YAMLError as error:
            raise ContentError([_syntax_problem(shown_as, error)]) from None
        except ValueError as error:  # such as 30 February without quotes
            raise ContentError([Problem(shown_as, 0, "", f"holds no value: {error}; quote it")]) from None
        repeated = [
            Problem(shown_as, key.start_mark.line + 1, str(key.value), "stands twice; remove one")
            for key in _repeated_keys(self._root, set())
        ]
        if repeated:
            raise ContentError(repeated)

    def line(self, path: KeyPath) -> int:
        """Return the 1-based line of the value at a path, or of its nearest existing parent."""
        line, node = 1, self._root
        for key in path:
            child = _child(node, key)
            if child is None:
                break
            line, node = child
        return line


def _child(node: Any, key: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return item.start_mark.line + 1, item
    return None


def _repeated_keys(node: Any, seen: set[int]) -> Iterator[Any]:
    """Yield keys that a mapping has already: YAML would silently take the last one."""
    if id(node) in seen:  # an alias
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, seen)
    elif isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in names:
                    yield key
                names.add(key.value)
            yield from _repeated_keys(value, seen)


def _syntax_problem(shown_as: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "cannot be read"
    return Problem(shown_as, mark.line + 1 if mark else 0, "", f"is not valid YAML: {reason}")


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, sorted by path; none when the folder is missing."""
    yield from sorted(folder.rglob("*.yml"))
