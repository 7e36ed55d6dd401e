"""Personal data: masked before it is stored, deleted on request, never in the log."""

from __future__ import annotations

import pytest
from processes import Talk

pytestmark = pytest.mark.trained

SECRETS = {
    "e-mail": "linh.nguyen@example.org",
    "telephone": "0176 23456789",
    "iban": "DE89 3704 0044 0532 0130 00",
    "passport": "C01X00T47",
}


def test_deletion_is_confirmed_once_and_empties_the_table(talk: Talk) -> None:
    talk.say("Wie hoch ist der Mindestlohn?")
    question = talk.say("Lösche bitte alle meine Daten")[0]
    assert question["custom"]["act"] == "delete_data"
    assert talk.server.events(talk.sender) != []
    done = talk.press("Ja", question)[0]
    assert done["custom"]["act"] == "delete_data"
    assert talk.server.events(talk.sender) == []


def test_nothing_is_remembered_after_deletion(talk: Talk) -> None:
    talk.say("Wo ist die Ausländerbehörde in Köthen?")
    talk.say("Lösche bitte alle meine Daten")
    talk.say("ja")
    reply = talk.say("Wo ist das Jobcenter?")[0]
    assert reply["custom"]["asks"] == "place"


def test_deletion_that_is_declined_keeps_the_table(talk: Talk) -> None:
    talk.say("Lösche bitte alle meine Daten")
    talk.say("nein")
    assert talk.server.events(talk.sender) != []


def test_a_yes_after_something_else_does_not_delete(talk: Talk) -> None:
    talk.say("Lösche bitte alle meine Daten")
    talk.say("Wer hat die Fußball-WM gewonnen?")
    talk.say("ja")
    assert talk.server.events(talk.sender) != []


def test_deleting_one_conversation_keeps_the_others(talk: Talk) -> None:
    other = f"{talk.sender}-other"
    talk.server.say("Hallo", other)
    talk.say("/delete_data")
    talk.say("/affirm")
    assert talk.server.events(other) != []


@pytest.mark.parametrize("kind", SECRETS)
def test_personal_data_are_never_stored_nor_logged(kind: str, talk: Talk) -> None:
    talk.say(f"Wo ist die Ausländerbehörde in Köthen? Hier bin ich: {SECRETS[kind]}.")
    stored = "\n".join(talk.server.events())
    assert talk.server.events(talk.sender) != []
    assert SECRETS[kind] not in stored
    assert SECRETS[kind] not in talk.server.log()
    assert SECRETS[kind].encode() not in talk.server.database.read_bytes()


def test_what_people_type_is_never_logged(talk: Talk) -> None:
    for text in ("Zwiebelkuchenrezept?", "/zwiebelkuchenrezept", '/greet{"zwiebelkuchenrezept": 1}'):
        talk.say(text)
    assert "zwiebelkuchenrezept" not in talk.server.log().lower()


def test_who_writes_is_never_logged(talk: Talk) -> None:
    talk.say("Wo ist die Ausländerbehörde in Köthen?")
    assert talk.sender not in talk.server.log()
