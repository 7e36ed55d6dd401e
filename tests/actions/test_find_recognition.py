"""Who recognises an occupation: it takes the occupation and the place."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.lookup import ActionFindService, ActionTakeOccupation, ActionTakePlace

BODY = "lookup/recognition_body"


def test_recognition_asks_for_the_occupation_first(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Wer erkennt meinen Beruf in Halle an?", BODY)
    assert (reply["response"], reply["asks"]) == ("utter_ask_occupation", "occupation")
    assert conversation.slots["district"] == "15002"


def test_recognition_asks_for_the_place_second(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt meinen Beruf an?", BODY)
    [reply] = conversation.say(ActionTakeOccupation, "Krankenschwester", "give_occupation")
    assert reply["response"] == "utter_ask_place"
    assert conversation.slots["occupation"] == "pflegefachkraft"


def test_recognition_names_the_body_of_occupation_and_place(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt meinen Beruf an?", BODY)
    conversation.say(ActionTakeOccupation, "Krankenschwester", "give_occupation")
    [reply] = conversation.say(ActionTakePlace, "Magdeburg", "give_place")
    assert (reply["response"], reply["occupation"]) == ("utter_services", "pflegefachkraft")
    assert reply["services"] == ["lvwa-landespruefungsamt-gesundheitsberufe"]


def test_a_misspelt_occupation_is_understood_after_our_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt meinen Beruf in Halle an?", BODY)
    [reply] = conversation.say(ActionTakeOccupation, "krankenshwester", "give_occupation")
    assert reply["occupation"] == "pflegefachkraft"


def test_an_ambiguous_occupation_offers_its_meanings(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Wer erkennt Elektriker in Halle an?", BODY)
    assert reply["response"] == "utter_ask_occupation"
    assert [button["payload"] for button in reply["buttons"]] == [
        '/choose_occupation{"occupation_id": "elektroniker_hw"}',
        '/choose_occupation{"occupation_id": "elektroniker_industrie"}',
    ]


def test_the_button_decides_which_occupation(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt Elektriker in Halle an?", BODY)
    [reply] = conversation.press(
        ActionTakeOccupation, "choose_occupation", occupation_id="elektroniker_industrie"
    )
    assert (reply["occupation"], reply["district"]) == ("elektroniker_industrie", "15002")


@pytest.mark.parametrize("occupation_id", ["no_such", "", "💥"])
def test_a_button_with_an_unknown_occupation_asks_for_it(
    occupation_id: str, conversation: Conversation
) -> None:
    conversation.slots["district"] = "15002"
    [reply] = conversation.press(ActionTakeOccupation, "choose_occupation", occupation_id=occupation_id)
    assert reply["response"] == "utter_ask_occupation"
