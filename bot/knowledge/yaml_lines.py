"""YAML that remembers the line of every value, so that errors can name it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError, Problem

KeyPath = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LinedYaml:
    """The value of a YAML file and the line of each of its parts."""

    def __init__(self, path: Path, shown_as: str) -> None:
        """Read a file.

        Raises:
            ContentError: the file is missing, not UTF-8 or not YAML.
        """
        self.shown_as = shown_as
        try:
            text = path.read_text(encoding="utf-8")
            self._root = yaml.compose(text, Loader=_Loader)
            self.value = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
        except FileNotFoundError:
            raise ContentError([Problem(shown_as, 0, "", "file is missing; create it")]) from None
        except UnicodeDecodeError as error:
            message = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
            raise ContentError([Problem(shown_as, 0, "", message)]) from None
        except yaml.YAMLError as error:
            raise ContentError([_syntax_problem(shown_as, error)]) from None

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


def _syntax_problem(shown_as: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "cannot be read"
    return Problem(shown_as, mark.line + 1 if mark else 0, "", f"is not valid YAML: {reason}")


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, sorted by path; none when the folder is missing."""
    yield from sorted(folder.rglob("*.yml"))
