"""Places are hidden from the classifier: only whether they lie in our states says something about the topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.knowledge.places import PlaceMatch
from bot.nlu.features import mask_entities

MOST_DISTRICTS = 5  # a name in more districts is that of a state


def hide_places(text: str, places: Iterable[PlaceMatch]) -> str:
    """Return the text with its places replaced by words for where they lie."""
    return mask_entities(text, _spans((p.start, p.end, p.districts, p.outside) for p in places))


def hide_entities(text: str, places: Iterable[dict[str, Any]]) -> str:
    """Return the text with the places hidden that Rasa's entities name."""
    return mask_entities(text, _spans((e["start"], e["end"], e["districts"], e["outside"]) for e in places))


def _spans(
    places: Iterable[tuple[int, int, Sequence[str], str | None]],
) -> Iterator[tuple[int, int, str]]:
    """Yield what to hide of places (start, end, districts, id of a place outside); the names of our states stay."""
    for start, end, districts, outside in places:
        if 0 < len(districts) <= MOST_DISTRICTS:
            yield start, end, "place"
        elif outside:
            yield start, end, "outside"
