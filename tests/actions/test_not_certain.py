"""Messages that were not understood for certain, and answers that did not help."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.clarify import ActionClarify, ActionFallback, ActionNotHelpful
from actions.given import ActionTakePlace
from actions.lookup import ActionFindService
from actions.turn import TurnAction

BLUE_CARD, COSTS = "hiring/eu_blue_card", "hiring/costs"


def test_the_likely_topics_are_offered(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionClarify, "karte?", "", options=(BLUE_CARD, COSTS), confidence=0.3)
    assert (reply["response"], reply["options"]) == ("utter_clarify", [BLUE_CARD, COSTS])


def test_a_single_topic_is_offered_with_a_related_one(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionClarify, "karte?", "", options=(BLUE_CARD,), confidence=0.3)
    assert reply["options"][0] == BLUE_CARD
    assert len(reply["options"]) == 2


def test_a_place_in_a_message_that_was_not_understood_is_remembered(conversation: Conversation) -> None:
    conversation.say(
        ActionClarify, "Firma in Gardelegen, Karte?", "", options=(BLUE_CARD, COSTS), confidence=0.3
    )
    [reply] = conversation.say(
        ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority"
    )
    assert (reply["response"], reply["district"]) == ("utter_services", "15081")


def test_what_is_beyond_us_gets_a_no_and_a_person(conversation: Conversation) -> None:
    replies = conversation.say(ActionFallback, "Wie wird das Wetter?", "out_of_scope")
    assert [r["response"] for r in replies] == ["utter_fallback", "utter_offer_person_anywhere"]


@pytest.mark.parametrize("action", [ActionClarify, ActionFallback])
def test_an_answer_to_our_question_counts_however_it_was_understood(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority")
    [reply] = conversation.say(action, "na in halberstatd halt", "", options=(COSTS,))
    assert (reply["response"], reply["district"]) == ("utter_services", "15085")


def test_an_occupation_in_answer_to_our_question_counts(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wer erkennt das an in Halle?", "lookup/recognition_body")
    [reply] = conversation.say(ActionFallback, "ich war krankenshwester", "")
    assert (reply["response"], reply["occupation"]) == ("utter_services", "pflegefachkraft")


def test_a_need_in_answer_to_our_question_counts(conversation: Conversation) -> None:
    conversation.say(ActionTakePlace, "Köthen", "give_place")
    [reply] = conversation.say(ActionFallback, "ausländerbehörde", "")
    assert (reply["response"], reply["kind"], reply["district"]) == (
        "utter_services",
        "foreigners_authority",
        "15082",
    )


@pytest.mark.parametrize("action", [ActionClarify, ActionFallback])
def test_a_likely_topic_in_answer_to_our_question_for_the_need_is_answered(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.say(ActionTakePlace, "Köthen", "give_place")
    replies = conversation.say(action, "blaue karte", "", options=(BLUE_CARD, COSTS), confidence=0.3)
    assert [r["response"] for r in replies] == [f"utter_{BLUE_CARD}"]


@pytest.mark.parametrize("action", [ActionClarify, ActionFallback])
def test_kind_and_place_in_one_message_are_a_look_up_however_it_was_understood(
    action: type[TurnAction], conversation: Conversation
) -> None:
    [reply] = conversation.say(action, "köthen ausländerbehörde", "", options=(COSTS,))
    assert (reply["response"], reply["kind"], reply["district"]) == (
        "utter_services",
        "foreigners_authority",
        "15082",
    )


def test_a_kind_alone_is_no_look_up_when_we_asked_nothing(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionClarify, "ausländerbehörde", "", options=(BLUE_CARD, COSTS))
    assert reply["response"] == "utter_clarify"


def test_something_else_is_no_answer_to_our_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", "lookup/foreigners_authority")
    replies = conversation.say(ActionFallback, "Und wer gewinnt heute das Spiel?", "")
    assert replies[0]["response"] == "utter_fallback"


def test_an_answer_that_did_not_help_leads_to_other_topics(conversation: Conversation) -> None:
    conversation.slots |= {"topic": BLUE_CARD, "suggestions": [COSTS]}
    [reply] = conversation.say(ActionNotHelpful, "hilft mir nicht", "not_helpful")
    assert reply["response"] == "utter_not_helpful"
    assert reply["options"][0] == COSTS
    assert BLUE_CARD not in reply["options"]


def test_a_second_answer_that_did_not_help_leads_to_a_person(conversation: Conversation) -> None:
    conversation.slots |= {"topic": BLUE_CARD, "suggestions": [COSTS]}
    conversation.say(ActionNotHelpful, "hilft mir nicht", "not_helpful")
    conversation.slots["topic"] = COSTS
    [reply] = conversation.say(ActionNotHelpful, "auch nicht", "not_helpful")
    assert reply["handoff"] == {"status": "offered"}
    assert conversation.slots["tried"] is None


def test_what_was_tried_is_not_offered_again(conversation: Conversation) -> None:
    conversation.slots |= {"topic": BLUE_CARD, "suggestions": [BLUE_CARD, COSTS]}
    [reply] = conversation.say(ActionNotHelpful, "hilft mir nicht", "not_helpful")
    assert BLUE_CARD not in reply["options"]


def test_not_helpful_before_any_answer_leads_to_a_person(conversation: Conversation) -> None:
    [reply] = conversation.say(ActionNotHelpful, "hilft mir nicht", "not_helpful")
    assert reply["handoff"] == {"status": "offered"}


@pytest.mark.parametrize(
    ("confidence", "outside", "response"),
    [(0.1, 0.3, "utter_fallback"), (0.1, 0.02, "utter_clarify"), (0.4, 0.3, "utter_clarify")],
)
def test_a_mere_guess_is_offered_only_when_the_message_is_hardly_out_of_scope(
    confidence: float, outside: float, response: str, conversation: Conversation
) -> None:
    options = ("language/courses", "language/on_the_job")
    replies = conversation.say(
        ActionClarify,
        "bei uns steht alles still",
        options=options,
        confidence=confidence,
        ranking={options[0]: confidence, "out_of_scope": outside},
    )
    assert replies[0]["response"] == response


def test_after_a_question_of_ours_a_short_question_means_the_area_of_all_options(
    conversation: Conversation,
) -> None:
    options = ("language/cost_support", "language/courses")
    conversation.say(ActionClarify, "german for free?", "", options=options, confidence=0.3)
    assert conversation.slots["subject"] == "language/cost_support"


def test_after_a_question_of_ours_options_of_two_areas_are_no_subject(conversation: Conversation) -> None:
    conversation.say(ActionClarify, "?", "", options=(BLUE_CARD, "language/courses"), confidence=0.3)
    assert not conversation.slots.get("subject")
