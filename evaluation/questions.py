"""The sentences: for training, for choosing thresholds, and for judging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.knowledge.examples import read_examples
from bot.text import fold

OUT_OF_SCOPE = "out_of_scope"
SAMPLE = 9  # DIET takes a minute and more for one round over a ninth of our sentences


@dataclass(frozen=True)
class Question:
    """A sentence and what it is about; what the file does not say is None."""

    text: str
    label: str
    language: str
    style: str | None = None
    audience: str | None = None
    near: bool | None = None  # out of scope: close to our subjects or not
    kind: str | None = None  # look-ups
    district: str | None = None  # look-ups: None when the place has to be asked for

    @property
    def area(self) -> str:
        return self.label.partition("/")[0]


def read_training(data_dir: Path) -> list[Question]:
    """Return all training sentences, in the order of the files."""
    folder = data_dir / "nlu"
    return [
        Question(text, intent, path.relative_to(folder).parts[0])
        for path in sorted(folder.rglob("*.yml"))
        for intent, _, text in read_examples(path)
    ]


def read_questions(folder: Path) -> list[Question]:
    """Return the questions of ``<language>/*.yml`` below a folder, as docs/contributors/testing.md has them."""
    questions = []
    for path in sorted(folder.glob("*/*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            known = {k: v for k, v in entry.items() if k in Question.__dataclass_fields__}
            questions.append(Question(**known, language=path.parent.name))
    return questions


def sample(questions: Sequence[Question], share: int = SAMPLE) -> list[Question]:
    """Return every so-many-th question of each label and language, in order."""
    seen: Counter[tuple[str, str]] = Counter()
    chosen = []
    for question in questions:
        kind = question.label, question.language
        if seen[kind] % share == 0:
            chosen.append(question)
        seen[kind] += 1
    return chosen


def copies(questions: Iterable[Question], training: Iterable[Question]) -> list[Question]:
    """Return the questions that stand in the training as well, case and punctuation aside; there should be none."""
    known = {fold(example.text) for example in training}
    return [question for question in questions if fold(question.text) in known]
