"""Search, export and import the directory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.errors import exit_on_error
from bot.errors import FachlotseError
from bot.knowledge.content import read_content
from bot.knowledge.exchange import ExportFormat, export_services, import_services
from bot.knowledge.services import Need
from bot.settings import settings

if TYPE_CHECKING:  # slow to import; only a search needs them
    from bot.knowledge.base import KnowledgeBase
    from bot.knowledge.models import Occupation
    from bot.knowledge.places import PlaceMatch

app = typer.Typer(no_args_is_help=True)
console = Console()


class SearchError(FachlotseError):
    """The directory has nothing of this name."""


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
    if kind is not None and kind not in knowledge.services:
        raise SearchError(f"Unknown kind of service; one of: {', '.join(knowledge.services.kinds())}.")
    occupations = _occupations(knowledge, occupation) if occupation is not None else []
    for match in _places(knowledge, place):
        for ags in match.districts:
            console.rule(f"{match.text}: {knowledge.places.district(ags).name} ({ags})")
            if occupation is not None:
                _show_bodies(knowledge, occupations, ags)
            else:
                _show_services(knowledge, [kind] if kind else knowledge.services.kinds(), ags)


def _places(knowledge: KnowledgeBase, text: str) -> list[PlaceMatch]:
    """Return the places of a text; SearchError when there is none, or one is not of both states."""
    matches = knowledge.places.find(text, expected=True)
    if not matches:
        raise SearchError("No place of this name is known in Saxony-Anhalt or Saxony.")
    for match in matches:
        if match.outside is not None:
            outside = knowledge.places.outside_place(match.outside)
            raise SearchError(f"Outside Saxony-Anhalt and Saxony ({outside.name['en']}): {outside.website}")
        if match.unknown_postcode:
            raise SearchError("No place in Saxony-Anhalt or Saxony is known to have this postcode.")
    return matches


def _occupations(knowledge: KnowledgeBase, text: str) -> list[Occupation]:
    """Return what a word for an occupation may mean; SearchError when it is not known."""
    matches = knowledge.occupations.find(text, expected=True)
    if not matches:
        raise SearchError("No occupation of this name is known; see data/directory/occupations.yml.")
    return [knowledge.occupations.occupation(key) for match in matches for key in match.occupations]


def _show_services(knowledge: KnowledgeBase, kinds: list[str], ags: str) -> None:
    for kind in kinds:
        services = knowledge.services.find(Need(kind, ags))
        for service in services:
            console.print(f"[bold]{kind}[/bold]  {service.name}  {service.phone or ''}")
        if not services:
            console.print(f"[bold]{kind}[/bold]  -")


def _show_bodies(knowledge: KnowledgeBase, occupations: list[Occupation], ags: str) -> None:
    for occupation in occupations:
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
