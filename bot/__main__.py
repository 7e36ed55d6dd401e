"""``python -m bot`` is the ``fachlotse`` command."""

from bot.cli import app

app()
