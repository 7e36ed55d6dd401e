"""One form for the many ways in which people type the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import clean, fold, squash


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Köthen (Anhalt)", "koethen anhalt"),
        ("Weißenfels", "weissenfels"),
        ("ÄÖÜ", "aeoeue"),
        ("Annaberg-Buchholz", "annaberg buchholz"),
        ("  a\t b\n", "a b"),
        ("café", "cafe"),
        ("Žitava", "zitava"),
        ("Łódź", "lodz"),
        ("Ko\u0308then", "koethen"),  # o and a combining mark, as some phones send it
        ("ﬁrma", "firma"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_fold_gives_lower_case_ascii_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Köthen", "KÖTHEN", "Koethen", "kothen", "köthen"])
def test_squash_makes_all_spellings_of_an_umlaut_one(text: str) -> None:
    assert squash(text) == "kothen"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  zwei \n\n Zeilen ", "zwei Zeilen"),
        ("a\x00b\u202eb", "a b b"),
        ("\ufeffHallo\u200b", "Hallo"),
        ("Tschüß 👋", "Tschüß 👋"),
        ("\x1b[31mrot", "[31mrot"),
    ],
)
def test_clean_drops_control_and_direction_characters(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_folded_text_is_ascii_words_with_single_blanks(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(character.isascii() and (character.isalnum() or character == " ") for character in folded)


@given(st.text())
def test_folding_and_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="aeioubäöüßÄÖÜ kn", max_size=30))
def test_umlauts_and_digraphs_squash_alike(text: str) -> None:
    spelt = text.translate(
        str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
    )
    assert squash(text) == squash(spelt)
