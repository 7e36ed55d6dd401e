"""The conversation itself: language, yes and no, deletion, a person."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer
from actions.clarify import ActionClarify, ActionFallback
from actions.conversation import (
    ActionAskDelete,
    ActionConfirm,
    ActionDecline,
    ActionSetLanguage,
    ActionSmallTalk,
)
from actions.given import ActionTakePlace
from actions.handoff import KIND_OF_AREA, ActionOfferPerson
from actions.lookup import ActionFindService
from actions.turn import TurnAction
from bot.knowledge.base import KnowledgeBase


def test_the_first_answer_says_that_we_are_a_machine(conversation: Conversation) -> None:
    conversation.slots["introduced"] = None
    replies = conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    assert [r["response"] for r in replies] == ["utter_services", "utter_introduction"]


def test_that_we_are_a_machine_is_said_once(conversation: Conversation) -> None:
    conversation.slots["introduced"] = None
    conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    replies = conversation.say(ActionFindService, "Jobcenter in Halle", "lookup/jobcenter")
    assert [r["response"] for r in replies] == ["utter_services"]


@pytest.mark.parametrize("label", ["greet", "bot_challenge"])
def test_small_talk_that_says_it_is_introduction_enough(label: str, conversation: Conversation) -> None:
    conversation.slots["introduced"] = None
    replies = conversation.say(ActionSmallTalk, "?", label)
    replies += conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    assert [r["response"] for r in replies] == [f"utter_{label}", "utter_services"]


@pytest.mark.parametrize("label", ["thanks", "emergency", "insult"])
def test_small_talk_that_does_not_say_it_leaves_the_introduction_to_the_next_answer(
    label: str, conversation: Conversation
) -> None:
    conversation.slots["introduced"] = None
    replies = conversation.say(ActionSmallTalk, "?", label)
    replies += conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    assert [r["response"] for r in replies] == [f"utter_{label}", "utter_services", "utter_introduction"]


def test_small_talk_leaves_our_question_open(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority")
    conversation.say(ActionSmallTalk, "danke", "thanks")
    [reply] = conversation.say(ActionTakePlace, "Köthen", "give_place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "foreigners_authority")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English please", "en"),
        ("auf Englisch bitte", "en"),
        ("Können wir Deutsch sprechen?", "de"),
        ("no German, English please", "en"),
        ("ENGLISH!!", "en"),
    ],
)
def test_the_language_asked_for_is_spoken(text: str, language: str, conversation: Conversation) -> None:
    [reply] = conversation.say(ActionSetLanguage, text, "set_language")
    assert (reply["response"], reply["language"]) == (f"utter_language_{language}", language)
    assert conversation.slots["language"] == language


def test_a_language_we_do_not_speak_leads_to_those_we_do(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionSetLanguage, "parlez-vous français?", "set_language")
    assert reply["response"] == "utter_languages"


def test_the_button_sets_the_language(conversation: Conversation) -> None:
    conversation.press(ActionSetLanguage, "set_language", language="en")
    assert conversation.slots["language"] == "en"


@pytest.mark.parametrize("language", ["xx", "", "DE", "fr", "../de"])
def test_a_button_with_an_unknown_language_leads_to_those_we_speak(
    language: str, conversation: Conversation
) -> None:
    [reply] = conversation.press(ActionSetLanguage, "set_language", language=language)
    assert reply["response"] == "utter_languages"
    assert conversation.slots["language"] == "de"


def test_deletion_is_asked_about_first(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    assert reply["response"] == "utter_ask_delete"
    assert not conversation.slots.get("forget")


def test_a_yes_deletes(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    [reply] = conversation.say(ActionConfirm, "ja", "affirm")
    assert reply["response"] == "utter_data_deleted"
    assert conversation.slots["forget"] is True


def test_a_no_keeps(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    [reply] = conversation.say(ActionDecline, "nein", "deny")
    assert reply["response"] == "utter_data_kept"
    assert not conversation.slots.get("forget")


def test_no_clear_yes_keeps(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "Löschen Sie alles", "delete_data")
    [reply] = conversation.say(ActionFallback, "no, keep it, i changed my mind", "")
    assert reply["response"] == "utter_data_kept"
    assert conversation.slots["asks"] is None


@pytest.mark.parametrize("text", ["ja nein", "ja später", "yes wait", "ja aber erst morgen", "sure?? no"])
def test_a_yes_with_a_doubt_keeps(text: str, conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "Löschen Sie meine Daten", "delete_data")
    [reply] = conversation.say(ActionFallback, text, "unknown")
    assert reply["response"] == "utter_data_kept"
    assert not conversation.slots.get("forget")


def test_a_yes_with_a_word_more_deletes(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "Löschen Sie meine Daten", "delete_data")
    [reply] = conversation.say(ActionFallback, "ja, alles", "unknown")
    assert reply["response"] == "utter_data_deleted"
    assert conversation.slots["forget"]


def test_a_yes_after_the_no_does_not_delete(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    conversation.say(ActionDecline, "nein", "deny")
    conversation.say(ActionConfirm, "ja", "affirm")
    assert not conversation.slots.get("forget")


def test_a_yes_much_later_does_not_delete(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    conversation.say(ActionFindService, "Jobcenter in Köthen", "lookup/jobcenter")
    conversation.say(ActionConfirm, "ja", "affirm")
    assert not conversation.slots.get("forget")


@pytest.mark.parametrize(
    "action",
    [ActionClarify, ActionFallback, ActionOfferPerson, ActionSetLanguage, ActionSmallTalk, ActionTakePlace],
)
def test_a_yes_to_something_else_does_not_delete(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    conversation.say(action, "was ist mit Deutsch?", options=("language/courses", "language/level_needed"))
    conversation.say(ActionConfirm, "ja", "affirm")
    assert not conversation.slots.get("forget")


def test_whoever_asks_twice_for_the_deletion_can_still_say_yes(conversation: Conversation) -> None:
    conversation.say(ActionAskDelete, "lösche meine Daten", "delete_data")
    conversation.say(ActionAskDelete, "LÖSCH MEINE DATEN", "delete_data")
    [reply] = conversation.say(ActionConfirm, "ja", "affirm")
    assert reply["response"] == "utter_data_deleted"
    assert conversation.slots["forget"] is True


def test_a_yes_takes_the_first_topic_offered(conversation: Conversation) -> None:
    conversation.slots["suggestions"] = ["hiring/costs", "hiring/duration"]
    [reply] = conversation.say(ActionConfirm, "ja", "affirm")
    assert reply["response"] == "utter_hiring/costs"


def test_all_right_after_an_answer_agrees_to_nothing(conversation: Conversation) -> None:
    topics = ("rights/minimum_wage", "rights/contract")
    conversation.say(ActionAnswer, "Wie hoch ist der Mindestlohn?", topics[0], options=topics)
    [reply] = conversation.say(ActionConfirm, "alles klar", "affirm")
    assert reply["response"] == "utter_thanks"


def test_a_language_that_is_asked_about_is_not_switched_to(conversation: Conversation) -> None:
    conversation.slots |= {"subject": "training/hire_trainee", "topic": "training/hire_trainee"}
    ranking = {"set_language": 0.55, "follow_up/language": 0.45}
    [reply, *_] = conversation.say(
        ActionSetLanguage, "und deutsch?", "set_language", confidence=0.55, ranking=ranking
    )
    assert reply["response"].startswith("utter_language/")


def test_a_yes_to_nothing_says_what_we_can_do(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionConfirm, "ja", "affirm")
    assert reply["response"] == "utter_help"


def test_stop_ends_our_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority")
    [reply] = conversation.say(ActionDecline, "stop", "stop")
    assert reply["response"] == "utter_stopped"
    assert conversation.slots["asks"] is None


def test_a_person_is_offered_without_a_place(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionOfferPerson, "Ich will einen Menschen", "ask_human")
    assert (reply["response"], reply["handoff"]) == ("utter_offer_person_anywhere", {"status": "offered"})


def test_a_person_near_the_place_is_offered(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionOfferPerson, "Ich will einen Menschen in Halle", "ask_human")
    assert (reply["response"], reply["district"]) == ("utter_offer_person", "15002")
    assert conversation.slots["district"] == "15002"


@pytest.mark.parametrize("area", sorted(KIND_OF_AREA))
@pytest.mark.parametrize("district", ["14511", "14627", "15002", "15091"])
def test_the_person_offered_can_be_reached(
    area: str, district: str, conversation: Conversation, knowledge: KnowledgeBase
) -> None:
    conversation.slots |= {"topic": f"{area}/anything", "district": district}
    [reply] = conversation.say(ActionOfferPerson, "Mensch", "ask_human")
    service = knowledge.services.service(reply["service_id"])
    assert service.phone or service.email


def test_an_emergency_comes_before_a_place_that_we_have_asked_for(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Coswig", "lookup/jobcenter")
    [reply] = conversation.say(ActionSmallTalk, "he hits me, in Saxony", "emergency", confidence=0.99)
    assert reply["response"] == "utter_emergency"
    assert conversation.slots["alarmed"] is True
