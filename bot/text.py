"""Spelling: one form for the many ways in which people type the same word."""

from __future__ import annotations

import re
import unicodedata

_DIGRAPHS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l", "đ": "d"}
)
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


def fold(text: str) -> str:
    """Return lower-case ASCII words separated by single blanks: "Köthen (Anhalt)" -> "koethen anhalt"."""
    letters = text.lower() if text.isascii() else _ascii_letters(text)
    return _NOT_WORD.sub(" ", letters).strip()


def _ascii_letters(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).lower().translate(_DIGRAPHS)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def squash(text: str) -> str:
    """Return the folded text with umlaut digraphs reduced: "koethen", "Köthen" and "Kothen" -> "kothen"."""
    folded = fold(text)
    for digraph, vowel in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        folded = folded.replace(digraph, vowel)
    return folded


def clean(text: str) -> str:
    """Return the text without control and direction characters and with single blanks."""
    return " ".join(_CONTROL.sub(" ", text).split())
