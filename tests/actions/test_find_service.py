"""Look-ups: ask for what is missing, then name who is responsible."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer
from actions.follow_up import ActionFollowUp
from actions.given import ActionTakePlace
from actions.lookup import ActionFindService
from bot.knowledge.base import KnowledgeBase

AUTHORITY = "lookup/foreigners_authority"
SUCCESSION = "Wer berät zur Nachfolge in Neustadt?"


def test_the_place_is_asked_for_when_it_is_missing(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    assert (reply["response"], reply["asks"], reply["kind"]) == (
        "utter_ask_place",
        "place",
        "foreigners_authority",
    )
    assert conversation.slots["asks"] == "place"


def test_the_responsible_office_is_named_for_a_place(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Ausländerbehörde in Köthen", AUTHORITY)
    assert (reply["response"], reply["district"]) == ("utter_services", "15082")


def test_the_place_is_remembered_for_the_next_look_up(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Ausländerbehörde in Köthen", AUTHORITY)
    [reply] = conversation.say(ActionFindService, "und das Jobcenter?", "lookup/jobcenter")
    assert (reply["response"], reply["kind"], reply["district"]) == ("utter_services", "jobcenter", "15082")


def test_the_answer_to_our_question_may_be_misspelt(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    [reply] = conversation.say(ActionTakePlace, "halberstatd", "give_place")
    assert (reply["response"], reply["district"]) == ("utter_services", "15085")
    assert conversation.slots["asks"] is None


def test_a_corrected_place_counts(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Ausländerbehörde in Dessau", AUTHORITY)
    [reply] = conversation.say(ActionTakePlace, "nein, Quatsch, in Köthen", "give_place")
    assert (reply["kind"], reply["district"]) == ("foreigners_authority", "15082")


@pytest.mark.parametrize("text", ["nicht Halle, Dessau", "not Halle, Dessau"])
def test_the_last_of_two_places_counts(text: str, conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    [reply] = conversation.say(ActionTakePlace, text, "give_place")
    assert reply["district"] == "15001"


def test_a_district_narrows_a_name_of_two_places(conversation: Conversation) -> None:
    [reply] = conversation.say(
        ActionFindService, "Ausländerbehörde in Coswig im Landkreis Wittenberg", AUTHORITY
    )
    assert reply["district"] == "15091"


def test_we_ask_which_when_a_name_stands_for_two_places(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    assert (reply["response"], reply["asks"]) == ("utter_ask_which_place", "which_place")
    assert reply["districts"] == ["14627", "15091"]


def test_the_button_decides_which_place(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    [reply] = conversation.press(ActionTakePlace, "choose_place", district="15091")
    assert (reply["kind"], reply["district"]) == ("jobcenter", "15091")


def test_we_do_not_ask_which_when_it_makes_no_difference(conversation: Conversation) -> None:
    # two Neustadt, both in Saxony, where one service covers the whole state
    [reply] = conversation.say(ActionFindService, SUCCESSION, "lookup/business_succession")
    assert reply["response"] == "utter_services"


def test_a_district_that_nobody_chose_is_not_remembered(conversation: Conversation) -> None:
    conversation.say(ActionFindService, SUCCESSION, "lookup/business_succession")
    [reply] = conversation.say(ActionFindService, "und das Jobcenter?", "lookup/jobcenter")
    assert reply["response"] in ("utter_ask_place", "utter_ask_which_place")


def test_a_place_outside_is_said_to_be_outside(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Ausländerbehörde in Berlin", AUTHORITY)
    assert (reply["response"], reply["place"], reply["kind"]) == (
        "utter_outside",
        "Berlin",
        "foreigners_authority",
    )


def test_a_place_outside_ends_our_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    conversation.say(ActionTakePlace, "Berlin", "give_place")
    assert conversation.slots["asks"] is None


def test_after_a_place_outside_another_place_is_looked_up_for_the_same_need(
    conversation: Conversation,
) -> None:
    conversation.say(ActionFindService, "Welcome Center in Erfurt", "lookup/welcome_center")
    [reply] = conversation.say(ActionTakePlace, "schade. Und in Naumburg?", "give_place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "welcome_center")


def test_a_place_inside_counts_before_one_outside(conversation: Conversation) -> None:
    [reply] = conversation.say(
        ActionFindService, "Ich ziehe von Berlin nach Köthen, welche Ausländerbehörde?", AUTHORITY
    )
    assert reply["district"] == "15082"


def test_an_unknown_postcode_of_ours_asks_for_the_name(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    [reply] = conversation.say(ActionTakePlace, "06999", "give_place")
    assert (reply["response"], reply["asks"]) == ("utter_ask_place_again", "place")
    assert conversation.slots["asks"] == "place"


def test_a_postcode_of_elsewhere_is_outside(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Ausländerbehörde in 80331", AUTHORITY)
    assert reply["response"] == "utter_outside"


@pytest.mark.parametrize("district", ["99999", "", "Köthen", "15", "💥"])
def test_a_button_with_an_unknown_district_asks_for_the_place(
    district: str, conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", AUTHORITY)
    [reply] = conversation.press(ActionTakePlace, "choose_place", district=district)
    assert reply["response"] == "utter_ask_place"


def test_a_place_alone_asks_for_the_need_and_is_remembered(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionTakePlace, "Köthen", "give_place")
    assert (reply["response"], reply["asks"]) == ("utter_ask_need", "need")
    assert conversation.slots["district"] == "15082"


def test_a_place_after_an_answer_is_looked_up_for_its_topic(conversation: Conversation) -> None:
    conversation.slots["topic"] = "arrival/extend_permit"
    [reply] = conversation.say(ActionTakePlace, "Köthen", "give_place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "foreigners_authority")


def test_the_kind_is_named_in_the_language_of_the_client(conversation: Conversation) -> None:
    del conversation.slots["language"]
    conversation.metadata = {"language": "en"}
    [reply] = conversation.press(ActionFindService, "choose_kind", kind="foreigners_authority")
    assert reply["kind_name"] == "foreigners authority"


@pytest.mark.parametrize("kind", ["no_such_kind", "", "../secret"])
def test_a_button_with_an_unknown_kind_asks_for_the_need(kind: str, conversation: Conversation) -> None:
    [reply] = conversation.press(ActionFindService, "choose_kind", kind=kind)
    assert reply["response"] == "utter_ask_need"


def test_every_kind_of_service_is_found_or_denied_in_every_district(
    conversation: Conversation, knowledge: KnowledgeBase
) -> None:
    for kind in knowledge.services.kinds():
        if kind == "recognition_body":  # needs an occupation
            continue
        for district in ("14511", "14730", "15001", "15091"):
            conversation.slots |= {"district": district, "asks": None}
            [reply] = conversation.press(ActionFindService, "choose_kind", kind=kind)
            assert reply["response"] in ("utter_services", "utter_no_service")


@pytest.mark.parametrize(
    ("text", "label", "district"),
    [
        ("Ich arbeite in Halle, gemeldet bin ich in Merseburg. Welche Ausländerbehörde?", AUTHORITY, "15088"),
        ("I live in Merseburg and take the train to Halle. Which job center?", "lookup/jobcenter", "15088"),
        ("In Merseburg wohne ich, die Arbeit ist in Halle. Welches Jobcenter?", "lookup/jobcenter", "15088"),
        ("I live in Merseburg, my firm sits in Halle. Which IHK?", "lookup/chamber_ihk", "15002"),
    ],
)
def test_the_home_decides_for_people_and_the_firm_for_firms(
    text: str, label: str, district: str, conversation: Conversation
) -> None:
    [reply] = conversation.say(ActionFindService, text, label)
    assert (reply["response"], reply["district"]) == ("utter_services", district)


def test_a_home_named_in_two_ways_is_one_place(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Ausländerbehörde? Er wohnt in Coswig in Anhalt", AUTHORITY)
    assert reply["district"] == "15091"


def test_the_kind_that_is_denied_is_not_looked_for(conversation: Conversation) -> None:
    text = "Nicht die Arbeitsagentur in Riesa, die IHK brauche ich"
    [reply] = conversation.say(ActionFindService, text, "lookup/labour_agency")
    assert reply["kind"] == "chamber_ihk"


def test_leipzig_the_city_needs_no_question(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionFindService, "Jobcenter Leipzig, also die Stadt", "lookup/jobcenter")
    assert (reply["response"], reply["district"]) == ("utter_services", "14713")


def test_the_chamber_is_that_of_the_occupation_spoken_about(conversation: Conversation) -> None:
    conversation.slots["occupation"] = "baecker"
    [reply] = conversation.say(ActionFindService, "Jetzt zur Kammer: in Schwarzenberg", "lookup/chamber")
    assert reply["kind"] == "chamber_hwk"


def test_who_asks_for_an_address_gets_no_explanation(conversation: Conversation) -> None:
    ranking = {"lookup/chamber_ihk": 0.7, "support/chambers": 0.2}
    text = "What is the street address of the IHK?"
    [reply] = conversation.say(ActionFindService, text, "lookup/chamber_ihk", ranking=ranking)
    assert (reply["response"], reply["asks"]) == ("utter_ask_place", "place")


def test_another_office_named_after_a_look_up_is_the_one_meant(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Welcome Center in Aue", "lookup/welcome_center")
    text = "Die hatten keine Zeit. Wen gibts sonst, IHK vielleicht?"
    [reply] = conversation.say(ActionFindService, text, "lookup/welcome_center")
    assert (reply["kind"], reply["district"]) == ("chamber_ihk", "14521")


def test_firms_are_not_sent_to_the_advice_for_workers(conversation: Conversation) -> None:
    conversation.slots |= {"audience": "employer"}
    conversation.say(ActionAnswer, "Kosten der Vermittlung?", "rights/fair_recruitment")
    [reply] = conversation.say(ActionFollowUp, "Wer berät uns da in Zeitz?", "follow_up/place")
    assert (reply["kind"], reply["district"]) == ("employer_contact_point", "15084")
