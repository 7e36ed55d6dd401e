"""The report: from what was measured to Markdown and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import Machine
from bot.nlu.decision import Thresholds, is_topic
from evaluation import charts, tables
from evaluation.comparison import Result
from evaluation.confidence import calibration_error, cheapest, reliability, risk_at, risk_coverage
from evaluation.confidence import threshold_costs as costs_of
from evaluation.crossvalidation import Guess, area_matrix, area_of, confusions
from evaluation.dialogues import Dialogue
from evaluation.public import PublicResult
from evaluation.questions import OUT_OF_SCOPE, SAMPLE, Question, copies
from evaluation.scoring import Reply, Target, count, lookup_is_right, scope_targets, topic_targets
from evaluation.understanding import Understood

LOOKUP_TARGET, DIALOGUE_TARGET = 0.97, 0.85
COVERAGES = (0.5, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Measured:
    """Everything that was measured."""

    guesses: Sequence[Guess]  # cross-validation
    tests: Sequence[Understood]
    tuning: Sequence[Understood]
    replies: Sequence[tuple[Question, Reply]]  # test questions with the first reply of the assistant
    dialogues: Sequence[Dialogue]
    comparison: Sequence[Result]
    public: Sequence[PublicResult]
    thresholds: Thresholds
    kinds_of: Callable[[str], Sequence[str]]
    machine: Machine
    sampled: Sequence[Result]  # on a sample of the sentences, with DIET; empty when DIET is left out

    @property
    def topics(self) -> list[Understood]:
        return [u for u in self.tests if is_topic(u.question.label)]

    @property
    def asked_topics(self) -> list[tuple[Question, Reply]]:
        return [(question, reply) for question, reply in self.replies if is_topic(question.label)]

    @property
    def languages(self) -> list[str]:
        return sorted({u.question.language for u in self.tests})


def targets(measured: Measured) -> list[Target]:
    """Return the headline figures."""
    found = []
    for code in measured.languages:
        found += topic_targets(code, [(q, r) for q, r in measured.asked_topics if q.language == code])
    found += scope_targets([(q, r) for q, r in measured.replies if q.label == OUT_OF_SCOPE])
    verdicts = [
        lookup_is_right(question, reply, measured.kinds_of(question.label.partition("/")[2]))
        for question, reply in measured.replies
        if question.area == "lookup"
    ]
    return [
        *found,
        Target("look-up, kind and place right", count(verdicts, all), LOOKUP_TARGET),
        Target("… kind right", count(verdicts, lambda v: v[0])),
        Target("… place right", count(verdicts, lambda v: v[1])),
        Target(
            "dialogues right in every turn",
            count(measured.dialogues, lambda d: d.is_right),
            DIALOGUE_TARGET,
        ),
    ]


def write_report(measured: Measured, path: Path) -> str:
    """Write the report and its pictures into the same folder; return the text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sections = [
        "# Understanding",
        _introduction(measured),
        "## Promises\n\n" + tables.headline(targets(measured)),
        "How questions about topics ended:\n\n" + tables.outcomes(measured.asked_topics, measured.languages),
        _failing(measured),
        _groups(measured),
        _confusions(measured, path.parent),
        _confidence(measured, path.parent),
        _thresholds(measured, path.parent),
        _comparison(measured),
    ]
    text = "\n\n".join(sections) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _introduction(m: Measured) -> str:
    number = sum(len(d.turns) for d in m.dialogues)
    return (
        f"Made by `make evaluate`. {len(m.tests)} test questions and {len(m.dialogues)} dialogues ({number} turns) by "
        "people who saw no other sentences of ours; nothing is tuned on them. The single test questions that "
        f"fail are left out on purpose. {len(m.guesses)} training sentences are judged by cross-validation; the "
        f"thresholds are chosen on {len(m.tuning)} questions of their own.\n\n"
        "Right topic first: answered with it, or asked back with it as the first option. A wrong answer is another "
        "topic or a look-up instead; asking back and saying that we do not know are none. Judged is the first message "
        "that a person gets.\n\n"
        f"Machine: {m.machine.line()}."
    )


def _failing(m: Measured) -> str:
    turns = [turn for dialogue in m.dialogues for turn in dialogue.turns]
    right = count(turns, lambda turn: not turn.faults)
    return (
        f"## Dialogues\n\n{tables.percent(right)} of {right.of} turns are as expected. Not as expected:\n\n"
        + tables.failing_turns(m.dialogues)
    )


def _groups(m: Measured) -> str:
    parts = [
        "## Accuracy in detail\n\nTest questions whose most probable label is right, whatever its probability.",
        tables.groups("Area", m.tests, lambda u: u.question.area, m.languages),
        tables.groups("Audience (topics)", m.topics, lambda u: u.question.audience, m.languages),
        tables.groups("Style (topics)", m.topics, lambda u: u.question.style, m.languages),
    ]
    return "\n\n".join(parts)


def _confusions(m: Measured, folder: Path) -> str:
    charts.draw_areas(folder / "understanding-areas.png", *area_matrix(m.guesses))
    unseen = count([g for g in m.guesses if is_topic(g.question.label)], lambda g: g.is_right)
    tested = count(m.topics, lambda u: u.first_is_right)
    copied = len(copies([u.question for u in m.tests], [g.question for g in m.guesses]))
    by_area = tables.cross_validation(m.guesses, lambda g: area_of(g.question.label), m.languages)
    return (
        "## What is confused\n\nFrom cross-validation in three parts over the training sentences, so that it can be "
        f"worked on without looking at the test questions. Topics: {tables.percent(unseen)} of the training sentences "
        f"are recognised unseen, {tables.percent(tested)} of the test questions; {copied} test questions stand in the "
        "training too. Where the two shares lie far apart, the sets differ in difficulty and neither alone foretells "
        f"how real messages are understood.\n\n{by_area}\n\n"
        "![Confusion between areas](understanding-areas.png)\n\n"
        + tables.confusion_pairs(confusions(m.guesses))
    )


def _confidence(m: Measured, folder: Path) -> str:
    confidences = [u.ranking[0][1] for u in m.tests]
    right = [u.first_is_right for u in m.tests]
    bins, curve = reliability(confidences, right), risk_coverage(confidences, right)
    error = calibration_error(bins)
    charts.draw_reliability(folder / "understanding-reliability.png", bins, error)
    charts.draw_risk(folder / "understanding-risk.png", curve)
    rows = [(f"{100 * share:.0f} %", f"{100 * risk_at(curve, share):.1f} %") for share in COVERAGES]
    return (
        f"## Confidence\n\nAll test questions. Expected calibration error: {100 * error:.1f} %.\n\n"
        "![Reliability](understanding-reliability.png) ![Risk and coverage](understanding-risk.png)\n\n"
        + tables.reliability_bins(bins)
        + "\n\n"
        + tables.table(["Answered, surest first", "Of these wrong"], rows)
    )


def _thresholds(m: Measured, folder: Path) -> str:
    costs = costs_of([(u.question.label, u.ranking, u.parts) for u in m.tuning], m.thresholds)
    charts.draw_costs(folder / "understanding-costs.png", costs, m.thresholds.answer)
    best = cheapest(costs)
    return (
        "## Threshold for answers\n\nOn the questions of `data/tuning`, which calibrated nothing. "
        "Costs: wrong answer 10, out of scope answered 10, asking back 1, fallback on what we could have answered 3. "
        f"Cheapest: {best.threshold:.2f}; in use: {m.thresholds.answer:.2f}.\n\n"
        + tables.costs(costs, m.thresholds.answer)
        + "\n\n![Costs](understanding-costs.png)"
    )


def _comparison(m: Measured) -> str:
    diet = (
        f"With Rasa's DIET, all three on every {SAMPLE}th sentence:\n\n{tables.comparison(m.sampled)}"
        if m.sampled
        else "Rasa's DIET was left out; `--diet EPOCHS` adds it (40 epochs on a ninth of the sentences: over an hour)."
    )
    public = tables.public(m.public) if m.public else "Left out; `--public DIR` adds them."
    return (
        "## Other classifiers\n\nThe same training sentences, all labels; judged on the test questions about topics, "
        f"the most probable label counts.\n\n"
        f"{tables.comparison(m.comparison)}\n\nOurs includes finding places in the question.\n\n{diet}\n\n"
        "## Public sets\n\nThe same code without lexicon, every label a topic. CLINC150: the probabilities are "
        f"calibrated and the threshold is chosen on its validation part.\n\n{public}"
    )
