"""The errors of the project. No message ever holds what a person typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class FachlotseError(Exception):
    """Base of all errors that this project raises on purpose."""


class SettingsError(FachlotseError):
    """An environment variable is missing, malformed or a placeholder."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a content file, with the remedy."""

    file: str
    line: int  # 1-based; 0 when the fault concerns the whole file
    field: str  # dotted path, "" when the fault concerns the whole file
    message: str  # what is wrong and what to do

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class ContentError(FachlotseError):
    """Content files are faulty; nothing was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the content; nothing was loaded:\n{lines}")


class UnknownRecordError(FachlotseError):
    """A key names no record of the knowledge base."""

    def __init__(self, kind: str, key: str) -> None:
        self.kind, self.key = kind, key
        super().__init__(f"no {kind} with this key")
