"""``python -m evaluation``: measure the understanding and write ``reports/understanding.md``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import ROOT, settings

REPORT = ROOT / "reports" / "understanding.md"
Public = typer.Option(exists=True, file_okay=False, help="Measure Banking77 and CLINC150 in this folder too.")
Diet = typer.Option(
    min=1,
    help="Compare with Rasa's DIET on a ninth of the sentences: epochs; 40 take an hour.",
)


def main(
    diet: Annotated[int | None, Diet] = None,
    public: Annotated[Path | None, Public] = None,
    output: Annotated[Path, typer.Option(help="The report.")] = REPORT,
) -> None:
    """Measure how well people are understood."""
    with tempfile.TemporaryDirectory(prefix="fachlotse-evaluation-") as temporary:
        _prepare(Path(temporary))
        from evaluation.measuring import measure
        from evaluation.report import write_report

        measured = measure(Path(temporary), diet, public, _tell)
        # matplotlib asks a loaded TensorFlow whether arrays are its own; the placeholder cannot tell
        sys.modules.pop("tensorflow", None)
        text = write_report(measured, output)
    typer.echo(text.partition("\n## Dialogues")[0])
    _tell(f"Report: {output}")


def _prepare(folder: Path) -> None:
    """Use a database of our own, and Rasa without TensorFlow; both before the first import of Rasa."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'evaluation.db'}"
    settings.cache_clear()
    import bot.server  # switches telemetry off
    from bot.server.logs import configure_logs
    from bot.server.without_tensorflow import install

    del bot
    install()
    configure_logs(settings().log_level)


def _tell(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    typer.run(main)
