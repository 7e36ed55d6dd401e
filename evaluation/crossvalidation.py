"""Cross-validation over the training sentences: which labels are taken for which."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.questions import Question

FOLDS = 3
SEED = 3
PAIRS = 30


@dataclass(frozen=True)
class Guess:
    """A sentence that training had not seen, and the most probable label."""

    question: Question
    label: str

    @property
    def is_right(self) -> bool:
        return self.label == self.question.label


@dataclass(frozen=True)
class Confusion:
    """Two labels that are taken for one another, and a sentence that was."""

    true: str  # of the example; the more frequent direction
    guessed: str
    number: int  # both directions
    example: str


def folds(questions: Sequence[Question], number: int = FOLDS) -> list[int]:
    """Return the fold of every question: each label in each language is spread evenly, the same in every run."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, question in enumerate(questions):
        groups[question.label, question.language].append(index)
    chosen = [0] * len(questions)
    shuffle = random.Random(SEED).shuffle  # noqa: S311
    for members in groups.values():
        shuffle(members)
        for position, index in enumerate(members):
            chosen[index] = position % number
    return chosen


def cross_validate(
    questions: Sequence[Question],
    guess: Callable[[Sequence[Question], Sequence[Question]], Sequence[str]],
    number: int = FOLDS,
) -> list[Guess]:
    """Return a guess for every question.

    Args:
        questions: all sentences.
        guess: trains on the first and returns the labels of the second.
        number: of folds.
    """
    fold = folds(questions, number)
    guesses = []
    for held_out in range(number):
        known = [q for q, f in zip(questions, fold, strict=True) if f != held_out]
        asked = [q for q, f in zip(questions, fold, strict=True) if f == held_out]
        guesses += [Guess(q, label) for q, label in zip(asked, guess(known, asked), strict=True)]
    return guesses


def confusions(guesses: Sequence[Guess], at_most: int = PAIRS) -> list[Confusion]:
    """Return the pairs of labels most often taken for one another, most frequent first."""
    counts = Counter((g.question.label, g.label) for g in guesses if not g.is_right)
    examples: dict[tuple[str, str], str] = {}
    for g in guesses:
        examples.setdefault((g.question.label, g.label), g.question.text)
    found = []
    for first, second in {tuple(sorted(pair)) for pair in counts}:
        there, back = counts[first, second], counts[second, first]
        pair = (first, second) if there >= back else (second, first)
        found.append(Confusion(*pair, there + back, examples[pair]))
    return sorted(found, key=lambda c: (-c.number, c.true, c.guessed))[:at_most]


def area_matrix(guesses: Sequence[Guess]) -> tuple[list[str], list[list[float]]]:
    """Return the areas and, per true area, the shares that were guessed; single intents count as dialogue."""
    counts = Counter((area_of(g.question.label), area_of(g.label)) for g in guesses)
    areas = sorted({area for pair in counts for area in pair})
    totals = {area: sum(counts[area, other] for other in areas) for area in areas}
    return areas, [[counts[a, b] / totals[a] if totals[a] else 0.0 for b in areas] for a in areas]


def area_of(label: str) -> str:
    """Return the area of a label; dialogue for intents that have none."""
    area, _, key = label.partition("/")
    if area == "out_of_scope":
        return area
    return area if key and area != "follow_up" else "dialogue"
