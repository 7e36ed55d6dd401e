"""A position that is sent leads to its district, and is not kept."""

from __future__ import annotations

import re

import pytest
from service import Service
from standin.builders import location
from standin.people import Person
from words import texts

pytestmark = pytest.mark.trained

HALLE, BERLIN, PARIS = (51.4826, 11.9697), (52.52, 13.405), (48.8566, 2.3522)


def shares_location(person: Person, position: tuple[float, float]) -> None:
    person.sends(**location(*position))


def test_a_location_leads_to_the_district(service: Service) -> None:
    person = service.greeted()
    shares_location(person, HALLE)
    assert "Halle" in texts(service.settle(person))
    person.writes("Wo ist die Ausländerbehörde?")
    assert "Halle" in texts(service.settle(person))


def test_a_location_answers_the_question_for_the_place(service: Service) -> None:
    person = service.greeted()
    person.writes("Wo ist die Ausländerbehörde?")
    person.reads()
    shares_location(person, HALLE)
    assert re.search(r"Ausländerbehörde", texts(service.settle(person)))


@pytest.mark.parametrize("position", [BERLIN, PARIS, (0.0, 0.0), (-90.0, 180.0)])
def test_a_location_elsewhere_is_said_to_be_outside(position: tuple[float, float], service: Service) -> None:
    person = service.greeted()
    shares_location(person, position)
    assert re.search(r"außerhalb|nicht in|weder|nur für|nur in|Sachsen", texts(service.settle(person)))


def test_a_position_is_not_stored(service: Service) -> None:
    person = service.greeted()
    position = (51.48264391, 11.96973517)
    shares_location(person, position)
    service.settle(person)
    for number in position:
        assert f"{number:.5f}"[:-1] not in service.stored()
        assert f"{number:.5f}"[:-1] not in service.log()


def test_a_place_can_be_given_by_a_button_of_the_keyboard(service: Service) -> None:
    person = service.greeted()
    person.writes("/place")
    person.reads()
    assert person.chat.reply_keyboard is not None
    assert "location" in [button.asks for button in person.chat.reply_keyboard.buttons]
    shares_location(person, HALLE)
    service.settle(person)
    assert person.chat.reply_keyboard is None
