"""A name that stands for several districts: which one is meant, and whether that matters."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.clarify import ActionClarify, ActionFallback
from actions.given import ActionTakeOccupation, ActionTakePlace
from actions.lookup import ActionFindService
from actions.turn import TurnAction

CITY, DISTRICT = "14713", "14729"  # both are called Leipzig
LEIPZIG = "Jobcenter in Leipzig"
BODY = "lookup/recognition_body"


@pytest.mark.parametrize("action", [ActionTakePlace, ActionClarify, ActionFallback])
@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("die Stadt", CITY),
        ("in der STADT, bitte", CITY),
        ("the city", CITY),
        ("Leipzig Stadt", CITY),
        ("der Landkreis", DISTRICT),
        ("im Umland", DISTRICT),
        ("the rural district", DISTRICT),
        ("not the city, the rural district around it", DISTRICT),
        ("nicht der Landkreis, die Stadt", CITY),
        ("Landkreis Leipzig", DISTRICT),
    ],
)
def test_city_or_district_answers_which_of_two(
    action: type[TurnAction], text: str, district: str, conversation: Conversation
) -> None:
    conversation.say(ActionFindService, LEIPZIG, "lookup/jobcenter")
    [reply] = conversation.say(action, text, "")
    assert (reply["response"], reply["kind"], reply["district"]) == ("utter_services", "jobcenter", district)
    assert conversation.slots["district"] == district


@pytest.mark.parametrize("text", ["Stadt oder Landkreis?", "weiß nicht"])
def test_an_answer_that_decides_nothing_names_no_district(text: str, conversation: Conversation) -> None:
    conversation.say(ActionFindService, LEIPZIG, "lookup/jobcenter")
    conversation.say(ActionFallback, text, "")
    assert conversation.slots.get("district") is None


def test_a_word_that_fits_both_places_asks_again(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    [reply] = conversation.say(ActionTakePlace, "Coswig im Landkreis", "give_place")
    assert (reply["response"], reply["districts"]) == ("utter_ask_which_place", ["14627", "15091"])


def test_another_place_counts_instead_of_those_we_offered(conversation: Conversation) -> None:
    conversation.say(ActionFindService, LEIPZIG, "lookup/jobcenter")
    [reply] = conversation.say(ActionTakePlace, "nein, in die Stadt Halle", "give_place")
    assert reply["district"] == "15002"


def test_another_ambiguous_place_is_not_taken_for_one_we_offered(conversation: Conversation) -> None:
    conversation.say(ActionFindService, LEIPZIG, "lookup/jobcenter")
    [reply] = conversation.say(ActionTakePlace, "Nein, die Stadt heißt Coswig", "give_place")
    assert (reply["response"], reply["districts"]) == ("utter_ask_which_place", ["14627", "15091"])


def test_the_city_means_nothing_when_we_did_not_ask_which(conversation: Conversation) -> None:
    conversation.say(ActionFindService, LEIPZIG, "lookup/jobcenter")
    conversation.press(ActionTakePlace, "choose_place", district=DISTRICT)
    [reply] = conversation.say(ActionFindService, "und die Ausländerbehörde der Stadt?", "lookup/jobcenter")
    assert reply["district"] == DISTRICT


@pytest.mark.parametrize(
    ("state", "body"),
    [("Sachsen", "ksv-sachsen-anerkennung"), ("Sachsen-Anhalt", "lvwa-landespruefungsamt-gesundheitsberufe")],
)
def test_a_state_is_enough_when_the_body_is_the_same_everywhere(
    state: str, body: str, conversation: Conversation
) -> None:
    [reply] = conversation.say(ActionFindService, f"Wer erkennt Krankenschwester in {state} an?", BODY)
    assert (reply["response"], reply["services"], reply["district"]) == ("utter_services", [body], None)


def test_a_state_is_enough_in_answer_to_our_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt Krankenschwester an?", BODY)
    [reply] = conversation.say(ActionTakePlace, "Sachsen", "give_place")
    assert reply["services"] == ["ksv-sachsen-anerkennung"]


def test_a_state_is_no_district_to_remember(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt Krankenschwester in Sachsen an?", BODY)
    assert conversation.slots.get("district") is None
    [reply] = conversation.say(ActionFindService, "und das Jobcenter?", "lookup/jobcenter")
    assert reply["response"] == "utter_ask_place"


def test_a_state_is_not_enough_when_every_district_has_its_own_office(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Jobcenter in Sachsen", "lookup/jobcenter")
    assert (reply["response"], reply["asks"]) == ("utter_ask_place", "place")


def test_the_occupation_is_kept_while_we_ask_for_the_place_in_a_state(conversation: Conversation) -> None:
    conversation.say(ActionTakeOccupation, "Bäcker in Sachsen", "give_occupation")
    assert conversation.slots["occupation"] == "baecker"


def test_naming_the_state_does_not_make_us_forget_the_district(conversation: Conversation) -> None:
    conversation.slots["district"] = "14625"
    [reply] = conversation.say(ActionFindService, "Jobcenter in Sachsen", "lookup/jobcenter")
    assert (reply["response"], reply["district"]) == ("utter_services", "14625")


def test_naming_the_other_state_is_another_place(conversation: Conversation) -> None:
    conversation.slots["district"] = "14625"
    [reply] = conversation.say(ActionFindService, "Jobcenter in Sachsen-Anhalt", "lookup/jobcenter")
    assert reply["response"] == "utter_ask_place"


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("das in Sachsen, bei Radebeul", "14627"),
        ("Coswig near Dresden i mean", "14627"),
        ("das in Sachsen", "14627"),
        ("the one in Saxony-Anhalt", "15091"),
        ("das bei Dresden", "14627"),
    ],
)
def test_the_state_or_a_city_nearby_answers_which_of_two(
    text: str, district: str, conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    [reply] = conversation.say(ActionTakePlace, text, "give_place")
    assert (reply["response"], reply["district"]) == ("utter_services", district)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Jobcenter in Coswig bei Dresden", "14627"),
        ("Jobcenter in Coswig, das in Sachsen-Anhalt", "15091"),
        ("jobcenter dresden not leipzig", "14612"),
        ("Ich wohne in Dresden und nicht in Leipzig, welches Jobcenter?", "14612"),
        ("Not Leipzig, the job centre in Grimma", "14729"),
    ],
)
def test_a_sentence_that_says_which_is_not_asked_about(
    text: str, district: str, conversation: Conversation
) -> None:
    [reply] = conversation.say(ActionFindService, text, "lookup/jobcenter")
    assert (reply["response"], reply["district"]) == ("utter_services", district)


@pytest.mark.parametrize(
    "text", ["nein Halle, da wohn ich jetzt. Magdeburg war früher", "sorry Halle, not Magdeburg"]
)
def test_after_no_the_first_place_is_meant(text: str, conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Magdeburg", "lookup/jobcenter")
    [reply] = conversation.say(ActionTakePlace, text, "give_place")
    assert (reply["response"], reply["district"]) == ("utter_services", "15002")
