"""The ``fachlotse`` command line."""

from __future__ import annotations

import typer

from bot.cli import content, directory, server

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Fachlotse: serve, train, content, directory."
)
app.command("serve")(server.serve)
app.command("train")(server.train)
app.command("chat")(server.chat)
app.add_typer(content.app, name="content", help="Check and review the content files.")
app.add_typer(directory.app, name="directory", help="Search, export and import the directory.")
