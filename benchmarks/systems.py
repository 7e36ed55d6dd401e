"""The two systems: how each is prepared and started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.default_project import write_project
from benchmarks.server import Command, ServerError
from bot.settings import ROOT, settings
from bot.training import model_path

TRAINING_TIMEOUT_S = 1800


class StartCommand(Protocol):
    """How to start a system on a port with a SQLite file."""

    def __call__(self, port: int, database: Path) -> Command: ...


@dataclass(frozen=True)
class System:
    """A system that can be started on a port with a database of its own."""

    name: str
    command: StartCommand


def our_system(folder: Path, model: Path | None) -> System:
    """Return our own server; trains first when the training data changed.

    Args:
        folder: for models, when one is given.
        model: is served as it is, whatever the training data are now.
    """
    models = settings().models_dir
    if model is not None:
        models = folder / "models"
        models.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(model, models / model_path(settings()).name)
    else:
        _run(Command(["-m", "bot", "train"], ROOT), folder / "training.log")

    def command(port: int, database: Path) -> Command:
        environment = {
            "FACHLOTSE_PORT": str(port),
            "FACHLOTSE_MODELS": str(models),
            "DATABASE_URL": f"sqlite:///{database}",
        }
        return Command(["-m", "bot", "serve"], ROOT, environment)

    return System("Fachlotse", command)


def default_system(folder: Path, examples: int) -> System:
    """Return Rasa's default pipeline, trained on our data in a project of its own; a trained one is used again.

    Args:
        folder: for the project.
        examples: at most so many sentences per file of the training data.
    """
    if not list((folder / "models").glob("*.tar.gz")):
        write_project(folder, settings().data_dir, examples)
        _run(Command(["-m", "rasa", "train"], folder), folder / "training.log")

    def command(port: int, database: Path) -> Command:
        arguments = ["-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]
        return Command(arguments, folder, {"BENCHMARK_DATABASE": str(database)})

    return System("Rasa's default", command)


def _run(command: Command, log: Path) -> None:
    """Run a command to its end."""
    with log.open("wb") as output:
        result = subprocess.run(  # noqa: S603
            [sys.executable, *command.arguments],
            cwd=command.folder,
            env=command.environ(),
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=TRAINING_TIMEOUT_S,
            check=False,
        )
    if result.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise ServerError(f"{' '.join(command.arguments)} failed; its log ends with:{os.linesep}{tail}")
