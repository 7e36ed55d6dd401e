"""Whole conversations with the real server."""

from __future__ import annotations

import pytest
from processes import Expected, Talk

pytestmark = pytest.mark.trained

DIALOGUES: dict[str, list[tuple[str, Expected]]] = {
    "a greeting is returned": [("Hallo", {"act": "greet", "language": "de"})],
    "small talk": [
        ("Guten Tag", {"act": "greet"}),
        ("Bist du ein Mensch oder ein Computer?", {"act": "bot_challenge"}),
        ("Was kannst du alles?", {"act": "help"}),
        ("Vielen Dank!", {"act": "thanks"}),
        ("Tschüss", {"act": "goodbye"}),
    ],
    "a topic and a short question about it": [
        (
            "Wie hoch muss das Gehalt für die Blaue Karte sein?",
            {"act": "answer", "topic": "hiring/eu_blue_card", "language": "de"},
        ),
        ("und was kostet das?", {"act": ("answer", "clarify")}),
        ("mehr dazu", {"act": "answer"}),
    ],
    "misspelt place": [
        (
            "Wo ist die Ausländerbehörde in Halberstatd?",
            {"act": "services", "kind": "foreigners_authority", "district": "15085"},
        ),
    ],
    "the place is asked for, then remembered": [
        ("Wo ist die Ausländerbehörde?", {"act": "ask", "asks": "place"}),
        ("Köthen", {"act": "services", "kind": "foreigners_authority", "district": "15082"}),
        ("Und wo ist das Jobcenter?", {"act": "services", "kind": "jobcenter", "district": "15082"}),
        ("nein, in Halle", {"act": "services", "kind": "jobcenter", "district": "15002"}),
    ],
    "a postcode is a place": [
        ("Wo ist die Ausländerbehörde?", {"act": "ask", "asks": "place"}),
        ("06366", {"act": "services", "district": "15082"}),
    ],
    "a name of two places": [
        ("Wo ist das Jobcenter in Coswig?", {"act": "ask", "asks": "which_place", "kind": "jobcenter"}),
        ('/choose_place{"district": "15091"}', {"act": "services", "kind": "jobcenter", "district": "15091"}),
    ],
    "our question comes back after an interruption": [
        ("Wo ist die Ausländerbehörde?", {"act": "ask", "asks": "place"}),
        ("Wie hoch ist der Mindestlohn?", {"act": "answer", "topic": "rights/minimum_wage"}),
        ("Wurzen", {"act": "services", "kind": "foreigners_authority", "district": "14729"}),
    ],
    "a place outside": [
        ("Wo ist die Ausländerbehörde in Berlin?", {"act": "outside", "kind": "foreigners_authority"}),
    ],
    "recognition needs occupation and place": [
        ("Welche Behörde erkennt meinen Beruf an?", {"act": "ask", "asks": "occupation"}),
        ("Krankenschwester", {"act": "ask", "asks": "place"}),
        ("Magdeburg", {"act": "services", "kind": "recognition_body", "district": "15003"}),
    ],
    "an occupation with two meanings": [
        (
            "Wer ist für die Anerkennung als Elektriker zuständig?",
            {"act": "ask", "asks": "occupation", "kind": "recognition_body"},
        ),
        (
            '/choose_occupation{"occupation_id": "elektroniker_hw"}',
            {"act": "ask", "asks": "place", "kind": "recognition_body"},
        ),
        ("Döbeln", {"act": "services", "kind": "recognition_body", "district": "14522"}),
    ],
    "an answer that does not help": [
        ("Wie hoch ist der Mindestlohn?", {"act": "answer", "topic": "rights/minimum_wage"}),
        ("Das hilft mir nicht weiter", {"act": "clarify"}),
        ("Das hilft mir auch nicht", {"act": ("clarify", "handoff")}),
        ("Ich möchte mit einem Menschen sprechen", {"act": "handoff"}),
    ],
    "stop ends our question": [
        ("Wo ist die Ausländerbehörde?", {"act": "ask"}),
        ("stop", {"act": "info"}),
    ],
    "an emergency comes first": [
        ("Wie hoch ist der Mindestlohn?", {"act": "answer"}),
        ("Hilfe, ein Kollege ist vom Gerüst gefallen und bewusstlos!", {"act": "emergency"}),
    ],
    "what is not ours": [
        ("Wie wird das Wetter morgen in Paris?", {"act": "fallback", "language": "de"}),
    ],
    "privacy and insults": [
        ("Was speichert ihr über mich?", {"act": "info"}),
        ("du bist doch dumm", {"act": "info"}),
    ],
    "deletion that is declined": [
        ("Lösche bitte alle meine Daten", {"act": "delete_data"}),
        ("nein", {"act": "info"}),
    ],
    "greeting in English": [("Hello", {"act": "greet", "language": "en"})],
    "a topic in English": [
        (
            "What salary do I need for the EU Blue Card?",
            {"act": "answer", "topic": "hiring/eu_blue_card", "language": "en"},
        ),
        ("thank you very much", {"act": "thanks", "language": "en"}),
    ],
    "look-up in English with slips": [
        ("where is the welcome center", {"act": "ask", "asks": "place", "language": "en"}),
        ("leipzg", {"act": "ask", "asks": "which_place", "language": "en"}),
        ("the city", {"act": "services", "kind": "welcome_center", "district": "14713", "language": "en"}),
        ("Where is the jobcentre?", {"act": "services", "kind": "jobcenter", "language": "en"}),
    ],
    "the language is switched on request": [
        ("Wie hoch ist der Mindestlohn?", {"act": "answer", "language": "de"}),
        ("English please", {"act": "set_language", "language": "en"}),
        ("Magdeburg", {"language": "en"}),
        ("auf Deutsch bitte", {"act": "set_language", "language": "de"}),
    ],
    "the language follows who writes": [
        ("Wie hoch ist der Mindestlohn?", {"language": "de"}),
        ("How high is the minimum wage?", {"act": "answer", "language": "en"}),
        ("ok", {"language": "en"}),
    ],
    "a person in English": [
        ("Can I talk to a real person please?", {"act": "handoff", "language": "en"}),
    ],
    "an emergency in English": [
        ("help, my colleague is unconscious and bleeding!", {"act": "emergency", "language": "en"}),
    ],
    "what is not ours in English": [
        ("Who won the football world cup in 1998?", {"act": "fallback", "language": "en"}),
    ],
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(name: str, talk: Talk) -> None:
    talk.hold(DIALOGUES[name])


def test_both_meanings_of_an_occupation_are_looked_up_at_once(talk: Talk) -> None:
    replies = talk.say("Wer ist in Döbeln für die Anerkennung als Elektriker zuständig?")
    named = [
        reply["custom"]["services"][0]["id"] for reply in replies if reply["custom"]["act"] == "services"
    ]
    assert named == ["hwk-chemnitz", "ihk-fosa"]


def test_two_questions_in_one_message_get_two_answers(talk: Talk) -> None:
    replies = talk.say("Wie hoch ist der Mindestlohn? Und wie viele Tage Urlaub stehen mir zu?")
    topics = {reply["custom"].get("topic") for reply in replies}
    assert {"rights/minimum_wage", "rights/working_time_leave"} <= topics


def test_the_button_of_an_answer_is_understood(talk: Talk) -> None:
    answer = talk.say("Wie verlängere ich meinen Aufenthaltstitel?")[0]
    assert talk.press("Ausländerbehörde in meiner", answer)[0]["custom"]["asks"] == "place"


def test_the_button_more_gives_details(talk: Talk) -> None:
    answer = talk.say("Wie hoch muss das Gehalt für die Blaue Karte sein?")[0]
    more = talk.press("Mehr dazu", answer)[0]
    assert more["custom"]["topic"] == "hiring/eu_blue_card"
    assert more["text"] != answer["text"]


def test_a_client_set_to_english_is_answered_in_english(talk: Talk) -> None:
    talk.language = "en"
    reply = talk.say('/choose_kind{"kind": "foreigners_authority"}')[0]
    assert reply["custom"]["language"] == "en"
    assert "Ausländerbehörde" not in reply["text"]


def test_a_hundred_turns_are_all_answered(talk: Talk) -> None:
    acts = [talk.say(("danke", "was kannst du?")[number % 2])[0]["custom"]["act"] for number in range(100)]
    assert acts == ["thanks", "help"] * 50
