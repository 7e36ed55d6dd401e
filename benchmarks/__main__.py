"""``python -m benchmarks``: measure, print the table and write ``reports/benchmark.md``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.callers import UnansweredError
from benchmarks.default_project import EPOCHS
from benchmarks.machine import this_machine
from benchmarks.measuring import Effort, measure
from benchmarks.report import Circumstances, report
from benchmarks.server import ServerError
from benchmarks.summary import combine
from benchmarks.systems import default_system, our_system
from bot.settings import ROOT

REPORT = ROOT / "reports" / "benchmark.md"
Existing = typer.Option(
    exists=True, dir_okay=False, resolve_path=True, help="Serve this model; default: train."
)
Examples = typer.Option(min=2, help="Sentences per file that the default is trained on.")


def main(
    skip_default: Annotated[bool, typer.Option("--skip-default", help="Measure only ours.")] = False,
    repetitions: Annotated[int, typer.Option(min=1, max=20)] = 3,
    model: Annotated[Path | None, Existing] = None,
    examples: Annotated[int, Examples] = 10,
    work: Annotated[Path | None, typer.Option(help="Keep the default's project in this folder.")] = None,
    output: Annotated[Path, typer.Option(help="The report.")] = REPORT,
) -> None:
    """Measure speed and memory of the assistant beside Rasa's default pipeline."""
    with tempfile.TemporaryDirectory(prefix="fachlotse-benchmark-") as temporary:
        folder = (work or Path(temporary)).resolve()
        (folder / "default").mkdir(parents=True, exist_ok=True)
        try:
            text = _benchmark(folder, repetitions, model, None if skip_default else examples)
        except (ServerError, UnansweredError, TimeoutError) as error:
            _tell(f"The benchmark could not be finished: {error}")
            raise typer.Exit(1) from None
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
    typer.echo(text)


def _benchmark(folder: Path, repetitions: int, model: Path | None, examples: int | None) -> str:
    """Return the report; no examples: the default is left out."""
    _tell("Preparing our model ...")
    ours, default = our_system(folder, model), None
    if examples is not None:
        _tell("Training Rasa's default pipeline (some minutes) ...")
        default = default_system(folder / "default", examples)
    results = measure([ours, default] if default else [ours], repetitions, Effort(), _tell)
    summaries = {name: combine(values) for name, values in results.values.items()}
    notes = [] if examples is None else [_about_default(examples)]
    circumstances = Circumstances(this_machine(), results.loads, repetitions, notes)
    return report(summaries[ours.name], summaries[default.name] if default else None, circumstances)


def _about_default(examples: int) -> str:
    return (
        f"Rasa's default: `rasa run`, REST channel, SQLTrackerStore on SQLite (its database address built for "
        f"SQLAlchemy 2.0); trained for {EPOCHS} epoch on at most {examples} sentences per file of our training data, "
        "which makes its features fewer and it faster than with all of them; fixed responses instead of our look-ups."
    )


def _tell(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    typer.run(main)
