"""Serve, train, and talk in the terminal."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.errors import exit_on_error
from bot.errors import SettingsError
from bot.settings import settings

console = Console(stderr=True)


@exit_on_error
def serve() -> None:
    """Prepare the database, train when the training data changed, and serve in the foreground."""
    model = _ready_model(force=False)
    from bot.server.app import serve as serve_app

    console.print("Loading the model ...")
    serve_app(model, settings(), _announce)


@exit_on_error
def train(force: Annotated[bool, typer.Option(help="Train even when nothing changed.")] = False) -> None:
    """Train the model when the training data changed."""
    model = _ready_model(force)
    console.print(f"Model: {model.name}")


@exit_on_error
def chat(language: Annotated[str, typer.Option(help="Language to start in.")] = "de") -> None:
    """Talk to the assistant; an empty line ends the conversation."""
    from bot.cli.chat import talk
    from bot.server.app import create_agent

    talk(create_agent(_ready_model(force=False)), language)


def _ready_model(force: bool) -> Path:
    """Return the model for the present data; prepares the database and trains when needed."""
    import bot.server  # switches telemetry off before Rasa is imported
    from bot.server.logs import configure_logs
    from bot.server.without_tensorflow import install

    install()
    configure_logs(settings().log_level)
    from bot.knowledge.base import knowledge_base
    from bot.training import model_path, train_model

    del bot
    with console.status("Preparing the database ..."):
        try:
            knowledge_base()
        except SQLAlchemyError as error:
            raise SettingsError(
                f"DATABASE_URL: the database cannot be used ({type(error).__name__})"
            ) from error
    console.print("Database ready.")
    model = model_path(settings())
    if model.exists() and not force:
        return model
    console.print("Training (one to three minutes) ...")
    start = time.monotonic()
    model = train_model(settings())
    console.print(f"Trained in {time.monotonic() - start:.0f} s.")
    return model


def _announce(address: str) -> None:
    console.print(f"Fachlotse is ready: {address}", highlight=False)
