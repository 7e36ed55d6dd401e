"""The server goes down and comes back: nothing is lost, nothing is said twice, old buttons still work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from service import Service, running_service
from words import PLACES, answers, questions

pytestmark = pytest.mark.trained

QUESTION, SIGN = "Welches Gehalt braucht man für die Blaue Karte?", "50.700"
DISTRICTS = list(PLACES.values())


@pytest.fixture(scope="module", params=["polling", "webhook"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Return a server of this module's own: it will be killed, and every test leaves it running."""
    with running_service(tmp_path_factory.mktemp("restart"), request.param) as service:
        yield service
        assert service.telegram.refusals == []


def down(how: str, service: Service) -> Callable[[], None]:
    return {"killed": service.kill, "stopped": service.stop}[how]


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_what_was_asked_while_it_was_down_is_answered_once_in_order(how: str, service: Service) -> None:
    person = service.greeted()
    down(how, service)()
    service.telegram.deliver(*questions(person))
    service.start()
    service.settle(person)
    assert answers(person) == DISTRICTS


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_going_down_in_the_middle_of_work_loses_nothing(how: str, service: Service) -> None:
    people = [service.new_person() for _ in range(20)]
    for person in people:
        service.telegram.deliver(*questions(person))
    service.telegram.wait_until(lambda: sum(len(p.chat.from_bot) for p in people) >= 10, "ten replies")
    down(how, service)()
    service.start()
    for person in people:
        service.settle(person)
        assert list(dict.fromkeys(answers(person))) == DISTRICTS


def test_stopping_in_the_middle_of_work_repeats_nothing(service: Service) -> None:
    people = [service.new_person() for _ in range(10)]
    for person in people:
        service.telegram.deliver(*questions(person))
    service.telegram.wait_until(lambda: sum(len(p.chat.from_bot) for p in people) >= 10, "ten replies")
    service.stop()
    service.start()
    for person in people:
        service.settle(person)
        assert answers(person) == DISTRICTS


def test_a_button_from_before_still_works(service: Service) -> None:
    person = service.greeted()
    person.writes(QUESTION)
    person.reads_until(SIGN)
    service.kill()
    service.start()
    pressed = person.presses("Mehr dazu")
    more = service.settle(person)
    assert more
    assert all(SIGN not in message.text or len(message.text) > 100 for message in more)
    assert pressed["callback_query"]["id"] not in service.telegram.methods.open_queries


def test_the_conversation_goes_on_where_it_was(service: Service) -> None:
    person = service.greeted()
    person.writes("Wo ist die Ausländerbehörde in Köthen?")
    service.settle(person)
    service.wait_until_answered()
    service.kill()
    service.start()
    person.writes("Und wo ist das Jobcenter?")
    shown = [message.text for message in service.settle(person)]
    assert any("Anhalt-Bitterfeld" in text for text in shown), shown


def test_the_first_contact_is_not_repeated(service: Service) -> None:
    person = service.greeted()
    notices = [message.text for message in person.chat.from_bot]
    service.kill()
    service.start()
    service.settle(person)
    again = [message.text for message in person.chat.from_bot[len(notices) :]]
    assert [text for text in again if "17 Tage" in text] == []


def test_an_update_from_before_is_not_answered_again(service: Service) -> None:
    person = service.greeted()
    update = person.writes(QUESTION)
    person.reads_until(SIGN)
    service.settle(person)
    service.wait_until_answered()  # a kill in the moment of sending may repeat a message: better twice than never
    service.kill()
    service.start()
    service.telegram.repeat(update)
    assert not any(SIGN in message.text for message in service.settle(person))


def test_the_language_that_was_chosen_is_kept(service: Service) -> None:
    person = service.greeted("de")
    person.writes("/language")
    person.reads()
    person.presses("English")
    person.reads_until("English")
    service.kill()
    service.start()
    person.writes("/help")
    person.reads_until(" the ")


def test_what_was_forgotten_stays_forgotten(service: Service) -> None:
    person = service.greeted()
    person.writes("/forget")
    person.reads_until("gelöscht")
    service.kill()
    service.start()
    service.wait_until_answered()
    assert str(person.chat_id) not in service.stored()
