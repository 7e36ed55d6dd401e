"""Print the words of German and English that a misspelt name of a place could be mistaken for.

Writes the list `words_like_places` of data/directory/risky_names.yml anew; run it after adding names:
    python scripts/words_like_places.py
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from bot.database import open_database
from bot.knowledge.base import read_knowledge
from bot.knowledge.places import LONG_NAME, MIN_FUZZY_LENGTH
from bot.settings import settings
from bot.text import squash

FILE = Path("data/directory/risky_names.yml")


def main() -> None:
    places = read_knowledge(open_database(settings().database_url)).places
    names = places.fuzzy_names
    known = set(places.names)
    dictionary = DefaultDictionaryFactory()
    words = set()
    for language in ("de", "en"):
        for pair in dictionary.get_dictionary(language).items():
            words |= {squash(w.decode() if isinstance(w, bytes) else w) for w in pair}
    words = sorted(w for w in words if re.fullmatch(r"[a-z]{5,}", w) and w not in known)
    similar = [w for w in words if _resembles(w, names)]
    text = FILE.read_text(encoding="utf-8").split("words_like_places:")[0]
    listed = textwrap.fill(", ".join(similar), 150, initial_indent="   ", subsequent_indent="   ")
    FILE.write_text(f"{text}words_like_places: [\n{listed}]\n", encoding="utf-8")
    yaml.safe_load(FILE.read_text(encoding="utf-8"))


def _resembles(word: str, names: list[str]) -> bool:
    slips = 2 if len(word) >= LONG_NAME else 1
    best = process.extractOne(word, names, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
    return best is not None and len(word) >= MIN_FUZZY_LENGTH


if __name__ == "__main__":
    main()
