"""Logs that hold reasons, never what people typed."""

from __future__ import annotations

import logging

import structlog


def configure_logs(level: str) -> None:
    """Log to standard error.

    Rasa logs messages, entities and slots through structlog at levels below warning, and the text of a message it could
    not handle at error level; so structlog stays silent below critical, whatever the level of the rest.
    """
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Rasa's own loggers name senders and slots at debug and info level
    logging.getLogger("rasa").setLevel(max(logging.WARNING, logging.getLevelName(level)))
    # these name addresses that hold the token of the bot
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
