"""Serve as ``python -m bot serve`` does, with the newest model whatever the training data are: tests train nothing."""

from __future__ import annotations

import bot.server  # noqa: F401  telemetry off before Rasa is imported
from bot.server.logs import configure_logs
from bot.server.without_tensorflow import install
from bot.settings import settings


def main() -> None:
    install()
    configure_logs(settings().log_level)
    from bot.knowledge.base import knowledge_base
    from bot.server.app import serve

    knowledge_base()  # tables and content
    models = list(settings().models_dir.glob("*.tar.gz"))
    if not models:
        raise SystemExit("no model: run `make train` first, or leave out `-m trained`")
    serve(max(models, key=lambda path: path.stat().st_mtime), settings(), print)


if __name__ == "__main__":
    main()
