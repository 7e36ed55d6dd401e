"""Known phrases in a sentence, whatever their spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.gazetteer import Gazetteer, words_of

GAZETTEER = Gazetteer({"card": ["Blaue Karte", "Blue-Card"], "colour": ["blaue"], "nothing": ["", "?!"]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("die BLAUE karte bitte", ["card"]),
        ("Blue Card?", ["card"]),
        ("blue/card", ["card"]),
        ("eine blaue Tasse", ["colour"]),
        ("blaue Karte und blaue Tasse", ["card", "colour"]),
        ("Blauekarten", []),
        ("", []),
        ("?!", []),
    ],
)
def test_longest_phrase_of_whole_words_is_found(text: str, found: list[str]) -> None:
    assert [match.key for match in GAZETTEER.find(words_of(text))] == found


def test_match_says_which_words_it_covers() -> None:
    (match,) = GAZETTEER.find(words_of("eine Blaue Karte"))
    assert (match.first, match.last) == (1, 3)


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    assert all(text[word.start : word.end] == word.typed for word in words_of(text))
