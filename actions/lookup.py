"""Look-ups: who is responsible for a need in a place."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.occupation import meanings_in, occupation_in
from actions.office_or_topic import CORRECTION, RECOGNITION_BODY, office_spoken_about, rather_explained
from actions.place import PlaceFound, place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.services import Need

MOST_BUTTONS = 5
BOTH = 2  # meanings of a word for an occupation that are named together; more are asked about


class ServiceFinder:
    """One look-up: asks for what is missing, else names who is responsible."""

    def __init__(self, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        self._knowledge = knowledge
        self._dispatcher = dispatcher
        self._turn = turn

    def find(self, kind: str) -> list[Event]:
        """Look for a kind of service where the person is."""
        asked = self._turn.slot("asks") in ("place", "which_place")
        place = place_in(self._turn, self._knowledge, asked, kind)
        if self._turn.slot("district") in place.candidates:  # "in Saxony" does not make us forget Bautzen
            place = PlaceFound(district=self._turn.slot("district"))
        occupation = occupation_in(self._turn, self._knowledge) if kind == RECOGNITION_BODY else None
        if occupation is None and kind == RECOGNITION_BODY:
            return self._either_meaning(place) or self._ask_occupation(kind, place)
        if place.candidates and self._differ(kind, occupation, place.candidates):
            if len(place.candidates) <= MOST_BUTTONS:
                return self._ask_which(kind, occupation, place.candidates)
            self._ask("place", kind)  # a whole state
            return [*self._waiting("place", kind, place), *self._turn.remember(occupation=occupation)]
        if place.outside is not None:
            return self._say_outside(kind, place.outside)
        if place.unknown_postcode is not None:
            return self.ask_place_again(kind)
        district = place.district or next(iter(place.candidates), None) or self._turn.slot("district")
        if district is None:
            self._ask("place", kind)
            return [
                *self._waiting("place", kind, place),
                *self._turn.remember(occupation=occupation),
            ]
        return self._name(self._own_chamber(kind, district), occupation, district, not place.candidates)

    def _own_chamber(self, kind: str, district: str) -> str:
        """Return the kind of chamber that the occupation spoken about belongs to; the look-up itself when unknown."""
        occupation, kinds = self._turn.slot("occupation"), self._knowledge.services.kinds_of(kind)
        if len(kinds) == 1 or occupation not in self._knowledge.occupations:
            return kind
        record = self._knowledge.occupations.occupation(occupation)
        body = self._knowledge.services.competent_body(record, district)
        return body.kind if body is not None and body.kind in kinds else kind

    def _ask_occupation(self, kind: str, place: PlaceFound) -> list[Event]:
        self._ask("occupation", kind)
        meanings = meanings_in(self._turn) or None
        return [*self._waiting("occupation", kind, place), *self._turn.remember(meanings=meanings)]

    def _either_meaning(self, place: PlaceFound) -> list[Event] | None:
        """Name the bodies of both meanings of a word: electricians are trained in the crafts or in industry."""
        district = place.district or (None if place.named else self._turn.slot("district"))
        meanings = meanings_in(self._turn)
        if district is None or len(meanings) != BOTH:
            return None
        for occupation in meanings:
            self._name(RECOGNITION_BODY, occupation, district, certain=True)
        return self._turn.remember(asks=None, kind=RECOGNITION_BODY, occupation=None, district=district)

    def ask_place_again(self, kind: str) -> list[Event]:
        """Say that what came was no place we know, and ask once more."""
        self._ask("place", kind, response="utter_ask_place_again")
        return self._waiting("place", kind, PlaceFound())

    def _name(self, kind: str, occupation: str | None, district: str, certain: bool) -> list[Event]:
        """Name the services; a district that was only one of several is not remembered."""
        services, verified = self._services(kind, occupation, district)
        if services:
            self._dispatcher.utter_message(
                response="utter_services",
                services=services,
                kind=kind,
                district=district if certain else None,
                occupation=occupation if kind == RECOGNITION_BODY else None,
                body_verified=verified,
            )
        else:
            name = self._knowledge.services.kind_name(kind, self._turn.language)
            self._dispatcher.utter_message(response="utter_no_service", kind=kind, kind_name=name)
        known = {"district": district} if certain else {}
        return self._turn.remember(asks=None, kind=kind, occupation=occupation, **known)

    def _services(self, kind: str, occupation: str | None, district: str) -> tuple[list[str], bool]:
        directory = self._knowledge.services
        if kind == RECOGNITION_BODY and occupation is not None:
            record = self._knowledge.occupations.occupation(occupation)
            body = directory.competent_body(record, district)
            competence = record.competent.get(district[:2], {})
            return ([body.id] if body else []), bool(competence.get("verified"))
        need = Need(kind, district, audience=self._turn.slot("audience"), words=self._turn.text)
        return [service.id for service in directory.find(need)], True

    def _differ(self, kind: str, occupation: str | None, districts: tuple[str, ...]) -> bool:
        """Return whether it matters which of the districts is meant."""
        answers = [self._services(kind, occupation, ags)[0] for ags in districts]
        return any(answer != answers[0] for answer in answers)

    def _ask(self, what: str, kind: str, response: str | None = None) -> None:
        language = self._turn.language
        meanings = meanings_in(self._turn) if what == "occupation" else []
        self._dispatcher.utter_message(
            response=response or f"utter_ask_{what}",
            asks=what,
            kind=self._knowledge.services.kinds_of(kind)[0],
            kind_name=self._knowledge.services.kind_name(kind, language),
            buttons=[self._meaning_button(meaning) for meaning in meanings[:MOST_BUTTONS]],
        )

    def _meaning_button(self, occupation: str) -> dict[str, str]:
        return {
            "title": self._knowledge.occupations.occupation(occupation).name[self._turn.language],
            "payload": f'/choose_occupation{{"occupation_id": "{occupation}"}}',
        }

    def _ask_which(self, kind: str, occupation: str | None, districts: tuple[str, ...]) -> list[Event]:
        self._dispatcher.utter_message(
            response="utter_ask_which_place",
            asks="which_place",
            kind=self._knowledge.services.kinds_of(kind)[0],
            districts=list(districts[:MOST_BUTTONS]),
        )
        return self._turn.remember(
            asks="which_place", kind=kind, occupation=occupation, candidates=list(districts)
        )

    def _say_outside(self, kind: str, place_id: str) -> list[Event]:
        place = self._knowledge.places.outside_place(place_id)
        language = self._turn.language
        self._dispatcher.utter_message(
            response="utter_outside",
            kind=self._knowledge.services.kinds_of(kind)[0],
            place=place.name[language],
            contact=place.contact[language],
            website=place.website,
        )
        return self._turn.remember(asks=None, kind=kind)

    def _waiting(self, asks: str, kind: str, place: PlaceFound) -> list[Event]:
        known = {"district": place.district} if place.district else {}
        return self._turn.remember(asks=asks, kind=kind, **known)


class ActionFindService(TurnAction):
    """Name who is responsible for what the message looks for, or explain the office when that may be meant."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        kind = turn.chosen("kind") or turn.label.partition("/")[2] or turn.slot("kind")
        if kind not in self.knowledge.services:
            dispatcher.utter_message(response="utter_ask_need", asks="need")
            return turn.remember(asks="need")
        topic = None if turn.chosen("kind") else rather_explained(kind, turn, self.knowledge)
        if topic is not None:
            dispatcher.utter_message(response=f"utter_{topic}", confidence=turn.confidence)
            return turn.remember(topic=topic, subject=topic, asks=None, kind=None)
        kind = self._named_instead(kind, turn) or kind
        spoken_about = None if turn.chosen("kind") else office_spoken_about(turn, self.knowledge)
        return ServiceFinder(self.knowledge, dispatcher, turn).find(spoken_about or kind)

    def _named_instead(self, kind: str, turn: Turn) -> str | None:
        """Return the one kind that a short message after a look-up names: "who else is there, the IHK maybe?"."""
        services = self.knowledge.services
        named, own = services.kinds_in(turn.text), services.kinds_of(kind)
        is_meant = turn.slot("kind") or kind in services.denied_in(turn.text)
        if len(named) != 1 or set(named) & set(own) or turn.length > CORRECTION:
            return None
        return named[0] if is_meant else None
