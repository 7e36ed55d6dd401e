"""What is kept of people who write over Telegram, and what is gone when they wish it."""

from __future__ import annotations

import re

import pytest
from service import Service
from standin.builders import reply
from words import BLUE_CARD, FACTS, FOREIGNERS_AUTHORITY, JOBCENTER, LANGUAGES, is_in, texts

pytestmark = pytest.mark.trained


SECRETS = {"first_name": "Wassylyna", "last_name": "Kowaltschukowa", "username": "wassylyna_k_1985"}


def test_names_are_neither_stored_nor_logged(service: Service) -> None:
    person = service.new_person(**SECRETS)
    person.writes("/start")
    person.reads()
    person.writes(BLUE_CARD["de"])
    person.reads_until("50.700")
    person.presses("Mehr dazu")
    service.settle(person)
    for secret in SECRETS.values():
        assert secret not in service.stored()
        assert secret not in service.log()


def test_the_conversation_is_not_stored_under_the_chat(service: Service) -> None:
    person = service.greeted()
    assert not any(str(person.chat_id) in sender for sender in service.senders())


def test_what_people_write_and_who_they_are_is_never_logged(service: Service) -> None:
    person = service.greeted()
    person.writes("Zwiebelkuchenrezept?")
    person.writes("/zwiebelkuchenrezept")
    person.writes(
        "Nein",
        **reply({"message_id": 1, "date": 0, "chat": person.chat.as_json(), "text": "Zwiebelkuchenrezept"}),
    )
    service.settle(person)
    assert "zwiebelkuchenrezept" not in service.log().lower()
    assert str(person.chat_id) not in service.log()


def test_the_token_is_never_logged(service: Service) -> None:
    service.greeted()
    assert service.telegram.token.partition(":")[2] not in service.log()


@pytest.mark.parametrize("language", LANGUAGES)
def test_forget_deletes_everything_at_once_and_says_so(language: str, service: Service) -> None:
    others = service.senders()
    person = service.new_person(language)
    person.writes("Zwiebelkuchen in Köthen")
    service.settle(person)
    [own] = service.senders() - others
    person.writes("/forget")
    done = texts(
        person.wait_for(lambda unread: re.search(r"gelöscht|deleted", texts(unread)), "a confirmation")
    )
    assert is_in(language, done)
    assert own not in service.senders()
    assert own not in service.stored()
    assert str(person.chat_id) not in service.stored()


def test_nothing_is_remembered_after_forgetting(service: Service) -> None:
    person = service.greeted()
    person.writes(FOREIGNERS_AUTHORITY["de"])
    service.settle(person)
    person.writes("/forget")
    person.reads()
    person.writes(JOBCENTER["de"])
    again = service.settle(person)
    assert "Anhalt-Bitterfeld" not in texts(again)
    assert re.search(FACTS["a machine"]["de"], texts(person.chat.from_bot[-len(again) - 2 :]))


def test_deleting_by_words_deletes_the_mapping_too(service: Service) -> None:
    person = service.greeted()
    person.writes("Lösche bitte alle meine Daten")
    person.reads()
    person.presses("Ja")
    person.reads_until("gelöscht")
    assert str(person.chat_id) not in service.stored()
