"""Answers, details, short questions after them, and the way back to our own question."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer, ActionMore
from actions.follow_up import ActionFollowUp
from actions.given import ActionTakePlace
from actions.lookup import ActionFindService
from bot.knowledge.base import KnowledgeBase
from bot.settings import ROOT

BLUE_CARD = "hiring/eu_blue_card"
STORY = "Two engineers from Brazil join us in Halle in March and a colleague raves about the welcome center. "


def test_a_topic_is_answered_and_remembered(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionAnswer, "Gehalt Blaue Karte?", BLUE_CARD, confidence=0.8)
    assert (reply["response"], reply["confidence"]) == (f"utter_{BLUE_CARD}", 0.8)
    assert conversation.slots["topic"] == BLUE_CARD


def test_two_questions_get_two_answers(conversation: Conversation) -> None:
    replies = conversation.say(
        ActionAnswer, "Wohnung? Krankenkasse?", "arrival/housing", also=("arrival/health_insurance",)
    )
    assert [r["response"] for r in replies] == ["utter_arrival/housing", "utter_arrival/health_insurance"]
    assert conversation.slots["topic"] == "arrival/housing"


def test_a_button_answers_its_topic(conversation: Conversation) -> None:
    [reply] = conversation.press(ActionAnswer, "choose_topic", topic=BLUE_CARD)
    assert reply["response"] == f"utter_{BLUE_CARD}"


@pytest.mark.parametrize("topic", ["no/such", "", "greet", "../etc/passwd"])
def test_a_button_with_an_unknown_topic_gets_a_polite_no(topic: str, conversation: Conversation) -> None:
    [reply] = conversation.press(ActionAnswer, "choose_topic", topic=topic)
    assert reply["response"] == "utter_fallback"


def test_every_topic_can_be_answered_followed_up_and_detailed(
    conversation: Conversation, knowledge: KnowledgeBase
) -> None:
    for area in ("hiring", "recognition", "training", "support", "language", "arrival", "rights", "pact"):
        for topic in (f"{area}/{key}" for key in _keys(knowledge, area)):
            conversation.slots = {"language": "en", "introduced": True}
            replies = conversation.say(ActionAnswer, "?", topic)
            replies += conversation.press(ActionMore, "more", topic=topic)
            for aspect in ("cost", "duration", "documents", "language", "family", "place"):
                conversation.slots |= {"topic": topic, "asks": None}
                replies += conversation.say(ActionFollowUp, "?", f"follow_up/{aspect}")
            assert {"utter_fallback", "utter_help"}.isdisjoint(r["response"] for r in replies)


def _keys(knowledge: KnowledgeBase, area: str) -> list[str]:
    files = (ROOT / "data" / "answers" / area).glob("*.yml")
    return sorted(file.stem for file in files if f"{area}/{file.stem}" in knowledge.answers)


def test_a_topic_about_services_names_those_of_the_place(conversation: Conversation) -> None:
    replies = conversation.say(ActionAnswer, "Was macht das Welcome Center Halle?", "support/welcome_center")
    assert [r["response"] for r in replies] == ["utter_support/welcome_center", "utter_services"]


def test_a_topic_about_services_names_none_while_no_place_is_known(conversation: Conversation) -> None:
    replies = conversation.say(ActionAnswer, "Was macht das Welcome Center?", "support/welcome_center")
    assert [r["response"] for r in replies] == ["utter_support/welcome_center"]


def test_a_place_named_in_a_question_is_remembered(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Wir in Köthen suchen jemand mit Blauer Karte", BLUE_CARD)
    assert conversation.slots["district"] == "15082"


def test_details_belong_to_the_last_answer(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Blaue Karte?", BLUE_CARD)
    [reply] = conversation.say(ActionMore, "mehr dazu", "more")
    assert (reply["response"], reply["topic"]) == ("utter_more", BLUE_CARD)


@pytest.mark.parametrize("topic", ["no/such", ""])
def test_details_of_nothing_say_what_we_can_do(topic: str, conversation: Conversation) -> None:
    [reply] = conversation.press(ActionMore, "more", topic=topic)
    assert reply["response"] == "utter_help"


def test_details_without_an_answer_say_what_we_can_do(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionMore, "mehr dazu", "more")
    assert reply["response"] == "utter_help"


def test_a_short_question_is_about_the_last_answer(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Blaue Karte?", BLUE_CARD)
    [reply] = conversation.say(ActionFollowUp, "und die Familie?", "follow_up/family")
    assert reply["response"] == "utter_arrival/family"


def test_a_short_question_out_of_the_blue_offers_topics(
    conversation: Conversation, knowledge: KnowledgeBase
) -> None:
    [reply] = conversation.say(ActionFollowUp, "was kostet das?", "follow_up/cost")
    assert reply["response"] == "utter_clarify"
    assert reply["options"] == knowledge.answers.topics_on("cost")


def test_where_after_an_answer_is_a_look_up(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Aufenthaltstitel verlängern", "arrival/extend_permit")
    [reply] = conversation.say(ActionFollowUp, "wo muss ich da hin? in Halle", "follow_up/place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "foreigners_authority")


def test_an_interruption_is_answered_and_our_question_comes_back(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority")
    replies = conversation.say(ActionAnswer, "Moment, wie hoch ist der Mindestlohn?", "rights/minimum_wage")
    assert [r["response"] for r in replies] == ["utter_rights/minimum_wage", "utter_ask_place"]
    [reply] = conversation.say(ActionTakePlace, "Köthen", "give_place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "foreigners_authority")


def test_a_new_topic_ends_a_look_up_that_was_answered(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    replies = conversation.say(ActionAnswer, "Wie hoch ist der Mindestlohn?", "rights/minimum_wage")
    assert [r["response"] for r in replies] == ["utter_rights/minimum_wage"]
    assert conversation.slots["kind"] is None


@pytest.mark.parametrize(
    ("topic", "text", "other"),
    [
        ("pact/saxony_anhalt", "und in Sachsen?", "pact/saxony"),
        ("pact/saxony", "And the one in Saxony-Anhalt?", "pact/saxony_anhalt"),
    ],
)
def test_after_an_answer_about_one_state_the_name_of_the_other_asks_for_its_own(
    conversation: Conversation, topic: str, text: str, other: str
) -> None:
    conversation.say(ActionAnswer, "Was ist der Pakt?", topic)
    [reply] = conversation.say(ActionTakePlace, text, "give_place")
    assert reply["response"] == f"utter_{other}"


def test_a_place_after_an_answer_about_one_state_asks_for_the_office(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was ist der Pakt?", "pact/saxony_anhalt")
    [reply] = conversation.say(ActionTakePlace, "und in Halle?", "give_place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "state_coordination")


def test_money_for_it_is_what_the_area_offers(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was kostet die Anerkennung?", "recognition/cost_duration")
    [reply] = conversation.say(ActionFollowUp, "zahlt da jemand was dazu?", "follow_up/funding")
    assert reply["response"] == "utter_recognition/funding"


@pytest.mark.parametrize("text", ["und die IHK für uns?", "ok. and the IHK for us?", "Adresse IHK"])
def test_the_name_of_an_office_and_words_that_add_nothing_ask_where_it_is(
    text: str, conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    [reply] = conversation.say(ActionAnswer, text, "support/chambers")
    assert (reply["response"], reply["kind"]) == ("utter_services", "chamber_ihk")


@pytest.mark.parametrize("text", ["Was macht die IHK?", "what does the IHK do for us"])
def test_what_an_office_does_is_explained(text: str, conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    reply = conversation.say(ActionAnswer, text, "support/chambers")[0]
    assert reply["response"] == "utter_support/chambers"


@pytest.mark.parametrize(
    ("text", "lookup", "reply"),
    [
        # a story that names the office in passing, and one that wants its address
        (STORY + "What do they do?", 0.02, "utter_support/welcome_center"),
        (STORY + "What is their address?", 0.12, "utter_services"),
    ],
)
def test_an_office_in_a_story_is_explained_unless_its_address_is_wanted(
    text: str, lookup: float, reply: str, conversation: Conversation
) -> None:
    topic = "support/welcome_center"
    ranking = {topic: 1 - lookup, "lookup/welcome_center": lookup}
    first, *_ = conversation.say(ActionAnswer, text, topic, confidence=1 - lookup, ranking=ranking)
    assert first["response"] == reply


def test_who_chooses_one_of_our_places_gets_the_office(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    [reply] = conversation.say(ActionAnswer, "das in Sachsen", "pact/saxony", confidence=0.63)
    assert (reply["kind"], reply["district"]) == ("jobcenter", "14627")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich suche ein Welcome Center.", "welcome_center"),
        ("nein, die Handwerkskammer meinte ich", "chamber_hwk"),
        ("nicht die Arbeitsagentur, die IHK brauch ich", "chamber_ihk"),
    ],
)
def test_who_says_which_office_he_looks_for_gets_no_explanation(
    text: str, kind: str, conversation: Conversation
) -> None:
    [reply] = conversation.say(ActionAnswer, text, "support/chambers", confidence=0.66)
    assert (reply["kind"], reply["asks"]) == (kind, "place")


def test_family_after_an_answer_that_has_its_own_word_on_it(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "how do i become german", "arrival/citizenship")
    ranking = {"follow_up/family": 0.8, "arrival/family": 0.2}
    [reply] = conversation.say(ActionFollowUp, "can my wife come", "follow_up/family", ranking=ranking)
    assert reply["response"] == "utter_arrival/family"


@pytest.mark.parametrize(
    ("topic", "response"),
    [
        ("training/hire_trainee", "utter_training/pay_living"),
        ("rights/contract", "utter_rights/minimum_wage"),
    ],
)
def test_what_one_earns_is_what_the_area_says(topic: str, response: str, conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "?", topic)
    [reply] = conversation.say(ActionFollowUp, "and what does he earn?", "follow_up/pay")
    assert reply["response"] == response
