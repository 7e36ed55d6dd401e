"""Places and occupations in a message."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.gazetteers import GazetteerExtractor


def entities_in(text: str, extractor: GazetteerExtractor) -> list[dict[str, Any]]:
    [message] = extractor.process([Message.build(text)])
    return message.get("entities", [])


def test_a_place_brings_its_districts(extractor: GazetteerExtractor) -> None:
    [place] = entities_in("Welche Ausländerbehörde ist für Köthen zuständig?", extractor)
    assert (place["entity"], place["districts"]) == ("place", ["15082"])


def test_a_name_of_two_places_brings_both_districts(extractor: GazetteerExtractor) -> None:
    [place] = entities_in("Wo ist das Jobcenter in Coswig?", extractor)
    assert place["districts"] == ["14627", "15091"]


def test_a_place_outside_brings_where_it_lies(extractor: GazetteerExtractor) -> None:
    [place] = entities_in("Gibt es in Berlin ein Welcome Center?", extractor)
    assert (place["districts"], place["outside"]) == ([], "berlin")


def test_an_ambiguous_occupation_brings_all_meanings(extractor: GazetteerExtractor) -> None:
    [occupation] = entities_in("Wer erkennt Elektriker an?", extractor)
    assert occupation["occupations"] == ["elektroniker_hw", "elektroniker_industrie"]


@pytest.mark.parametrize("text", ["Wer erkennt Krankenschwestern in Köthen an?", "a nurse in Köthen"])
def test_entities_stand_where_they_were_typed(text: str, extractor: GazetteerExtractor) -> None:
    for entity in entities_in(text, extractor):
        assert text[entity["start"] : entity["end"]].strip() == text[entity["start"] : entity["end"]] != ""


@pytest.mark.parametrize("text", ["", "   ", "Was kostet das?", "😀", "<b>hi</b>"])
def test_a_message_without_names_has_no_entities(text: str, extractor: GazetteerExtractor) -> None:
    assert entities_in(text, extractor) == []
