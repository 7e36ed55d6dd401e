"""Commands, deep links, and the language of a person."""

from __future__ import annotations

import re

import pytest
from service import Service
from words import BLUE_CARD, FACTS, JOBCENTER, LANGUAGES, holds, is_in, raw_marks, texts

pytestmark = pytest.mark.trained

COMMANDS = ("start", "help", "language", "place", "person", "privacy", "forget")


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_descriptions_are_set_in_both_languages(language: str, service: Service) -> None:
    profile = service.telegram.methods.profile
    service.telegram.wait_until(
        lambda: profile.menu(language) and profile.text("short_description", language), "the texts of the bot"
    )
    assert set(profile.menu(language)) == set(COMMANDS)
    assert all(profile.menu(language).values())
    assert is_in(language, profile.text("description", language))
    assert profile.text("short_description", language)


def test_commands_and_descriptions_differ_between_the_languages(service: Service) -> None:
    profile = service.telegram.methods.profile
    service.telegram.wait_until(lambda: profile.text("short_description", "en"), "the texts of the bot")
    assert profile.menu("de") != profile.menu("en")
    assert profile.text("description", "de") != profile.text("description", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "start"])
def test_a_command_is_answered_in_the_language_of_the_person(
    command: str, language: str, service: Service
) -> None:
    person = service.greeted(language)
    person.writes(f"/{command}")
    # after /forget the next message is a first contact again
    answered = person.reads() if command == "forget" else service.settle(person)
    assert len(texts(answered)) > 10
    assert raw_marks(answered) == []
    if command != "language":  # names both
        assert not is_in({"de": "en", "en": "de"}[language], texts(answered))


@pytest.mark.parametrize("written", ["/HELP", "/help@fachlotse_test_bot", "/help bitte"])
def test_a_command_may_be_written_in_other_ways(written: str, service: Service) -> None:
    person = service.greeted()
    person.writes("/help")
    usual = texts(service.settle(person))
    person.writes(written)
    assert texts(service.settle(person)) == usual


def test_a_deep_link_opens_its_topic_for_its_district(service: Service) -> None:
    person = service.new_person("en")
    person.writes("/start de_recognition-nurses_15003")
    [expected, *_] = service.ask_rest(
        '/choose_topic{"topic": "recognition/nurses"}', f"deep-{person.chat_id}"
    )
    person.wait_for(lambda unread: holds(unread, expected["text"]), "the answer in the language of the link")
    service.settle(person)
    person.writes(JOBCENTER["de"])
    assert "Magdeburg" in texts(service.settle(person))


@pytest.mark.parametrize(
    "parameter",
    ["xx_hiring-costs_15003", "de_no-such_15003", "de_hiring-costs_99999", "%%%", "a" * 64, "de", "__"],
)
def test_a_broken_deep_link_is_a_plain_start(parameter: str, service: Service) -> None:
    person = service.new_person()
    person.writes(f"/start {parameter}")
    assert re.search(FACTS["a machine"]["de"], texts(service.settle(person)))


def test_a_person_with_another_language_is_answered(service: Service) -> None:
    person = service.new_person("uk")
    person.writes("/start")
    assert is_in("en", texts(service.settle(person)))


def test_somebody_without_a_language_is_answered(service: Service) -> None:
    person = service.new_person(None)
    person.writes(BLUE_CARD["de"])
    assert is_in("de", texts(person.reads_until("50.700") or []))


@pytest.mark.parametrize("how", ["button", "words"])
def test_the_language_that_a_person_chose_stays(how: str, service: Service) -> None:
    person = service.greeted("de")
    if how == "button":
        person.writes("/language")
        person.reads()
        person.presses("English")
    else:
        person.writes("Please speak English")
    person.reads()
    person.writes("ok thanks")
    person.writes("/help")
    person.wait_for(lambda unread: is_in("en", texts(unread[-1:])), "help in English")
    person.writes("/privacy")
    assert is_in("en", texts(person.reads()))


def test_the_command_place_asks_and_takes_the_place(service: Service) -> None:
    person = service.greeted()
    person.writes("/place")
    person.reads()
    person.writes("Wurzen")
    person.reads()
    person.writes("Wo ist die Ausländerbehörde?")
    assert "Leipzig" in texts(service.settle(person))


def test_the_command_person_names_people(service: Service) -> None:
    person = service.greeted()
    person.writes("/person")
    assert re.search(r"Mensch|Berat|Ort", texts(service.settle(person)))
