"""Search, export and import the directory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.errors import exit_on_error
from bot.knowledge.content import read_content
from bot.knowledge.exchange import ExportFormat, export_services, import_services
from bot.knowledge.services import Need
from bot.settings import settings

app = typer.Typer(no_args_is_help=True)
console = Console()


@app.command()
@exit_on_error
def search(
    place: Annotated[str, typer.Argument(help="District, town, village, postcode or plate code.")],
    kind: Annotated[str | None, typer.Option(help="Kind of service; default: all kinds.")] = None,
    occupation: Annotated[str | None, typer.Option(help="Who recognises this occupation?")] = None,
) -> None:
    """Show the places, and who is responsible there."""
    from bot.knowledge.base import knowledge_base

    knowledge = knowledge_base()
    for match in knowledge.places.find(place, expected=True):
        for ags in match.districts:
            console.rule(f"{match.text}: {knowledge.places.district(ags).name} ({ags})")
            if occupation is not None:
                _show_bodies(occupation, ags)
                continue
            for wanted in [kind] if kind else knowledge.services.kinds():
                for service in knowledge.services.find(Need(wanted, ags)):
                    console.print(f"[bold]{wanted}[/bold]  {service.name}  {service.phone or ''}")


def _show_bodies(word: str, ags: str) -> None:
    from bot.knowledge.base import knowledge_base

    knowledge = knowledge_base()
    for match in knowledge.occupations.find(word, expected=True):
        for key in match.occupations:
            occupation = knowledge.occupations.occupation(key)
            body = knowledge.services.competent_body(occupation, ags)
            console.print(f"[bold]{occupation.name['de']}[/bold]  {body.name if body else '-'}")


@app.command()
@exit_on_error
def export(
    format: Annotated[ExportFormat, typer.Option(help="hsds-json or csv.")] = ExportFormat.HSDS_JSON,
    output: Annotated[Path | None, typer.Option(help="File; default: standard output.")] = None,
) -> None:
    """Write all services in an open format."""
    content = read_content(settings().data_dir)
    text = export_services([entry.record for entry in content.services], format)
    if output is None:
        typer.echo(text)
    else:
        output.write_text(text, encoding="utf-8")
        console.print(f"{len(content.services)} services written to {output}.")


@app.command("import")
@exit_on_error
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="HSDS JSON or CSV, as exported.")],
    apply: Annotated[bool, typer.Option("--apply", help="Write; without it nothing is changed.")] = False,
) -> None:
    """Take over services from a file: all or nothing, a report first."""
    report = import_services(settings().data_dir, file, dt.date.today(), apply=apply)
    for line in report.lines():
        console.print(line, highlight=False)
    if not apply and report.changes:
        console.print("Nothing was written. Run again with --apply.")
