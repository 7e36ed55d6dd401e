"""A person: which service to call, e-mail or visit. We never promise that somebody will call back."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.place import place_in
from actions.turn import Event, Turn, TurnAction
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.records import Service
from bot.knowledge.services import Need

# Who counsels on an area of the catalogue when the answer names no service of its own.
KIND_OF_AREA = {
    "hiring": "welcome_center",
    "recognition": "recognition_counselling",
    "training": "apprenticeship",
    "support": "employer_contact_point",
    "language": "migration_counselling",
    "arrival": "migration_counselling",
    "rights": "labour_rights",
    "pact": "state_coordination",
}
GENERAL = "hotline-arbeiten-und-leben"


class ActionOfferPerson(TurnAction):
    """Name the person to talk to for the person's place and topic."""

    def respond(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[Event]:
        offer_person(turn, self.knowledge, dispatcher)
        place = place_in(turn, self.knowledge)
        if place.district or turn.slot("district"):
            return turn.remember(
                district=place.district or turn.slot("district"), asks=None, suggestions=None
            )
        return turn.remember(asks="person", kind=None, suggestions=None)


def offer_person(turn: Turn, knowledge: KnowledgeBase, dispatcher: CollectingDispatcher) -> None:
    """Utter who can be asked, with the contact we know."""
    place = place_in(turn, knowledge)
    district = place.district or turn.slot("district")
    service = responsible_service(turn, knowledge, district)
    dispatcher.utter_message(
        response="utter_offer_person" if district else "utter_offer_person_anywhere",
        handoff={"status": "offered"},
        district=district,
        service_id=service.id,
    )


def responsible_service(turn: Turn, knowledge: KnowledgeBase, district: str | None) -> Service:
    """Return the nearest service for topic and place whose contact we know."""
    general = knowledge.services.service(GENERAL)
    if district is None:
        return general
    topic = turn.slot("topic")
    kinds = [KIND_OF_AREA[topic.partition("/")[0]]] if topic else []
    for kind in [*kinds, "welcome_center", "migration_counselling"]:
        for service in knowledge.services.find(Need(kind, district, audience=turn.slot("audience"))):
            if service.phone or service.email:
                return service
    return general
