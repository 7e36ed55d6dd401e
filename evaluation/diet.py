"""Rasa's DIET on our sentences, in a process of its own with the real TensorFlow."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from benchmarks.default_project import PIPELINE, nlu
from evaluation.comparison import BYTES_PER_MB, Result, ask
from evaluation.questions import Question

LEFT_OUT = ("ResponseSelector", "FallbackClassifier", "EntitySynonymMapper")
SEPARATOR = "__"  # a slash would make retrieval intents, of which DIET sees only the area
DIET = "DIETClassifier"
QUESTIONS, RESULT = "questions.json", "result.json"


def measure_diet(
    folder: Path, examples: Sequence[Question], questions: Sequence[Question], epochs: int
) -> Result:
    """Train DIET for a number of epochs and ask it; takes about an hour for 100.

    Raises:
        subprocess.CalledProcessError: Rasa could not train.
    """
    write_project(folder, examples, epochs)
    asked = [(question.text, flat(question.label)) for question in questions]
    (folder / QUESTIONS).write_text(json.dumps(asked), encoding="utf-8")
    start = time.perf_counter()
    _run(["-m", "rasa", "train", "nlu"], folder)
    seconds = time.perf_counter() - start
    _run(["-m", "evaluation.diet", str(folder)], Path.cwd())
    accuracy, median_ms, weights_mb = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    return Result(f"Rasa's DIET, {epochs} epochs", accuracy, seconds, median_ms, weights_mb)


def write_project(folder: Path, examples: Sequence[Question], epochs: int) -> None:
    """Write what ``rasa train nlu`` needs: Rasa's default pipeline, one intent per label."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    sentences: dict[str, list[str]] = {}
    for example in examples:
        sentences.setdefault(flat(example.label), []).append(example.text)
    steps = cast(list[dict[str, Any]], PIPELINE)
    pipeline = [
        step | {"epochs": epochs} if step["name"] == DIET else step
        for step in steps
        if step["name"] not in LEFT_OUT
    ]
    _write(folder / "config.yml", {"recipe": "default.v1", "language": "de", "pipeline": pipeline})
    _write(folder / "domain.yml", {"version": "3.1", "intents": sorted(sentences)})
    _write(folder / "data" / "nlu.yml", nlu(sentences))


def flat(label: str) -> str:
    """Return the label as a plain intent."""
    return label.replace("/", SEPARATOR)


def answer_questions(folder: Path) -> None:
    """Load the trained model, ask it all questions and write the figures; the whole of the second process."""
    from rasa.core.agent import Agent

    model = next((folder / "models").glob("*.tar.gz"))
    agent = Agent.load(str(model))
    questions = json.loads((folder / QUESTIONS).read_text(encoding="utf-8"))
    loop = asyncio.new_event_loop()

    def predict(text: str) -> str:
        return str(loop.run_until_complete(agent.parse_message(text))["intent"]["name"])

    accuracy, median_ms = ask(predict, questions)
    result = [accuracy, median_ms, model.stat().st_size / BYTES_PER_MB]
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _run(arguments: list[str], folder: Path) -> None:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | quiet,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _write(path: Path, content: dict[str, object]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    answer_questions(Path(sys.argv[1]))
