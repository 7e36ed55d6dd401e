"""Which district a turn is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actions.residence import deciding
from actions.turn import Turn
from actions.wording import Entity, leads, without_denied
from bot.knowledge.base import KnowledgeBase
from bot.text import squash

# how people say which of two districts they mean, in the one spelling
TYPE_NAMES = {
    "Kreisfreie Stadt": frozenset({"stadt", "city", "town", "stadtgebiet", "kreisfrei"}),
    "Landkreis": frozenset({"landkreis", "kreis", "lk", "district", "county", "land", "umland", "rural"}),
}
NEAR = ("bei", "nahe", "near", "close to", "next to", "by", "in der nahe von")
SHORT_MESSAGE = 8  # words; in more, "city" need not belong to the place
MOST_WITH_ONE_NAME = 5  # districts in which towns share a name; more are a state
_DENIED_TYPE = re.compile(r"\b(?:not|nicht|statt)(?: in)?(?: the| die| der| den| das)? \w+")
# words after which the place that is meant comes first: "nein Halle, Magdeburg war früher"
CORRECTING = ("nein", "ne", "nee", "no", "sorry", "doch")


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

    @property
    def is_state(self) -> bool:
        """Return whether a whole state was named."""
        return len(self.candidates) > MOST_WITH_ONE_NAME


def place_in(
    turn: Turn, knowledge: KnowledgeBase, asked: bool = False, kind: str | None = None
) -> PlaceFound:
    """Return the place that a turn names.

    Args:
        turn: the turn.
        knowledge: the knowledge base.
        asked: we have just asked for the place, so that rare names and misspellings count.
        kind: what is looked for; decides which of several places counts.
    """
    chosen = turn.chosen("district")
    if chosen is not None:
        return PlaceFound(district=chosen) if _exists(chosen, knowledge) else PlaceFound()
    named: list[Entity] = [*turn.found("place")]
    places = without_denied(named, turn.text)
    if not places and (asked or named):
        rarer: list[Entity] = [_as_entity(match) for match in knowledge.places.find(turn.text, expected=True)]
        places = without_denied(rarer, turn.text) or named
    meant, landmarks = _without_landmarks(places, turn.text)
    meant = meant[:1] if leads(meant[:1], turn.text, CORRECTING) else meant
    if kind is not None and _contradict(meant):
        meant = deciding(meant, turn.text, kind, knowledge)
    found = _nearest(_decide(meant), landmarks)
    if turn.slot("asks") == "which_place":
        return _choose(turn, knowledge, found, places) or found
    if found.candidates and turn.length <= SHORT_MESSAGE:  # "Leipzig, the city"
        return _of_type(turn.text, found.candidates, knowledge) or found
    return found


def _choose(
    turn: Turn, knowledge: KnowledgeBase, found: PlaceFound, places: list[Entity]
) -> PlaceFound | None:
    """Return which of the districts that we offered is meant; None when another place is, or several still are."""
    offered = turn.slot("candidates") or []
    # "the one near Dresden", "that in Saxony, near Riesa"
    if len(places) > 1 or leads(places[:1], turn.text, NEAR):
        found = _decide(places[-1:])
        near = _one([ags for ags in offered if ags == found.district]) or _one(_in_state_of(found, offered))
        if near is not None:
            return near
    if found.named and not set(found.candidates) & set(offered):
        return None
    left = [ags for ags in offered if ags in found.candidates] or offered
    if len(left) < len(offered):  # "the one in Saxony"
        return _one(left)
    return _of_type(turn.text, offered, knowledge)


def _of_type(text: str, districts: Iterable[str], knowledge: KnowledgeBase) -> PlaceFound | None:
    """Return the one of several districts that is a town, or a rural district, as the text says."""
    words = set(_DENIED_TYPE.sub(" ", squash(text)).split())
    wanted = {kind for kind, names in TYPE_NAMES.items() if words & names}
    return _one([ags for ags in districts if knowledge.places.district(ags).type in wanted])


def _in_state_of(found: PlaceFound, districts: list[str]) -> list[str]:
    return [ags for ags in districts if found.district and ags[:2] == found.district[:2]]


def _one(districts: list[str]) -> PlaceFound | None:
    return PlaceFound(district=districts[0]) if len(districts) == 1 else None


def _without_landmarks(places: list[Entity], text: str) -> tuple[list[Entity], list[Entity]]:
    """Tell places from those that only say where another one is: "Burg near Magdeburg" is Burg."""
    landmarks = [p for i, p in enumerate(places) if i and leads(places[: i + 1], text, NEAR)]
    return [place for place in places if place not in landmarks], landmarks


def _nearest(found: PlaceFound, landmarks: list[Entity]) -> PlaceFound:
    """Return the place of several with the same name that lies in the district, else the state, of a landmark."""
    districts = {ags for landmark in landmarks for ags in landmark.get("districts", ())}
    states = {ags[:2] for ags in districts}
    return (
        _one([ags for ags in found.candidates if ags in districts])
        or _one([ags for ags in found.candidates if ags[:2] in states])  # "Coswig near Dresden"
        or found
    )


def _contradict(places: list[Entity]) -> bool:
    inside = [set(place["districts"]) for place in places if place.get("districts")]
    return bool(inside) and not set.intersection(*inside)


def _decide(places: list[Entity]) -> PlaceFound:
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


def _as_entity(match: Any) -> Entity:
    return {
        "value": match.name,
        "districts": list(match.districts),
        "outside": match.outside,
        "unknown_postcode": match.unknown_postcode,
        "start": match.start,
        "end": match.end,
    }


def _exists(district: str, knowledge: KnowledgeBase) -> bool:
    try:
        knowledge.places.district(district)
    except KeyError:
        return False
    return True
