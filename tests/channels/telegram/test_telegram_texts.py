"""The channel's own texts: complete in both languages and within Telegram's limits."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.channels.telegram.markup import plain, runs_of
from bot.channels.telegram.texts import texts
from bot.knowledge.records import LANGUAGES


def leaves(value: Any, path: str = "") -> dict[str, str]:
    """Return path -> text of a nested record."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in leaves(inner, f"{path}.{key}").items()}
    return {path: value}


def test_a_language_that_we_do_not_have_gets_english() -> None:
    assert texts("uk") == texts("en")


def test_both_languages_have_the_same_placeholders() -> None:
    holders = [
        {path: re.findall(r"\{\w+\}", text) for path, text in leaves(texts(language).model_dump()).items()}
        for language in LANGUAGES
    ]
    assert holders[0] == holders[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_contact_names_what_a_person_has_to_know(language: str) -> None:
    said = leaves(texts(language).first_contact.model_dump())
    assert "{operator}" in said[".operator"]
    assert "{days}" in said[".stored"]
    assert "/forget" in said[".stored"]
    assert "Telegram" in said[".telegram"]
    assert "{link}" in said[".web_chat"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shows_marks_of_its_format(language: str) -> None:
    for path, text in leaves(texts(language).model_dump()).items():
        assert "**" not in plain(runs_of(text)), path
