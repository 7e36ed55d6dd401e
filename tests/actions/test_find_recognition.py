"""Who recognises an occupation: it takes the occupation and the place."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer
from actions.follow_up import ActionFollowUp
from actions.given import ActionTakeOccupation, ActionTakePlace
from actions.lookup import ActionFindService

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
    [reply] = conversation.say(ActionFindService, "Wer erkennt Elektriker an?", BODY)
    assert reply["response"] == "utter_ask_occupation"
    assert [button["payload"] for button in reply["buttons"]] == [
        '/choose_occupation{"occupation_id": "elektroniker_hw"}',
        '/choose_occupation{"occupation_id": "elektroniker_industrie"}',
    ]


def test_the_button_decides_which_occupation(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt Elektriker an?", BODY)
    conversation.slots["district"] = "15002"
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


@pytest.mark.parametrize(
    ("topic", "occupation"), [("recognition/doctors", "arzt"), ("recognition/nurses", "pflegefachkraft")]
)
def test_an_occupation_that_was_spoken_about_need_not_be_named(
    topic: str, occupation: str, conversation: Conversation
) -> None:
    conversation.say(ActionAnswer, "Darf ich schon vor der Prüfung arbeiten?", topic)
    [reply] = conversation.say(ActionFindService, "Wo schicke ich in Halle den Antrag hin?", BODY)
    assert (reply["response"], reply["occupation"]) == ("utter_services", occupation)


def test_an_occupation_that_is_named_counts_more_than_the_one_spoken_about(
    conversation: Conversation,
) -> None:
    conversation.say(ActionAnswer, "Darf ich schon vor der Prüfung arbeiten?", "recognition/doctors")
    [reply] = conversation.say(ActionFindService, "Und wer ist in Halle für Krankenschwestern da?", BODY)
    assert reply["occupation"] == "pflegefachkraft"


def test_who_hears_that_it_depends_on_the_occupation_is_asked_for_it(conversation: Conversation) -> None:
    answer, question = conversation.say(ActionAnswer, "Wer ist zuständig?", "recognition/competent_body")
    assert answer["response"] == "utter_recognition/competent_body"
    assert (question["response"], question["asks"]) == ("utter_ask_occupation", "occupation")
    [reply] = conversation.say(ActionTakeOccupation, "Bäcker in Halle", "give_occupation")
    assert reply["response"] == "utter_services"


def test_both_meanings_of_an_occupation_are_named_when_the_place_is_known(conversation: Conversation) -> None:
    replies = conversation.say(ActionFindService, "Wer erkennt in Döbeln einen Elektriker an?", BODY)
    assert [reply["response"] for reply in replies] == ["utter_services"] * 2
    assert replies[0]["occupation"] != replies[1]["occupation"]
    assert replies[0]["services"] != replies[1]["services"]
    assert conversation.slots.get("occupation") is None


def test_a_meaning_is_asked_for_while_no_place_is_known(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Wer erkennt einen Elektriker an?", BODY)
    assert (reply["response"], len(reply["buttons"])) == ("utter_ask_occupation", 2)


def test_an_occupation_said_in_passing_is_answered_by_the_topic_on_it(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was ist die Chancenkarte?", "hiring/opportunity_card")
    [reply] = conversation.say(ActionTakeOccupation, "Und mein Bruder? Er ist Arzt.", "give_occupation")
    assert reply["response"] == "utter_recognition/doctors"


def test_an_occupation_that_we_asked_for_is_looked_up(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt mein Zeugnis an?", "lookup/recognition_body")
    [reply] = conversation.say(ActionTakeOccupation, "Arzt", "give_occupation")
    assert reply["response"] == "utter_ask_place"


def test_after_a_choice_of_two_occupations_a_place_names_the_bodies_of_both(
    conversation: Conversation,
) -> None:
    conversation.say(ActionFindService, "Wer erkennt Elektriker an?", "lookup/recognition_body")
    replies = conversation.say(ActionTakePlace, "wohne in Riesa", "give_place")
    assert [r["response"] for r in replies] == ["utter_services", "utter_services"]


def test_an_occupation_that_is_denied_does_not_count(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Wie wird ein Arzt anerkannt?", "recognition/doctors")
    text = "sorry falsch, nicht Arzt, er ist Krankenpfleger"
    [reply] = conversation.say(ActionTakeOccupation, text, "give_occupation")
    assert reply["response"] == "utter_recognition/nurses"


def test_an_occupation_said_with_a_question_is_remembered(conversation: Conversation) -> None:
    conversation.say(
        ActionAnswer, "Als Erzieherin arbeiten, was brauche ich?", "recognition/teachers_educators"
    )
    [reply] = conversation.say(ActionFollowUp, "wo schicke ich das hin? in Freital", "follow_up/place")
    assert reply["response"] == "utter_services"


@pytest.mark.parametrize(
    ("text", "chance", "response"),
    [
        ("Which authority is responsible for recognising my diploma?", 0.01, "utter_ask_occupation"),
        ("Welche Behörde ist denn für die Anerkennung zuständig?", 0.2, "utter_ask_occupation"),
        ("Wovon hängt ab, welche Stelle zuständig ist?", 0.01, "utter_recognition/competent_body"),
        ("Wer prüft mein Zeugnis als Optiker?", 0.01, "utter_recognition/competent_body"),
    ],
)
def test_who_asks_for_the_body_without_an_occupation_is_asked_for_it(
    text: str, chance: float, response: str, conversation: Conversation
) -> None:
    ranking = {"recognition/competent_body": 0.8, "lookup/recognition_body": chance}
    replies = conversation.say(ActionAnswer, text, "recognition/competent_body", ranking=ranking)
    assert replies[0]["response"] == response


def test_an_occupation_that_we_do_not_know_gets_no_other_ones_body(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Wie wird eine Pflegefachkraft anerkannt?", "recognition/nurses")
    [reply] = conversation.say(ActionTakeOccupation, "ich bin Falknerin in Halle", "give_occupation")
    assert reply["response"] == "utter_ask_occupation"
