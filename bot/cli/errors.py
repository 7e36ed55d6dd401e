"""Errors of ours are shown as one clear text, without a stack trace."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from bot.errors import FachlotseError

P = ParamSpec("P")
R = TypeVar("R")


def exit_on_error(command: Callable[P, R]) -> Callable[P, R]:
    """Make a command print errors of ours to standard error and exit with 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except FachlotseError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None

    return wrapped
