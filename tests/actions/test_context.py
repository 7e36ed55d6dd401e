"""What short and uncertain messages mean after what went before."""

from __future__ import annotations

import pytest
from dialogue import Conversation

from actions.answer import ActionAnswer, ActionBack, ActionTakeAudience
from actions.clarify import ActionClarify, ActionFallback
from actions.conversation import ActionConfirm, ActionDecline, ActionSmallTalk
from actions.follow_up import ActionFollowUp
from actions.given import ActionTakePlace
from actions.handoff import ActionOfferPerson
from actions.lookup import ActionFindService
from actions.turn import TurnAction
from bot.knowledge.base import KnowledgeBase

BLUE_CARD = "hiring/eu_blue_card"
FAMILY = "arrival/family"
TWO_SIDED = "arrival/housing"  # says something of its own to firms and to workers
LOOKUP = "lookup/foreigners_authority"


def responses(replies: list[dict[str, object]]) -> list[object]:
    return [reply["response"] for reply in replies]


@pytest.mark.parametrize("text", ["und das Jobcenter?", "Jobcenter bitte auch", "and the job centre?"])
def test_the_name_of_an_office_after_a_look_up_is_another_look_up(
    text: str, conversation: Conversation
) -> None:
    conversation.slots |= {"district": "14713", "kind": "foreigners_authority"}
    [reply] = conversation.say(ActionAnswer, text, "support/welcome_center")
    assert (reply["response"], reply["kind"]) == ("utter_services", "jobcenter")


def test_a_question_about_an_office_is_answered(conversation: Conversation) -> None:
    conversation.slots |= {"district": "14713", "kind": "foreigners_authority"}
    replies = conversation.say(ActionAnswer, "was macht das Jobcenter eigentlich?", BLUE_CARD)
    assert replies[0]["response"] == f"utter_{BLUE_CARD}"


def test_an_office_by_itself_without_any_place_is_no_look_up(conversation: Conversation) -> None:
    replies = conversation.say(ActionAnswer, "und das Jobcenter?", "support/welcome_center")
    assert replies[0]["response"] == "utter_support/welcome_center"


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.1, "utter_services"), (0.01, "utter_support/welcome_center")]
)
def test_an_office_and_a_place_are_looked_up_unless_it_is_surely_to_be_explained(
    chance: float, expected: str, conversation: Conversation
) -> None:
    replies = conversation.say(
        ActionAnswer,
        "Welcome Center in Magdeburg",
        "support/welcome_center",
        ranking={"support/welcome_center": 0.7, "lookup/welcome_center": chance},
    )
    assert replies[0]["response"] == expected


def test_who_asks_for_the_address_of_an_office_is_told_where_it_is(conversation: Conversation) -> None:
    replies = conversation.say(
        ActionAnswer, "Meine Miete ... Jobcenter in Köthen, Straße und Hausnummer?", "arrival/housing"
    )
    assert (replies[0]["response"], replies[0]["kind"]) == ("utter_services", "jobcenter")


def test_an_uncertain_short_message_is_a_question_about_the_subject(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Blaue Karte?", BLUE_CARD)
    replies = conversation.say(
        ActionFallback, "und ihr Mann?", ranking={"out_of_scope": 0.5, "follow_up/family": 0.3}
    )
    assert responses(replies) == [f"utter_{FAMILY}"]


def test_an_uncertain_short_message_without_a_subject_is_not_understood(conversation: Conversation) -> None:
    replies = conversation.say(ActionFallback, "und ihr Mann?", ranking={"follow_up/family": 0.2})
    assert replies[0]["response"] == "utter_fallback"


def test_the_subject_stays_through_short_questions(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Blaue Karte?", BLUE_CARD)
    conversation.say(ActionFollowUp, "und die Familie?", "follow_up/family")
    assert conversation.slots["subject"] == BLUE_CARD
    assert conversation.slots["topic"] == FAMILY


def test_a_short_question_after_a_look_up_is_about_what_was_looked_up(conversation: Conversation) -> None:
    conversation.slots |= {"kind": "recognition_body", "subject": BLUE_CARD, "topic": BLUE_CARD}
    replies = conversation.say(ActionFollowUp, "wie lange dauert das?", "follow_up/duration")
    assert responses(replies) == ["utter_recognition/cost_duration"]


def test_a_place_in_a_longer_correction_repeats_the_look_up_there(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Ausländerbehörde Berlin", LOOKUP)
    [reply] = conversation.say(ActionClarify, "oh sorry, my company says I belong to Torgau")
    assert (reply["response"], reply["district"]) == ("utter_services", "14730")


def test_what_is_no_place_is_asked_for_again(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", LOOKUP)
    [reply] = conversation.say(ActionClarify, "a small village behind the forest", options=(FAMILY,))
    assert (reply["response"], reply["asks"]) == ("utter_ask_place_again", "place")
    assert conversation.slots["asks"] == "place"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wer ist in Döbeln für die Anerkennung als Erzieherin zuständig?", "utter_services"),
        ("Wer ist für die Anerkennung zuständig?", "utter_recognition/competent_body"),
    ],
)
def test_a_look_up_or_the_topic_that_explains_it_is_decided_by_the_place(
    text: str, expected: str, conversation: Conversation
) -> None:
    ranking = {"recognition/competent_body": 0.4, "lookup/recognition_body": 0.3}
    replies = conversation.say(ActionClarify, text, options=("recognition/competent_body",), ranking=ranking)
    assert replies[0]["response"] == expected


def test_back_leads_to_the_answer_before(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Blaue Karte?", BLUE_CARD)
    conversation.say(ActionAnswer, "Familie?", FAMILY)
    replies = conversation.say(ActionBack, "zurück", "back")
    assert responses(replies) == [f"utter_{BLUE_CARD}"]


def test_back_leaves_an_open_question(conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde?", LOOKUP)
    replies = conversation.say(ActionBack, "zurück", "back")
    assert responses(replies) == ["utter_stopped"]
    assert conversation.slots["asks"] is None


def test_back_at_the_beginning_asks_for_a_question(conversation: Conversation) -> None:
    assert responses(conversation.say(ActionBack, "zurück", "back")) == ["utter_stopped"]


def test_who_is_asking_is_asked_once(conversation: Conversation) -> None:
    conversation.slots["audience_asked"] = None
    assert responses(conversation.say(ActionAnswer, "?", TWO_SIDED))[-1] == "utter_ask_audience"
    assert "utter_ask_audience" not in responses(conversation.say(ActionAnswer, "?", TWO_SIDED))


def test_who_is_asking_is_not_asked_when_the_words_showed_it(conversation: Conversation) -> None:
    conversation.slots |= {"audience_asked": None, "audience": "employer"}
    assert "utter_ask_audience" not in responses(conversation.say(ActionAnswer, "?", TWO_SIDED))


def test_the_button_says_what_concerns_the_firm(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "?", TWO_SIDED)
    [reply] = conversation.press(ActionTakeAudience, "choose_audience", audience="employer")
    assert (reply["response"], reply["topic"]) == ("utter_for_audience", TWO_SIDED)


def test_personal_data_is_warned_about_once(conversation: Conversation) -> None:
    first = conversation.say(ActionAnswer, "Meine Nummer ist [Telefon]. Familie?", FAMILY)
    assert responses(first) == [f"utter_{FAMILY}", "utter_personal_data"]
    assert responses(conversation.say(ActionAnswer, "[E-Mail]", FAMILY)) == [f"utter_{FAMILY}"]


def test_a_question_that_refers_to_nothing_offers_at_least_two_topics(conversation: Conversation) -> None:
    # hardly a topic by itself: what remains when short questions are ruled out is noise
    ranking = {"follow_up/duration": 0.999, "hiring/duration": 0.001}
    [reply] = conversation.say(
        ActionFollowUp,
        "how long does it take",
        "follow_up/duration",
        options=("hiring/duration",),
        ranking=ranking,
    )
    assert reply["response"] == "utter_clarify"
    assert (reply["options"][0], len(reply["options"])) == ("hiring/duration", 2)


def test_an_aspect_that_the_subject_does_not_name_is_answered_for_its_area(
    conversation: Conversation, knowledge: KnowledgeBase
) -> None:
    subject = "hiring/ukraine"
    assert knowledge.answers.answer(subject).follow_up.cost is None
    conversation.slots |= {"subject": subject, "topic": subject}
    replies = conversation.say(ActionFollowUp, "was kostet das?", "follow_up/cost")
    assert responses(replies) == ["utter_hiring/costs"]


def test_an_aspect_that_only_the_subject_can_answer_gets_its_details(conversation: Conversation) -> None:
    subject = "support/wage_subsidies"
    conversation.say(ActionAnswer, "Gibt es Zuschüsse zum Lohn?", subject)
    [reply] = conversation.say(ActionFollowUp, "wie viel und wie lange?", "follow_up/duration")
    assert (reply["response"], reply["topic"]) == ("utter_more", subject)


def test_a_subject_of_a_while_ago_is_answered_again(conversation: Conversation) -> None:
    conversation.slots |= {"subject": "support/wage_subsidies", "topic": "language/level_needed"}
    replies = conversation.say(ActionFollowUp, "wie viel und wie lange?", "follow_up/duration")
    assert responses(replies) == ["utter_support/wage_subsidies"]


@pytest.mark.parametrize("action", [ActionDecline, ActionSmallTalk])
def test_a_no_with_another_place_is_a_correction(
    action: type[TurnAction], conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde in Zwickau?", LOOKUP)
    [reply] = conversation.say(action, "quatsch, nicht zwickau, aue!", "insult")
    assert (reply["response"], reply["district"]) == ("utter_services", "14521")


@pytest.mark.parametrize(
    ("slots", "response"), [({"kind": "jobcenter"}, "utter_services"), ({}, "utter_language/courses")]
)
def test_after_a_look_up_an_office_is_looked_up_rather_than_explained(
    slots: dict[str, str], response: str, conversation: Conversation
) -> None:
    conversation.slots |= {"district": "15086", **slots}
    ranking = {"language/courses": 0.87, "lookup/language": 0.04}
    replies = conversation.say(
        ActionAnswer, "gibts da auch deutschkurse?", "language/courses", ranking=ranking
    )
    assert responses(replies)[0] == response


def test_what_an_office_elsewhere_does_is_not_explained(conversation: Conversation) -> None:
    text = "Eine Kollegin aus Gera fragt, ob es bei ihr ein Welcome Center gibt."
    ranking = {"support/welcome_center": 0.9, "lookup/welcome_center": 0.03}
    [reply] = conversation.say(ActionAnswer, text, "support/welcome_center", ranking=ranking)
    assert (reply["response"], reply["kind"]) == ("utter_outside", "welcome_center")


def test_an_office_named_in_a_story_is_not_looked_for(conversation: Conversation) -> None:
    text = (
        "Ich habe der Ausländerbehörde in Köthen im September und im Oktober geschrieben, keine Antwort, "
        "telefonisch keiner da. Darf ich weiter arbeiten, wenn die Karte abläuft?"
    )
    ranking = {"arrival/extend_permit": 0.99, "lookup/foreigners_authority": 0.001}
    replies = conversation.say(ActionAnswer, text, "arrival/extend_permit", ranking=ranking)
    assert replies[0]["response"] == "utter_arrival/extend_permit"


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.3, "utter_support/business_succession"), (0.2, "utter_ask_place")]
)
def test_without_a_place_an_office_is_explained_when_that_may_be_meant(
    chance: float, expected: str, conversation: Conversation
) -> None:
    ranking = {"lookup/business_succession": 0.6, "support/business_succession": chance}
    replies = conversation.say(
        ActionFindService, "Wer berät zur Nachfolge?", "lookup/business_succession", ranking=ranking
    )
    assert replies[0]["response"] == expected


def test_an_unnamed_office_is_the_one_that_we_have_asked_the_place_for(conversation: Conversation) -> None:
    conversation.slots |= {"asks": "place", "kind": "migration_counselling"}
    [reply] = conversation.say(
        ActionFindService, "die Beratung: Schönebeck", "lookup/recognition_counselling"
    )
    assert (reply["kind"], reply["district"]) == ("migration_counselling", "15089")


def test_another_occupation_after_a_look_up_is_a_correction(conversation: Conversation) -> None:
    conversation.slots |= {"kind": "recognition_body", "district": "14522", "occupation": "tischler"}
    replies = conversation.say(
        ActionAnswer, "Entschuldigung, es geht um meine Frau, sie ist Erzieherin", "recognition/basics"
    )
    assert replies[0]["response"] == "utter_services"
    assert conversation.slots["occupation"] != "tischler"


def test_yes_after_a_person_was_offered_names_the_person_again(conversation: Conversation) -> None:
    conversation.slots["suggestions"] = [FAMILY]
    conversation.say(ActionOfferPerson, "Mensch", "ask_human")
    replies = conversation.say(ActionConfirm, "ja gerne", "affirm")
    assert responses(replies) == ["utter_offer_person_anywhere"]


def test_a_place_after_a_person_was_offered_finds_one_there(conversation: Conversation) -> None:
    conversation.say(ActionOfferPerson, "Mensch", "ask_human")
    [reply] = conversation.say(ActionTakePlace, "Halle", "give_place")
    assert (reply["response"], reply["district"]) == ("utter_offer_person", "15002")


def test_the_kind_of_place_is_an_answer_even_when_it_sounds_like_small_talk(
    conversation: Conversation,
) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde in Leipzig?", LOOKUP)
    [reply] = conversation.say(ActionSmallTalk, "na die Stadt natürlich", "help")
    assert (reply["response"], reply["district"]) == ("utter_services", "14713")


@pytest.mark.parametrize(
    "text", ["Migrationsberatung in Burg bei Magdeburg", "advice in Burg near Magdeburg"]
)
def test_a_place_that_only_says_where_another_is_does_not_count(
    text: str, conversation: Conversation
) -> None:
    [reply] = conversation.say(ActionFindService, text, "lookup/migration_counselling")
    assert (reply["response"], reply["district"]) == ("utter_services", "15086")


def test_a_place_nearby_says_which_of_two_places_with_one_name_is_meant(conversation: Conversation) -> None:
    conversation.slots["district"] = "14523"  # there is a Reichenbach too
    text = "Migrationsberatung in Reichenbach near Görlitz"
    [reply] = conversation.say(ActionFindService, text, "lookup/migration_counselling")
    assert (reply["response"], reply["district"]) == ("utter_services", "14626")


@pytest.mark.parametrize(
    ("topic", "text", "kind"),
    [
        ("arrival/discrimination", "gibts da ne beratungsstelle in görlitz", "anti_discrimination"),
        ("rights/unpaid_wages", "who can check that letter for me? freiberg", "labour_rights"),
    ],
)
def test_an_office_that_is_not_named_is_that_of_the_subject(
    topic: str, text: str, kind: str, conversation: Conversation
) -> None:
    conversation.say(ActionAnswer, "Was tun?", topic)
    [reply] = conversation.say(ActionFindService, text, "lookup/recognition_counselling", confidence=0.85)
    assert (reply["response"], reply["kind"]) == ("utter_services", kind)


def test_an_office_that_is_named_counts_more_than_the_subject(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was tun?", "arrival/discrimination")
    [reply] = conversation.say(
        ActionFindService, "Wo ist dafür das Jobcenter in Görlitz?", "lookup/jobcenter"
    )
    assert reply["kind"] == "jobcenter"


@pytest.mark.parametrize(("confidence", "kind"), [(0.5, "foreigners_authority"), (0.95, "welcome_center")])
def test_an_uncertain_look_up_elsewhere_is_the_one_just_made(
    confidence: float, kind: str, conversation: Conversation
) -> None:
    conversation.say(ActionFindService, "Wo ist die Ausländerbehörde in Torgau?", LOOKUP)
    [reply] = conversation.say(
        ActionFindService,
        "no sorry, Grimma is where the flat is",
        "lookup/welcome_center",
        confidence=confidence,
    )
    assert (reply["kind"], reply["district"]) == (kind, "14729")


def test_an_office_that_was_surely_meant_is_not_that_of_the_subject(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Wie stelle ich Fahrer ein?", "hiring/drivers")
    text = "is there someone in Haldensleben who advises companies on this?"
    [reply] = conversation.say(ActionFindService, text, "lookup/employer_contact_point", confidence=0.93)
    assert (reply["response"], reply["kind"]) == ("utter_services", "employer_contact_point")


@pytest.mark.parametrize(
    ("topic", "text", "kind"),
    [
        ("arrival/family", "und wer berät uns da in Zeitz?", "migration_counselling"),
        ("arrival/family", "und wo beantrage ich das in Zeitz?", "foreigners_authority"),
        ("rights/unpaid_wages", "who in Torgau can help us?", "labour_rights"),
    ],
)
def test_who_advises_is_another_question_than_who_decides(
    topic: str, text: str, kind: str, conversation: Conversation
) -> None:
    conversation.say(ActionAnswer, "Was gilt?", topic)
    [reply] = conversation.say(ActionFollowUp, text, "follow_up/place")
    assert (reply["response"], reply["kind"]) == ("utter_services", kind)


def test_the_office_just_looked_up_is_meant_in_another_place(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was gilt?", "hiring/costs")
    conversation.say(ActionFindService, "Welcome Center in Halle", "lookup/welcome_center")
    [reply] = conversation.say(ActionFollowUp, "Und bei uns in Zeitz?", "follow_up/place")
    assert (reply["response"], reply["kind"]) == ("utter_services", "welcome_center")


def test_who_is_still_abroad_applies_there(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Was ist die Chancenkarte?", "hiring/opportunity_card")
    [reply] = conversation.say(ActionFollowUp, "wo mache ich den Antrag?", "follow_up/place")
    assert reply["response"] == "utter_hiring/visa_procedure"


def test_whoever_goes_on_without_choosing_means_the_first_offer(conversation: Conversation) -> None:
    offered = ("hiring/nursing_staff", "recognition/nurses")
    conversation.say(
        ActionClarify, "Unsere Pflegerin aus Kerala", offered[0], options=offered, confidence=0.6
    )
    [reply] = conversation.say(ActionFollowUp, "und was kostet das?", "follow_up/cost")
    assert reply["response"] == "utter_hiring/costs"


@pytest.mark.parametrize(
    "text", ["ja das Burg bei Magdeburg mein ich", "sounds good, then the one in Burg bei Magdeburg"]
)
def test_a_yes_with_another_place_is_a_correction(text: str, conversation: Conversation) -> None:
    conversation.say(ActionFindService, "Jobcenter in Zwickau", "lookup/jobcenter")
    [reply] = conversation.say(ActionConfirm, text, "affirm")
    assert (reply["response"], reply["district"]) == ("utter_services", "15086")


def test_what_was_explained_is_not_explained_again(conversation: Conversation) -> None:
    conversation.say(ActionAnswer, "Der Chef zahlt nicht", "rights/unpaid_wages")
    ranking = {"lookup/labour_rights": 0.4, "rights/unpaid_wages": 0.5}
    [reply] = conversation.say(
        ActionFindService, "where i can go for help", "lookup/labour_rights", confidence=0.4, ranking=ranking
    )
    assert (reply["response"], reply["kind"]) == ("utter_ask_place", "labour_rights")


@pytest.mark.parametrize(
    ("chance", "response"), [(0.28, "utter_arrival/extend_permit"), (0.35, "utter_services")]
)
def test_how_it_is_done_in_a_place_is_explained_unless_the_office_may_be_meant(
    chance: float, response: str, conversation: Conversation
) -> None:
    ranking = {"arrival/extend_permit": 0.7, "lookup/foreigners_authority": chance}
    replies = conversation.say(
        ActionClarify,
        "how do i extend my residence card in merseburg",
        "arrival/extend_permit",
        options=("arrival/extend_permit",),
        confidence=0.7,
        ranking=ranking,
    )
    assert replies[0]["response"] == response


def test_a_guess_that_we_asked_about_is_no_subject(conversation: Conversation) -> None:
    offered = ("language/level_needed", "hiring/job_search")
    conversation.say(ActionClarify, "welder, which visa?", offered[0], options=offered, confidence=0.3)
    [reply] = conversation.say(ActionFollowUp, "how long it take", "follow_up/duration")
    assert reply["response"] == "utter_clarify"


def test_surely_some_office_is_the_most_likely_one(conversation: Conversation) -> None:
    ranking = {"lookup/labour_rights": 0.36, "lookup/labour_agency": 0.3, "lookup/jobcenter": 0.1}
    text = "is there an office in Magdeburg for workers like us"
    [reply] = conversation.say(ActionFallback, text, "lookup/labour_rights", confidence=0.36, ranking=ranking)
    assert (reply["kind"], reply["district"]) == ("labour_rights", "15003")
