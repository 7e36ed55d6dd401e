"""Renew the list `words_like_places` of data/directory/risky_names.yml; run it after adding names of places.

The list holds the words of German and English that a misspelt name of a place could be mistaken for:
    python scripts/words_like_places.py
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from bot.knowledge.base import knowledge_base
from bot.knowledge.places import LONG_NAME, MIN_FUZZY_LENGTH
from bot.knowledge.spelling import Spelling
from bot.text import squash

FILE = Path("data/directory/risky_names.yml")
KEY = "words_like_places"


def main() -> None:
    """Write the list."""
    places = knowledge_base().places
    spelling, names = Spelling(places.fuzzy_names), set(places.fuzzy_names)
    similar = [word for word in _dictionary() if word not in names and _resembles(word, spelling)]
    text = FILE.read_text(encoding="utf-8").split(f"{KEY}:")[0]
    listed = textwrap.fill(", ".join(similar), 150, initial_indent="  ", subsequent_indent="  ")
    FILE.write_text(f"{text}{KEY}: [\n{listed}]\n", encoding="utf-8")


def _dictionary() -> list[str]:
    """Return the words of both languages in the one spelling, sorted."""
    words = set()
    for language in ("de", "en"):
        for pair in DefaultDictionaryFactory().get_dictionary(language).items():
            words |= {squash(word.decode() if isinstance(word, bytes) else word) for word in pair}
    return sorted(word for word in words if re.fullmatch(r"[a-z]+", word) and len(word) >= MIN_FUZZY_LENGTH)


def _resembles(word: str, spelling: Spelling) -> bool:
    """Return whether the word would be taken for a misspelt name."""
    return spelling.nearest(word, 2 if len(word) >= LONG_NAME else 1) is not None


if __name__ == "__main__":
    main()
