"""Whole conversations over Telegram with the real server: what a person sees, by polling and by webhook."""

from __future__ import annotations

import re
from typing import Any

import pytest
from service import FENCES, Service
from standin.people import Person
from words import BLUE_CARD, FACTS, FOREIGNERS_AUTHORITY, JOBCENTER, LANGUAGES, holds, is_in, raw_marks, texts

from bot.knowledge.content import Content

pytestmark = pytest.mark.trained


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("first", ["/start", "question"])
def test_the_first_contact_says_what_a_person_must_know(first: str, language: str, service: Service) -> None:
    person = service.new_person(language)
    person.writes(first if first == "/start" else BLUE_CARD[language])
    wanted = re.compile(FACTS["how long"][language])
    seen = texts(
        person.wait_for(lambda unread: wanted.search(texts(unread)), "the notice of the first contact")
    )
    missing = [fact for fact, patterns in FACTS.items() if not re.search(patterns[language], seen)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_of_the_first_contact_comes_once(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(BLUE_CARD[language])
    service.settle(person)
    assert len(re.findall(FACTS["how long"][language], texts(person.chat.from_bot))) == 1


# answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_answered_as_on_the_page(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(BLUE_CARD[language])
    answer = service.settle(person)
    [expected, *_] = service.ask_rest(BLUE_CARD[language], f"rest-{person.chat_id}", language)
    assert expected["custom"]["topic"] == "hiring/eu_blue_card"
    assert holds(answer, expected["text"])
    assert raw_marks(answer) == []
    assert any(message.parts("bold") for message in answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_names_its_sources_and_date(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(BLUE_CARD[language])
    answer = service.settle(person)
    [expected, *_] = service.ask_rest(BLUE_CARD[language], f"sources-{person.chat_id}", language)
    custom = expected["custom"]
    links = " ".join([*(link for message in answer for link in message.links()), texts(answer)])
    assert custom["sources"][0]["url"] in links
    year = custom["as_of"][:4]
    assert year in texts(answer)


def test_an_answer_refers_to_the_message_asked(service: Service) -> None:
    person = service.greeted()
    asked = person.writes(BLUE_CARD["de"])["message"]["message_id"]
    assert person.reads()[0].reply_to == asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_of_an_answer_leads_on(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(BLUE_CARD[language])
    first = person.reads()
    pressed = person.presses({"de": "Mehr dazu", "en": "More about this"}[language])
    more = service.settle(person)
    assert more
    assert texts(more) != texts(first)
    assert pressed["callback_query"]["id"] not in service.telegram.methods.open_queries


def test_a_button_that_is_pressed_twice_does_no_harm(service: Service) -> None:
    person = service.greeted()
    person.writes(BLUE_CARD["de"])
    person.reads()
    both = [person.press_update("Mehr dazu"), person.press_update("Mehr dazu")]
    service.telegram.deliver(*both)
    service.settle(person)
    assert not {update["callback_query"]["id"] for update in both} & service.telegram.methods.open_queries


VAGUE = (
    "Hier meldet sich keiner, und die Maschine steht still",
    "was brauche ich für den Neuen",
    "irgendwas mit Papieren und dem Amt",
    "Geld vom Staat, aber welches",
    "Pflege",
    "Geld",
    "Ausbildung",
    "Visum und Arbeit",
    "Anerkennung",
    "Gehalt",
    "Kosten",
    "Sprache",
    "Familie",
)


def _reply_after_greeting(service: Service, text: str, person: Person) -> dict[str, Any]:
    """Return the reply over REST to who has asked before what ``greeted`` asks: what went before counts."""
    sender = f"vague-{person.chat_id}-{text}"
    service.ask_rest(FENCES["de"][0], sender)
    return service.ask_rest(text, sender)[0]


def test_did_you_mean_offers_topics_as_buttons(service: Service) -> None:
    person = service.greeted()
    replies = ((text, _reply_after_greeting(service, text, person)) for text in VAGUE)
    text, expected = next((text, reply) for text, reply in replies if reply["custom"]["act"] == "clarify")
    person.writes(text)
    [offer, *_] = person.wait_for(
        lambda unread: any(message.keyboard.buttons for message in unread), "a choice of topics"
    )
    titles = [button["title"] for button in expected["buttons"]]
    shown = next(m for m in [offer, *person.chat.from_bot[::-1]] if m.keyboard.buttons)
    assert [button.title for button in shown.keyboard.buttons][: len(titles)] == titles
    person.presses(titles[0])
    assert len(texts(service.settle(person))) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_is_shown_with_address_and_a_map(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(FOREIGNERS_AUTHORITY[language])
    shown = service.settle(person)
    [expected, *_] = service.ask_rest(FOREIGNERS_AUTHORITY[language], f"card-{person.chat_id}", language)
    found = expected["custom"]["services"][0]
    assert found["name"] in texts(shown)
    assert found["street"] in texts(shown)
    links = [link for message in shown for link in message.links()]
    assert any("map" in link or "geo" in link for link in links) or any(m.kind == "venue" for m in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_place_is_asked_for_and_remembered(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.writes(JOBCENTER[language])
    asked = texts(service.settle(person))
    assert "?" in asked
    person.writes("Köthen")
    assert "Anhalt-Bitterfeld" in texts(service.settle(person))
    person.writes(FOREIGNERS_AUTHORITY[language].replace(" in Köthen", ""))
    assert "Anhalt-Bitterfeld" in texts(service.settle(person))


ODD = {
    "HTML": "<b>Visum</b> & <script>alert(1)</script>",
    "Markdown": "*Visum* _jetzt_ [da](x) `~",
    "emoji": "😀👍🏽",
    "Arabic": "أريد العمل في ألمانيا",
    "one long word": "a" * 1999,
    "4,096 characters": ("Visum " * 700)[:4096],
    "line breaks": "\n".join("Visum" * 3),
    "a slash": "/",
    "an unknown command": "/restart",
    "an intent of Rasa": '/greet{"forget": true}',
    "a command of another bot": "/help@another_bot",
    "a slash in a text": "Meister/in in Halle",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_message_gets_a_readable_reply(name: str, service: Service) -> None:
    person = service.greeted()
    person.writes(ODD[name])
    answered = service.settle(person)
    assert raw_marks(answered) == []
    if "another_bot" not in ODD[name]:
        assert answered
    assert service.is_alive()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_can_be_read_in_telegram(language: str, service: Service, content: Content) -> None:
    people = {}
    for topic in content.topics:
        people[topic] = service.new_person(language)
        people[topic].writes(f"/start {language}_{topic.replace('/', '-')}")
    unreadable = {}
    for topic, person in people.items():
        wanted = service.ask_rest(f'/choose_topic{{"topic": "{topic}"}}', f"all-{person.chat_id}", language)[
            0
        ]["text"]
        shown = person.wait_for(lambda unread, wanted=wanted: holds(unread, wanted), f"the answer to {topic}")
        if raw_marks(shown) or not is_in(language, texts(shown)):
            unreadable[topic] = raw_marks(shown)
    assert unreadable == {}


# several people


def test_people_who_write_at_the_same_time_get_their_own_answers(service: Service) -> None:
    places = {
        "Köthen": "Anhalt-Bitterfeld",
        "Bautzen": "Bautzen",
        "Magdeburg": "Magdeburg",
        "Zwickau": "Zwickau",
    }
    people = {place: service.greeted() for place in places}
    service.telegram.deliver(
        *(person.drafts(f"Wo ist das Jobcenter in {place}?") for place, person in people.items())
    )
    for place, person in people.items():
        seen = texts(service.settle(person))
        assert [other for other in places if places[other] in seen] == [place]
