"""Measure everything that the report shows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.machine import this_machine
from bot.knowledge.base import knowledge_base
from bot.nlu.decision import is_topic
from bot.nlu.model import TopicModel
from bot.settings import ROOT, settings
from evaluation.comparison import Result, measure_tfidf, size_mb
from evaluation.crossvalidation import Guess, cross_validate
from evaluation.dialogues import first_replies, hold_dialogues, ready_model
from evaluation.diet import measure_diet
from evaluation.public import measure_public
from evaluation.questions import Question, read_questions, read_training, sample
from evaluation.report import Measured
from evaluation.understanding import Understanding, Understood

TESTS = ROOT / "tests" / "understanding"
Tell = Callable[[str], None]


def measure(folder: Path, diet: int | None, public: Path | None, tell: Tell) -> Measured:
    """Return all figures.

    Args:
        folder: for what is needed only meanwhile.
        diet: epochs for Rasa's DIET, which gets a sample of the sentences; None leaves it out.
        public: folder of the public sets; None leaves them out.
        tell: hears what is being done.
    """
    knowledge, data_dir = knowledge_base(), settings().data_dir
    understanding = Understanding(ROOT, data_dir, knowledge)
    training, validation = read_training(data_dir), read_questions(data_dir / "validation")
    questions = read_questions(TESTS)
    tell("Dialogues (trains first when the data changed) ...")
    assistant = ready_model(folder)
    dialogues = hold_dialogues(TESTS / "dialogues.yml", assistant)
    tell("Test questions ...")
    replies = list(zip(questions, first_replies(questions, assistant), strict=True))
    start = time.perf_counter()
    model = understanding.train(training, validation)
    seconds = time.perf_counter() - start
    tests = understanding.ask(model, questions)
    tell("Cross-validation ...")
    guesses = _cross_validate(understanding, training, validation)
    tell("Other classifiers ...")
    topics = [u.question for u in tests if is_topic(u.question.label)]
    comparison = [_ours(tests, seconds, model), _tfidf(training, topics)]
    sampled = _with_diet(understanding, sample(training), validation, topics, diet, folder) if diet else []
    tell("Public sets ..." if public else "Public sets are left out.")
    return Measured(
        guesses=guesses,
        tests=tests,
        tuning=understanding.ask(model, read_questions(data_dir / "tuning")),
        dialogues=dialogues,
        replies=replies,
        comparison=comparison,
        sampled=sampled,
        public=measure_public(public, understanding.config) if public else [],
        thresholds=understanding.thresholds,
        kinds_of=knowledge.services.kinds_of,
        machine=this_machine(),
    )


def _cross_validate(
    understanding: Understanding, training: Sequence[Question], validation: Sequence[Question]
) -> list[Guess]:
    def guess(known: Sequence[Question], asked: Sequence[Question]) -> list[str]:
        model = understanding.train(known, validation)
        return [model.ranking(understanding.masked(question.text), 1)[0][0] for question in asked]

    return cross_validate(training, guess)


def _ours(tests: Sequence[Understood], seconds: float, model: TopicModel) -> Result:
    topics = [u for u in tests if is_topic(u.question.label)]
    accuracy = sum(u.first_is_right for u in topics) / len(topics)
    return Result(
        "ours", accuracy, seconds, 1000 * statistics.median(u.seconds for u in topics), size_mb(model)
    )


def _tfidf(training: Sequence[Question], topics: Sequence[Question]) -> Result:
    texts, labels = [q.text for q in training], [q.label for q in training]
    return measure_tfidf(texts, labels, [(q.text, q.label) for q in topics])[0]


def _with_diet(
    understanding: Understanding,
    training: Sequence[Question],
    validation: Sequence[Question],
    topics: Sequence[Question],
    epochs: int,
    folder: Path,
) -> list[Result]:
    """Return our classifier, the baseline and DIET, all on the same sentences."""
    start = time.perf_counter()
    model = understanding.train(training, validation)
    seconds = time.perf_counter() - start
    ours = _ours(understanding.ask(model, topics), seconds, model)
    return [ours, _tfidf(training, topics), measure_diet(folder / "diet", training, topics, epochs)]
