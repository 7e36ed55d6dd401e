"""Which district a turn is about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from actions.turn import Turn
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

# how people say which of two districts they mean, in the one spelling
TYPE_NAMES = {
    "Kreisfreie Stadt": frozenset({"stadt", "city", "town", "stadtgebiet", "kreisfrei"}),
    "Landkreis": frozenset({"landkreis", "kreis", "lk", "district", "county", "land", "umland", "rural"}),
}


NEAR = frozenset({"bei", "nahe", "near", "close to", "next to", "by", "in der nahe von"})


@dataclass(frozen=True)
class PlaceFound:
    """Where; exactly one of the fields says something, or none when no place was named."""

    district: str | None = None
    candidates: tuple[str, ...] = ()  # districts to choose from
    outside: str | None = None  # id of a place outside both states
    unknown_postcode: str | None = None

    @property
    def named(self) -> bool:
        """Return whether the turn named a place at all."""
        return bool(self.district or self.candidates or self.outside or self.unknown_postcode)


def place_in(turn: Turn, knowledge: KnowledgeBase, asked: bool = False) -> PlaceFound:
    """Return the place that a turn names.

    Args:
        turn: the turn.
        knowledge: the knowledge base.
        asked: we have just asked for the place, so that rare names and misspellings count.
    """
    chosen = turn.chosen("district")
    if chosen is not None:
        return PlaceFound(district=chosen) if _exists(chosen, knowledge) else PlaceFound()
    places = turn.found("place")
    if not places and asked:
        places = [_as_entity(match) for match in knowledge.places.find(turn.text, expected=True)]
    found = _decide(_without_landmarks(places, turn.text))
    offered = set(turn.slot("candidates") or ())
    if turn.slot("asks") == "which_place" and (not found.named or set(found.candidates) == offered):
        return _choose(turn, knowledge) or found
    return found


def _choose(turn: Turn, knowledge: KnowledgeBase) -> PlaceFound | None:
    """Return the candidate that "the city" or "the district" means; None when it means none or several."""
    words = set(squash(turn.text).split())
    wanted = {kind for kind, names in TYPE_NAMES.items() if words & names}
    districts = [
        ags for ags in turn.slot("candidates") or [] if knowledge.places.district(ags).type in wanted
    ]
    return PlaceFound(district=districts[0]) if len(districts) == 1 else None


def _without_landmarks(places: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Leave out a place that only says where another one is: "Burg near Magdeburg" is Burg."""
    kept = places[:1]
    for before, place in pairwise(places):
        between = squash(text[before["end"] : place["start"]]) if "end" in before else ""
        if between not in NEAR:
            kept.append(place)
    return kept


def _decide(places: list[dict[str, Any]]) -> PlaceFound:
    """Return what the places of a sentence agree on; a place inside both states counts first."""
    inside = [set(place["districts"]) for place in places if place.get("districts")]
    if inside:
        common = set.intersection(*inside) or inside[-1]  # "not Halle, Dessau": the last one counts
        districts = tuple(sorted(common))
        return PlaceFound(district=districts[0]) if len(districts) == 1 else PlaceFound(candidates=districts)
    for place in places:
        if place.get("unknown_postcode"):
            return PlaceFound(unknown_postcode=place["value"])
        if place.get("outside"):
            return PlaceFound(outside=place["outside"])
    return PlaceFound()


def _as_entity(match: Any) -> dict[str, Any]:
    return {
        "value": match.name,
        "districts": list(match.districts),
        "outside": match.outside,
        "unknown_postcode": match.unknown_postcode,
    }


def _exists(district: str, knowledge: KnowledgeBase) -> bool:
    try:
        knowledge.places.district(district)
    except KeyError:
        return False
    return True
