"""``python -m benchmarks.telegram``: load, overhead, fault table and conversations; ``reports/telegram*.md``."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.machine import load_average, this_machine
from benchmarks.server import ServerError
from benchmarks.systems import System, our_system
from benchmarks.telegram_conversation import CONVERSATIONS, recorded
from benchmarks.telegram_faults import Row, fault_table
from benchmarks.telegram_load import Load, load
from benchmarks.telegram_overhead import Overhead, overhead
from benchmarks.telegram_server import telegram_pair
from bot.settings import ROOT

REPORTS = ROOT / "reports"
TARGET_MS = 5.0
Existing = typer.Option(
    exists=True, dir_okay=False, resolve_path=True, help="Serve this model; default: train."
)


def main(
    model: Annotated[Path | None, Existing] = None,
    chats: Annotated[int, typer.Option(min=1, help="Chats at once.")] = 200,
    measured: Annotated[int, typer.Option(min=1, help="Questions that the overhead is measured on.")] = 100,
    skip_faults: Annotated[bool, typer.Option("--skip-faults", help="No fault table.")] = False,
) -> None:
    """Measure the Telegram channel against a stand-in for Telegram, and record what people see."""
    with tempfile.TemporaryDirectory(prefix="fachlotse-telegram-") as temporary:
        folder = Path(temporary)
        system = our_system(folder, model)
        try:
            parts = [_measures(system, folder, chats, measured)]
            parts += _records(system, folder, skip_faults)
        except (ServerError, AssertionError) as error:
            typer.echo(f"The benchmark could not be finished: {error}", err=True)
            raise typer.Exit(1) from None
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "telegram.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    typer.echo("\n\n".join(parts))


def _measures(system: System, folder: Path, chats: int, measured: int) -> str:
    typer.echo("Overhead ...", err=True)
    cost = overhead(system, folder / "overhead", measured)
    typer.echo("Load ...", err=True)
    loads = [load(system, folder / f"load-{restart}", chats, restart) for restart in (False, True)]
    return "\n\n".join(("# Telegram", _load_table(loads), _overhead_table(cost), _circumstances()))


def _records(system: System, folder: Path, skip_faults: bool) -> list[str]:
    """Write the conversations, and return the fault table."""
    with telegram_pair(system, folder / "records", None) as pair, pair.serving():
        for language in CONVERSATIONS:
            typer.echo(f"Conversation ({language}) ...", err=True)
            text = f"# A conversation over Telegram ({language})\n\n{recorded(pair, language)}\n"
            REPORTS.mkdir(exist_ok=True)
            (REPORTS / f"telegram-{language}.md").write_text(text, encoding="utf-8")
        if skip_faults:
            return []
        typer.echo("Fault table ...", err=True)
        return [_fault_table(fault_table(pair))]


def _load_table(loads: Sequence[Load]) -> str:
    head = (
        "load",
        "chats",
        "questions",
        "lost",
        "said twice",
        "chats out of order",
        "429",
        "messages a second",
    )
    rows = [
        (
            *(one.name, one.chats, one.questions, one.lost, one.repeated, one.out_of_order, one.too_fast),
            f"{one.rate:.1f}",
        )
        for one in loads
    ]
    return _table(head, rows)


def _overhead_table(cost: Overhead) -> str:
    rows = [
        ("processor time of our process", cost.cpu_telegram, cost.cpu_rest, cost.cpu),
        ("time until the first message leaves", cost.wall_telegram, cost.wall_rest, cost.wall),
    ]
    shown = [(name, *(f"{value:.1f} ms" for value in values)) for name, *values in rows]
    table = _table((f"a question (of {cost.questions})", "Telegram", "REST", "overhead"), shown)
    waiting, processor = ("yes" if ms <= TARGET_MS else "**no**" for ms in (cost.wall, cost.cpu))
    return (
        f"{table}\n\nOverhead below {TARGET_MS:g} ms: of waiting {waiting}, of processor time {processor}. Waiting "
        "holds two HTTP calls more (update, message), processor time also what is done after the answer has left."
    )


def _fault_table(rows: Sequence[Row]) -> str:
    head = ("fault", "failed tries", "what the person saw", "lost")
    return _table(head, [(row.fault, row.tries, row.seen, row.lost) for row in rows])


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _circumstances() -> str:
    return (
        f"Machine: {this_machine().line()}; the stand-in runs on it too. Load average: {load_average():.2f}."
    )


if __name__ == "__main__":
    typer.run(main)
