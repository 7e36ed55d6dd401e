"""Who is responsible where: the district first, then the state, then Germany."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.contract import Service as ServiceReply
from bot.knowledge import models as m
from bot.knowledge.gazetteer import Gazetteer, Word, words_of
from bot.knowledge.records import Service, Text

AT_MOST = 5
CRAFTS_CHAMBER = "handwerkskammer"
FEDERAL = "DE"
# in the one spelling of words
ARTICLES = frozenset(("der", "die", "das", "dem", "den", "zur", "zum", "the", "a", "an"))
NOT = (["nicht"], ["statt"], ["anstatt"], ["kein"], ["keine"], ["not"], ["no"], ["instead", "of"])


@dataclass(frozen=True)
class Need:
    """What somebody looks for."""

    kind: str
    district: str
    topic: str | None = None  # services that name it come first
    audience: str | None = None
    words: str = ""  # what was typed: services named in it come first


class ServiceDirectory:
    """All services by kind and area."""

    def __init__(
        self,
        services: Sequence[Service],
        kinds: Sequence[m.TaxonomyTerm],
        lookups: Sequence[m.Lookup],
        districts: Collection[m.District],
    ) -> None:
        self._services = {service.id: service for service in services}
        self._kinds = {kind.id: kind for kind in kinds}
        self._lookups = {lookup.id: lookup for lookup in lookups}
        self._districts = sorted(district.ags for district in districts)
        self._gazetteer = Gazetteer(
            {kind.id: [w for words in kind.words.values() for w in words] for kind in kinds}
        )

    def __contains__(self, lookup: str) -> bool:
        return lookup in self._kinds or lookup in self._lookups

    def kinds(self) -> list[str]:
        """Return all kinds of service in the order of the file."""
        return list(self._kinds)

    def kinds_of(self, lookup: str) -> tuple[str, ...]:
        """Return the kinds of service that a look-up spans, the main one first."""
        return tuple(self._lookups[lookup].kinds) if lookup in self._lookups else (lookup,)

    def service(self, service_id: str) -> Service:
        """Return a service by its id; KeyError when there is none."""
        return self._services[service_id]

    def kind_name(self, kind: str, language: str) -> str:
        """Return how a kind of service is called."""
        names = [Text(**self._kinds[key].name).in_language(language) for key in self.kinds_of(kind)]
        return " / ".join(names)

    def kind_names(self, kind: str, language: str) -> str:
        """Return how a kind of service is called in the plural."""
        return Text(**self._kinds[self.kinds_of(kind)[0]].plural).in_language(language)

    def topic_of(self, kind: str) -> str | None:
        """Return the topic that explains a kind of service."""
        return self._kinds[self.kinds_of(kind)[0]].topic

    def kinds_in(self, text: str) -> list[str]:
        """Return the kinds of service that a text names, in the order of the text; what it denies only if alone."""
        denied = self.denied_in(text)
        named = dict.fromkeys(hit.key for hit in self._gazetteer.find(words_of(text)))
        return [kind for kind in named if kind not in denied] or list(named)

    def denied_in(self, text: str) -> set[str]:
        """Return the kinds of service that a text says are not meant: "not the job centre, the IHK"."""
        words = words_of(text)
        hits = self._gazetteer.find(words)
        return {hit.key for hit in hits if _denies(words[: hit.first])}

    def names_in(self, text: str) -> list[tuple[str, int]]:
        """Return (kind, number of words of its name) for every kind of service that a text names."""
        return [(hit.key, hit.last - hit.first) for hit in self._gazetteer.find(words_of(text))]

    def find(self, need: Need) -> list[Service]:
        """Return the services for a need, nearest area first; five at most, empty when none is known."""
        kinds = self.kinds_of(need.kind)
        near = [
            service
            for service in self._services.values()
            if service.kind in kinds and _distance(service, need.district) is not None
        ]
        if not near:
            federal = self._kinds[kinds[0]].federal_service_id
            near = [self._services[federal]] if federal else []
        if need.kind in self._lookups:
            need = replace(need, topic=self._lookups[need.kind].topic)
        return sorted(near, key=lambda service: _rank(service, need, kinds))[:AT_MOST]

    def competent_body(self, occupation: m.Occupation, district: str) -> Service | None:
        """Return who recognises an occupation in a district; None when nobody is known to."""
        competence = occupation.competent.get(district[:2])
        if competence is None:
            return None
        if competence["body"] == CRAFTS_CHAMBER:
            chambers = self.find(Need("chamber_hwk", district))
            return chambers[0] if chambers else None
        return self._services[competence["body"]]

    def as_reply(self, service: Service, language: str) -> ServiceReply:
        """Return a service as the contract has it."""
        hours = service.opening_hours.in_language(language) if service.opening_hours else None
        return ServiceReply(
            id=service.id,
            name=service.name,
            kind=service.kind,
            district=self._covered(service.covers),
            street=service.street,
            postcode=service.postcode,
            city=service.city,
            phone=service.phone,
            email=service.email,
            website=service.website,
            languages=service.languages,
            opening_hours=hours,
            source=service.source,
            as_of=service.checked,  # type: ignore[arg-type]  # pydantic reads the ISO date
            verified=service.verified,
        )

    def _covered(self, covers: Iterable[str]) -> list[str]:
        areas = tuple("" if area == FEDERAL else area for area in covers)
        return [ags for ags in self._districts if ags.startswith(areas)]


def _denies(before: Sequence[Word]) -> bool:
    """Return whether the words before a name end in "not" or "instead of", an article aside."""
    said = [word.squashed for word in before[-3:]]
    if said and said[-1] in ARTICLES:
        said.pop()
    return said[-1:] in NOT or said[-2:] in NOT


def _distance(service: Service, district: str) -> int | None:
    """Return 0 for a service of the district, 1 of the state, 2 of Germany; None for elsewhere."""
    for distance, area in enumerate((district, district[:2], FEDERAL)):
        if area in service.covers:
            return distance
    return None


def _rank(service: Service, need: Need, kinds: Sequence[str]) -> tuple[int, ...]:
    """Return what decides the order, the weightiest first; smaller is better."""
    distance = _distance(service, need.district)
    return (
        -_share_of_name(service, need.words),
        int(need.topic is not None and need.topic not in service.topics),
        3 if distance is None else distance,
        int(need.audience is not None and need.audience not in service.audience),
        kinds.index(service.kind) if service.kind in kinds else len(kinds),
        int(not service.verified),
        len(service.covers),
    )


def _share_of_name(service: Service, words: str) -> int:
    """Return 1 when the first word of the service's name, which is its own, was typed."""
    own = service.name.split()[0].lower()
    return int(len(own) > 3 and own.isascii() and own in words.lower().split())
