"""Check the content files and list what has to be looked at again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.errors import exit_on_error
from bot.errors import ContentError
from bot.knowledge.checks import check_content
from bot.knowledge.content import Content, read_content
from bot.knowledge.examples import check_examples
from bot.knowledge.figures import FigureTable
from bot.knowledge.next_messages import check_next_messages
from bot.settings import settings

app = typer.Typer(no_args_is_help=True)
DataDir = Annotated[Path | None, typer.Option("--data", help="Folder of the content; default: data.")]


@app.command()
@exit_on_error
def check(data: DataDir = None) -> None:
    """Name every fault in the content, with file, line, field and remedy."""
    data_dir = data or settings().data_dir
    content = read_content(data_dir)
    topics = set(content.topics)
    problems = check_content(content, dt.date.today()) + check_examples(data_dir, topics)
    problems += check_next_messages(data_dir, topics | _look_ups(content))
    if problems:
        raise ContentError(problems)
    typer.echo(
        f"Content is sound: {len(content.answers)} answers, {len(content.figures)} figures, "
        f"{len(content.services)} services, {len(content.occupations)} occupations."
    )


def _look_ups(content: Content) -> set[str]:
    """Return the labels of all look-ups."""
    kinds = [entry.record.id for entry in (*content.kinds, *content.lookups)]
    return {f"lookup/{kind}" for kind in kinds}


@app.command()
@exit_on_error
def stale(
    data: DataDir = None,
    days: Annotated[int, typer.Option(help="Look so many days ahead.")] = 45,
) -> None:
    """List answers past their review date, figures that end soon, and services checked long ago."""
    content = read_content(data or settings().data_dir)
    horizon = dt.date.today() + dt.timedelta(days=days)
    table = Table("what", "id", "when", title=f"To be looked at by {horizon}")
    for row in sorted(_stale(content, horizon), key=lambda row: row[2]):
        table.add_row(*row)
    Console().print(table)


def _stale(content: Content, horizon: dt.date) -> list[tuple[str, str, str]]:
    reviews = [
        ("answer to review", entry.record.topic, entry.record.review)
        for entry in content.answers
        if entry.record.review <= horizon.isoformat()
    ]
    figures = FigureTable([entry.record for entry in content.figures], content.phrases)
    ends = [("figure ends", figure.id, last) for figure, last in figures.ending_by(horizon)]
    a_year_ago = (horizon - dt.timedelta(days=365)).isoformat()
    services = [
        ("service checked", entry.record.id, entry.record.checked)
        for entry in content.services
        if entry.record.checked <= a_year_ago
    ]
    return reviews + ends + services
