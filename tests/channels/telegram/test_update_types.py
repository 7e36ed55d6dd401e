"""Every type of update is handled or left alone on purpose; afterwards the bot works as before."""

from __future__ import annotations

import itertools

import pytest
from service import Service
from standin.builders import (
    ATTACHMENTS,
    FORWARDS,
    GROUP_EVENTS,
    SERVICE_MESSAGES,
    channel_post,
    forwarded,
    group_message,
    location,
    member_change,
    other_updates,
    text_content,
    user,
)
from standin.people import Person
from words import raw_marks

pytestmark = pytest.mark.trained

_groups = itertools.count(-1_002_000_000_001, -1)
# not one of these kinds is an action of a person towards the bot that waits for an answer
SILENT = (
    "chosen inline result",
    "poll",
    "poll answer",
    "reaction",
    "count of reactions",
    "boost",
    "end of a boost",
    "business connection",
    "edited business message",
    "deleted business messages",
    "paid media bought",
    "a type that does not exist yet",
    "inline query",
    "shipping query",
    "pre-checkout query",
    "button of an inline message",
    "button of a game",
    "wish to join",
    "business message",
)


def still_works(service: Service, person: Person) -> bool:
    """Return whether the next question of this person is answered."""
    service.settle(person)
    return service.is_alive()


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_an_attachment_gets_one_friendly_word_and_is_not_downloaded(name: str, service: Service) -> None:
    person = service.greeted()
    person.sends(**ATTACHMENTS[name])
    answered = service.settle(person)
    assert answered
    assert len(answered) <= 2
    assert raw_marks(answered) == []
    assert service.telegram.methods.calls["getFile"] == 0
    assert service.telegram.api.downloads == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_is_refused_in_the_language_of_the_person(language: str, service: Service) -> None:
    person = service.greeted(language)
    person.sends(**ATTACHMENTS["document"])
    seen = " ".join(message.text for message in service.settle(person))
    assert (
        ("Dokument" in seen or "Datei" in seen)
        if language == "de"
        else ("document" in seen or "file" in seen)
    )


def test_an_album_gets_one_word_only(service: Service) -> None:
    person = service.greeted()
    pictures = [person.message(media_group_id="album-1", **ATTACHMENTS["photo"]) for _ in range(5)]
    service.telegram.deliver(*(person.update("message", picture) for picture in pictures))
    assert 1 <= len(service.settle(person)) <= 2


@pytest.mark.parametrize("name", SERVICE_MESSAGES)
def test_a_message_of_telegram_itself_is_left_alone(name: str, service: Service) -> None:
    person = service.greeted()
    person.sends(**SERVICE_MESSAGES[name])
    assert service.settle(person) == []


@pytest.mark.parametrize("origin", FORWARDS)
def test_a_forwarded_message_is_answered_once_at_most(origin: str, service: Service) -> None:
    person = service.greeted()
    person.writes("Was kostet ein Visum?", **forwarded(origin))
    assert len(service.settle(person)) <= 2


def test_nothing_is_stored_of_who_wrote_a_forwarded_message(service: Service) -> None:
    person = service.greeted()
    person.writes("Was kostet ein Visum?", **forwarded("from a hidden person"))
    service.settle(person)
    assert "Yilmaz" not in service.stored()
    assert "Yilmaz" not in service.log()


def test_nothing_is_stored_of_a_contact(service: Service) -> None:
    person = service.greeted()
    person.sends(**ATTACHMENTS["contact"])
    service.settle(person)
    assert "17623456789" not in service.stored()
    assert "17623456789" not in service.log()


def test_an_edited_message_is_not_answered_a_second_time(service: Service) -> None:
    person = service.greeted()
    asked = person.writes("Was kostet ein Visum?")["message"]
    before = len(service.settle(person))
    edited = asked | {"edit_date": asked["date"] + 1} | text_content("Was kostet ein Visum jetzt?")
    service.telegram.deliver(person.update("edited_message", edited))
    assert len(service.settle(person)) <= max(before, 1)


def test_a_live_location_that_moves_is_not_answered_every_time(service: Service) -> None:
    person = service.greeted()
    shared = person.message(**location(51.48, 11.97, live_period=900))
    service.telegram.deliver(person.update("message", shared))
    service.settle(person)
    moves = [
        shared | {"edit_date": shared["date"] + n} | location(51.48, 11.97 + n / 100) for n in range(1, 6)
    ]
    service.telegram.deliver(*(person.update("edited_message", move) for move in moves))
    assert service.settle(person) == []


@pytest.mark.parametrize("name", SILENT)
def test_an_update_that_asks_nothing_of_us_changes_nothing(name: str, service: Service) -> None:
    person = service.greeted()
    kind, content = other_updates(person.as_json(), person.message(**text_content("Hallo")))[name]
    if kind == "callback_query":
        service.telegram.do(service.telegram.methods.open_queries.add, content["id"])
    service.telegram.deliver(person.update(kind, content))
    assert service.settle(person) == []


# groups and channels


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_a_group_gets_one_word_at_most_however_much_is_written(kind: str, service: Service) -> None:
    person, group = service.greeted(), service.telegram.chat(next(_groups), kind, "Deutschkurs B1")
    written = (
        group_message(person.as_json(), group.chat_id, kind, **text_content(text))
        for text in ("Hallo zusammen", "Wo ist das Jobcenter in Köthen?", "/help@fachlotse_test_bot", "Danke")
    )
    service.telegram.deliver(*(person.update("message", message) for message in written))
    service.settle(person)
    assert len(group.from_bot) <= 1
    assert not any("Anhalt-Bitterfeld" in message.text for message in group.from_bot)


@pytest.mark.parametrize("name", GROUP_EVENTS)
def test_an_event_in_a_group_does_no_harm(name: str, service: Service) -> None:
    person, group = service.greeted(), service.telegram.chat(next(_groups), "supergroup", "Deutschkurs B1")
    message = group_message(person.as_json(), group.chat_id, **GROUP_EVENTS[name])
    service.telegram.deliver(person.update("message", message))
    assert still_works(service, person)
    assert len(group.from_bot) <= 1


def test_an_anonymous_message_in_a_group_does_no_harm(service: Service) -> None:
    person, group = service.greeted(), service.telegram.chat(next(_groups), "supergroup", "Deutschkurs B1")
    anonymous = user(1_087_968_824, is_bot=True, name="Group")
    message = group_message(anonymous, group.chat_id, sender_chat=group.as_json(), **text_content("Hallo"))
    service.telegram.deliver(person.update("message", message))
    assert still_works(service, person)


@pytest.mark.parametrize("kind", ["channel_post", "edited_channel_post"])
def test_a_channel_is_left_alone(kind: str, service: Service) -> None:
    person, channel = service.greeted(), service.telegram.chat(next(_groups), "channel", "Neuigkeiten")
    service.telegram.deliver(
        person.update(kind, channel_post(channel.chat_id, **text_content("Wo ist das Jobcenter?")))
    )
    assert still_works(service, person)
    assert channel.from_bot == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("group", "left", "member"),
        ("supergroup", "left", "member"),
        ("supergroup", "member", "administrator"),
        ("supergroup", "member", "restricted"),
        ("supergroup", "member", "left"),
        ("supergroup", "member", "kicked"),
        ("channel", "left", "administrator"),
    ],
)
def test_a_change_of_membership_in_a_group_does_no_harm(
    kind: str, old: str, new: str, service: Service
) -> None:
    person, group = service.greeted(), service.telegram.chat(next(_groups), kind, "Deutschkurs B1")
    if new in ("left", "kicked"):
        service.telegram.do(setattr, group, "refuses", "bot was kicked from the group chat")
    change = member_change(person.as_json(), group.as_json(), old, new)
    if new == "administrator":
        change["new_chat_member"] |= dict.fromkeys(ADMINISTRATOR, False)
    if new == "restricted":
        change["new_chat_member"] |= dict.fromkeys(RESTRICTED, False) | {"until_date": 0}
    service.telegram.deliver(person.update("my_chat_member", change))
    assert still_works(service, person)


ADMINISTRATOR = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
RESTRICTED = (
    *("is_member", "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls"),
    *("can_send_other_messages", "can_add_web_page_previews", "can_change_info", "can_invite_users"),
    *("can_pin_messages", "can_manage_topics", "can_edit_tag", "can_react_to_messages"),
)


def test_a_change_of_somebody_elses_membership_is_left_alone(service: Service) -> None:
    person, group = service.greeted(), service.telegram.chat(next(_groups), "supergroup", "Deutschkurs B1")
    change = member_change(person.as_json(), group.as_json(), "left", "member", of_bot=False)
    service.telegram.deliver(person.update("chat_member", change))
    assert still_works(service, person)
    assert group.from_bot == []


# people who leave


def test_who_blocks_the_bot_is_forgotten_by_it(service: Service) -> None:
    person = service.greeted()
    person.blocks_the_bot()
    change = member_change(person.as_json(), person.chat.as_json(), "member", "kicked")
    service.telegram.deliver(person.update("my_chat_member", change))
    assert still_works(service, service.greeted())
    assert str(person.chat_id) not in service.stored()


def test_who_comes_back_is_answered_again(service: Service) -> None:
    person = service.greeted()
    chat = person.chat.as_json()
    for old, new in (("member", "kicked"), ("kicked", "member")):
        service.telegram.deliver(
            person.update("my_chat_member", member_change(person.as_json(), chat, old, new))
        )
    assert still_works(service, person)


@pytest.mark.parametrize("reason", ["bot was blocked by the user", "user is deactivated"])
def test_a_person_who_cannot_be_reached_does_not_hold_up_others(reason: str, service: Service) -> None:
    gone, other = service.greeted(), service.greeted()
    service.telegram.do(setattr, gone.chat, "refuses", reason)
    before = len(gone.chat.from_bot)
    for _ in range(3):
        gone.writes("Was kostet ein Visum?")
    assert still_works(service, other)
    assert len(gone.chat.from_bot) == before
    service.telegram.do(setattr, gone.chat, "refuses", "")
    assert still_works(service, gone)
