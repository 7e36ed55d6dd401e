"""What goes wrong between us and Telegram: people see every reply, once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from service import PACE, Service, running_service
from standin.builders import sent_ago
from standin.chats import Shown
from standin.fault_cases import LOST_ANSWERS, POLL_FAULTS, SEND_FAULTS
from standin.faults import Fault
from standin.limits import Rates
from standin.people import Person
from standin.standin import StandIn
from words import PLACES, answers, questions

pytestmark = pytest.mark.trained

QUESTION, SIGN = "Welches Gehalt braucht man für die Blaue Karte?", "50.700"
NUMBER = 3  # questions that are asked at once
DISTRICTS = list(PLACES.values())[:NUMBER]


def with_(part: str, messages: list[Shown]) -> list[Shown]:
    return [message for message in messages if part in message.text]


def asks_everything(person: Person) -> None:
    person.telegram.deliver(*questions(person, NUMBER))


@pytest.mark.parametrize("name", SEND_FAULTS)
def test_a_reply_that_could_not_be_sent_is_seen_once_and_in_order(name: str, service: Service) -> None:
    person = service.greeted()
    fault = service.telegram.fail(replace(SEND_FAULTS[name], chat_id=person.chat_id))
    asks_everything(person)
    service.settle(person)
    assert fault.times == 0
    assert answers(person) == DISTRICTS


@pytest.mark.parametrize("name", LOST_ANSWERS)
def test_a_reply_whose_answer_was_lost_is_seen(name: str, service: Service) -> None:
    person = service.greeted()
    service.telegram.fail(replace(LOST_ANSWERS[name], chat_id=person.chat_id))
    asks_everything(person)
    service.settle(person)
    assert list(dict.fromkeys(answers(person))) == DISTRICTS


def test_retry_after_is_kept(service: Service) -> None:
    person = service.greeted()
    before = len(service.telegram.api.arrivals)
    service.telegram.fail(Fault("too_many", retry_after=3, chat_id=person.chat_id))
    person.writes(QUESTION)
    person.reads_until(SIGN)
    calls = [
        at
        for at, method, chat in service.telegram.api.arrivals[before:]
        if (method, chat) == ("sendMessage", person.chat_id)
    ]
    assert calls[1] - calls[0] >= 3


@pytest.mark.parametrize("method", ["sendChatAction", "answerCallbackQuery"])
@pytest.mark.parametrize("how", ["drop", "status", "too_many"])
def test_a_trifle_that_fails_holds_back_no_reply(how: str, method: str, service: Service) -> None:
    person = service.greeted()
    person.writes(QUESTION)
    person.reads_until(SIGN)
    service.telegram.fail(Fault(how, method=method, times=1, retry_after=1))  # type: ignore[arg-type]
    person.presses("Mehr dazu")
    assert service.settle(person)


def test_a_button_that_telegram_holds_for_too_old_is_answered_all_the_same(service: Service) -> None:
    person = service.greeted()
    person.writes(QUESTION)
    person.reads_until(SIGN)
    update = person.press_update("Mehr dazu")
    service.telegram.do(service.telegram.methods.open_queries.clear)
    known = len(service.telegram.refusals)
    service.telegram.deliver(update)
    assert service.settle(person)
    del service.telegram.methods.refusals[known:]  # asked for by this test


def test_a_message_that_telegram_refuses_is_not_sent_for_ever(service: Service) -> None:
    person = service.greeted()
    refused = Fault("refuse", code=400, description="Bad Request: something new", times=100)
    fault = service.telegram.fail(replace(refused, chat_id=person.chat_id))
    person.writes(QUESTION)
    other = service.greeted()
    service.settle(other)
    tried = 100 - fault.times
    service.telegram.do(setattr, fault, "times", 0)
    service.settle(person)
    assert tried <= 10


# updates


@pytest.fixture(scope="module")
def polling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(tmp_path_factory.mktemp("polling-faults")) as service:
        yield service


@pytest.mark.parametrize("name", POLL_FAULTS)
def test_updates_come_again_after_a_fault(name: str, polling: Service) -> None:
    person = polling.greeted()
    fault = polling.telegram.fail(POLL_FAULTS[name])
    asks_everything(person)
    polling.settle(person)
    assert fault.times == 0
    assert answers(person) == DISTRICTS


MALFORMED = {
    "without chat": {"message": {"message_id": 1, "date": 0}},
    "of another type": {"message": "Hallo"},
    "a list": {"message": []},
    "a text of another type": {
        "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": 5}
    },
    "a date of another type": {
        "message": {"message_id": 1, "date": "gestern", "chat": {"id": 5, "type": "private"}, "text": "Hallo"}
    },
    "null": {"message": None},
    "a button without sender": {"callback_query": {"id": "1", "data": "x"}},
    "nothing": {},
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_update_is_passed_over(name: str, polling: Service) -> None:
    person = polling.greeted()
    polling.telegram.deliver({"update_id": polling.telegram.next_update_id(), **MALFORMED[name]})
    polling.telegram.wait_until_all_taken()
    polling.settle(person)


def test_a_malformed_update_is_not_logged_with_its_content(polling: Service) -> None:
    person = polling.greeted()
    broken = {"message": {"message_id": 1, "text": "Zwiebelkuchenrezept", "from": person.as_json()}}
    polling.telegram.deliver({"update_id": polling.telegram.next_update_id(), **broken})
    polling.settle(person)
    assert "Zwiebelkuchen" not in polling.log()


def test_an_update_that_comes_twice_is_answered_once(service: Service) -> None:
    person = service.greeted()
    update = person.writes(QUESTION)
    person.reads_until(SIGN)
    service.telegram.repeat(update)
    service.telegram.repeat(update)
    assert with_(SIGN, service.settle(person)) == []


def test_updates_that_come_together_twice_are_answered_once(service: Service) -> None:
    person = service.greeted()
    updates = questions(person, NUMBER)
    service.telegram.deliver(*updates)
    service.telegram.repeat(*updates)
    service.settle(person)
    assert answers(person) == DISTRICTS


def test_updates_in_another_order_are_all_answered_once(service: Service) -> None:
    person = service.greeted()
    updates = questions(person, NUMBER)
    service.telegram.deliver(*reversed(updates))
    service.settle(person)
    assert sorted(answers(person)) == sorted(DISTRICTS)


# limits


@pytest.fixture
def strict(service: Service) -> Iterator[Service]:
    """Return the service with Telegram's limits, in the tests' time: a second is as short as the pace of the bot."""
    service.telegram.limit(Rates(second_s=0.9 * float(PACE), chat_burst=3))
    yield service
    service.telegram.limit(None)


def test_nothing_is_lost_at_the_limits_of_telegram(strict: Service) -> None:
    people = [strict.new_person() for _ in range(10)]
    for person in people:
        asks_everything(person)
    for person in people:
        strict.settle(person)
        assert answers(person) == DISTRICTS


def test_the_limits_of_telegram_are_kept_rather_than_run_into(strict: Service) -> None:
    people = [strict.new_person() for _ in range(10)]
    for person in people:
        asks_everything(person)
    for person in people:
        strict.settle(person)
    sent = sum(len(person.chat.from_bot) for person in people)
    assert strict.telegram.methods.limiter.refused <= sent / 10


def test_a_flood_from_one_chat_is_limited_and_does_not_hold_up_others(service: Service) -> None:
    flooder, other = service.greeted(), service.greeted()
    service.telegram.deliver(*(flooder.drafts(f"Wo ist das Jobcenter in Köthen? {n}") for n in range(60)))
    service.settle(other)
    assert len(flooder.chat.from_bot) < 60
    service.settle(flooder)
    assert len(flooder.chat.from_bot) < 60


# times without Telegram, and tokens


def test_old_updates_get_one_apology(service: Service) -> None:
    person = service.greeted()
    old = [
        update | {"message": update["message"] | sent_ago(3 * 86_400)} for update in questions(person, NUMBER)
    ]
    service.telegram.deliver(*old)
    seen = service.settle(person)
    assert len(seen) == 1
    assert answers(person) == []


@pytest.mark.parametrize("token", ["4000000001:wrong", "nonsense"])
def test_with_a_wrong_token_the_rest_runs_and_says_why(token: str, tmp_path: Path) -> None:
    with running_service(tmp_path, TELEGRAM_BOT_TOKEN=token) as service:
        assert service.ask_rest("Wie hoch ist der Mindestlohn?", "rest")[0]["custom"]["act"] == "answer"
        service.telegram.wait_until(lambda: "TELEGRAM_BOT_TOKEN" in service.log(), "a clear message", 30)
        assert token not in service.log()
        assert "Traceback" not in service.log()


def test_without_a_token_telegram_is_off_and_says_so(tmp_path: Path) -> None:
    with running_service(tmp_path, TELEGRAM_BOT_TOKEN="") as service:
        assert service.ask_rest("Wie hoch ist der Mindestlohn?", "rest")[0]["custom"]["act"] == "answer"
        assert "TELEGRAM_BOT_TOKEN" in service.log()
        assert service.telegram.methods.calls.total() == 0


def test_a_telegram_that_cannot_be_reached_at_the_start_is_tried_again(tmp_path: Path) -> None:
    with StandIn() as telegram:
        telegram.fail(Fault("drop", "*", times=4))
        service = Service(telegram, "polling", tmp_path)
        try:
            service.start()
            service.settle(service.greeted())
        finally:
            service.stop()
