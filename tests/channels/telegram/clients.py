"""What tests of the stand-in need of python-telegram-bot."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest


def quick() -> HTTPXRequest:
    """Return a client that does not wait long, and uses no proxy."""
    return HTTPXRequest(read_timeout=1, httpx_kwargs={"trust_env": False})


def inline(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


def button(data: str = "x", title: str = "Ja") -> InlineKeyboardButton:
    return InlineKeyboardButton(title, callback_data=data)
