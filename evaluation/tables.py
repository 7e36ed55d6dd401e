"""Markdown tables of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evaluation.comparison import Result
from evaluation.confidence import Bin, Cost, cheapest
from evaluation.crossvalidation import Confusion, Guess
from evaluation.dialogues import Dialogue
from evaluation.public import PublicResult
from evaluation.questions import Question
from evaluation.scoring import OUTCOMES, Reply, Share, Target, outcome
from evaluation.understanding import Understood

LONGEST_EXAMPLE = 110
YES_NO = {True: "yes", False: "**no**", None: ""}


def table(head: Sequence[str], rows: Iterable[Sequence[object]], numbers_from: int = 1) -> str:
    """Return a table; columns from ``numbers_from`` on are aligned to the right."""
    rule = ["---" if i < numbers_from else "---:" for i in range(len(head))]
    lines = [head, rule, *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def percent(share: Share) -> str:
    """Return the share, or a dash when there is nothing to count."""
    return f"{100 * share.value:.1f} %" if share.of else "–"


def headline(targets: Sequence[Target]) -> str:
    """Return the figures beside what we promise."""

    def aim(target: Target) -> str:
        if target.target is None:
            return "–"
        return f"{'≤' if target.at_most else '≥'} {100 * target.target:.0f} %"

    rows = [(t.name, percent(t.share), t.share.of, aim(t), YES_NO[t.met]) for t in targets]
    return table(["Measure", "Measured", "Questions", "Target", "Met"], rows)


def outcomes(topics: Sequence[tuple[Question, Reply]], languages: Sequence[str]) -> str:
    """Return how questions about topics ended, per language."""
    ends = {
        code: [outcome(question.label, reply) for question, reply in topics if question.language == code]
        for code in languages
    }
    rows = [
        (name, *(percent(Share(ends[code].count(name), len(ends[code]))) for code in languages))
        for name in OUTCOMES
    ]
    return table(["Outcome", *languages], rows)


def groups(
    title: str, questions: Sequence[Understood], key: Callable[[Understood], object], languages: Sequence[str]
) -> str:
    """Return the share whose most probable label is right, per group and language."""

    def shares(name: object) -> list[str]:
        members = [u for u in questions if key(u) == name]
        sets = [[u for u in members if u.question.language == code] for code in languages]
        return [percent(Share(sum(u.first_is_right for u in s), len(s))) for s in (*sets, members)]

    names = sorted({key(u) for u in questions}, key=str)
    return table([title, *languages, "all"], [(name, *shares(name)) for name in names])


def cross_validation(guesses: Sequence[Guess], key: Callable[[Guess], str], languages: Sequence[str]) -> str:
    """Return the share of training sentences that were recognised unseen, per group and language."""

    def shares(name: str) -> list[str]:
        members = [g for g in guesses if key(g) == name]
        sets = [[g for g in members if g.question.language == code] for code in languages]
        return [percent(Share(sum(g.is_right for g in s), len(s))) for s in (*sets, members)]

    names = sorted({key(g) for g in guesses})
    return table(["Area", *languages, "all"], [(name, *shares(name)) for name in names])


def confusion_pairs(pairs: Sequence[Confusion]) -> str:
    """Return the pairs with an example each."""
    rows = [(c.number, c.true, c.guessed, _short(c.example)) for c in pairs]
    return table(["Times", "Is about", "Taken for (both ways counted)", "Example"], rows, numbers_from=4)


def reliability_bins(bins: Sequence[Bin]) -> str:
    """Return confidence and accuracy per interval."""
    rows = [(f"{100 * b.confidence:.0f} %", f"{100 * b.accuracy:.0f} %", b.number) for b in bins]
    return table(["Mean confidence", "Right", "Questions"], rows, numbers_from=0)


def costs(found: Sequence[Cost], used: float) -> str:
    """Return the cost of every threshold; the cheapest in bold."""
    best = cheapest(found).threshold

    def row(c: Cost) -> tuple[object, ...]:
        name = f"**{c.threshold:.2f}**" if c.threshold == best else f"{c.threshold:.2f}"
        name += " (in use)" if c.threshold == used else ""
        return name, c.right, c.wrong, c.out_of_scope_answered, c.asked, c.not_answered, c.total

    head = ["Threshold", "Right", "Wrong", "Out of scope answered", "Asked back", "Fallback", "Cost"]
    return table(head, map(row, found))


def comparison(results: Sequence[Result]) -> str:
    """Return the classifiers side by side."""
    rows = [
        (
            r.name,
            f"{100 * r.accuracy:.1f} %",
            f"{r.training_s:.0f} s",
            f"{r.median_ms:.2f} ms",
            f"{r.weights_mb:.0f} MB",
        )
        for r in results
    ]
    return table(
        ["Classifier", "Right label first", "Training", "One question, median", "Size of weights"], rows
    )


def public(results: Sequence[PublicResult]) -> str:
    """Return one table per set, with its source and licence."""
    parts = []
    for result in results:
        parts.append(f"**{result.name}** ({result.source})\n\n{comparison(result.results)}")
        if result.scope:
            rows = [
                (s.name, f"{s.threshold:.2f}", f"{100 * s.in_scope:.1f} %", f"{100 * s.recall:.1f} %")
                for s in result.scope
            ]
            head = ["Out of scope by threshold", "Threshold", "In scope right", "Out of scope recognised"]
            parts.append(table(head, rows))
    return "\n\n".join(parts)


def failing_turns(dialogues: Sequence[Dialogue]) -> str:
    """Return every turn that was not as expected, with what came back."""
    rows = []
    for dialogue in dialogues:
        for number, turn in enumerate(dialogue.turns, start=1):
            if turn.faults:
                wanted = "; ".join(f"{field}: {turn.expected[field]}" for field in turn.faults)
                act = turn.replies[0].get("act") if turn.replies else "nothing"
                came = "; ".join(f"{field}: {value}" for field, value in turn.faults.items())
                rows.append((dialogue.name, number, _short(turn.said), wanted, f"{came} (act {act})"))
    head = ["Dialogue", "Turn", "Said", "Expected", "Came back"]
    return table(head, rows, numbers_from=5) if rows else "None."


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"
