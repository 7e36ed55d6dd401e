"""The stand-in behaves as Telegram's Bot API; python-telegram-bot is its client: what is sent, and updates."""

from __future__ import annotations

import asyncio

import pytest
import requests
import telegram
from clients import button, inline, quick
from standin.builders import (
    ATTACHMENTS,
    FORWARDS,
    GROUP_EVENTS,
    SERVICE_MESSAGES,
    forwarded,
    group_message,
    member_change,
    other_updates,
    reply,
    text_content,
)
from standin.people import Person
from standin.standin import TOKEN, StandIn
from standin.transcript import transcript
from telegram import Update
from telegram.error import BadRequest, Conflict


async def test_venues_and_locations_are_shown(bot: telegram.Bot, person: Person) -> None:
    await bot.send_venue(person.chat_id, 51.48, 11.97, "Welcome Center", "Marktplatz 1, Halle")
    await bot.send_location(person.chat_id, 51.48, 11.97)
    venue, location = person.reads(2)
    assert (venue.kind, venue.place["venue"]["title"]) == ("venue", "Welcome Center")
    assert location.place["location"] == {"latitude": 51.48, "longitude": 11.97}


@pytest.mark.parametrize(("latitude", "title"), [(91, "a"), (51, " ")])
async def test_a_venue_without_title_or_on_no_globe_is_refused(
    latitude: float, title: str, bot: telegram.Bot, person: Person
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_venue(person.chat_id, latitude, 11, title, "Marktplatz 1")


async def test_an_answer_to_a_message_is_shown_as_one(bot: telegram.Bot, person: Person) -> None:
    question = person.writes("Hallo")["message"]["message_id"]
    await bot.send_message(person.chat_id, "Ja?", reply_to_message_id=question)
    assert person.reads()[0].reply_to == question


async def test_an_answer_to_a_message_that_is_gone_is_refused_unless_allowed(
    bot: telegram.Bot, person: Person
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(person.chat_id, "Ja?", reply_to_message_id=99)
    await bot.send_message(person.chat_id, "Ja?", reply_to_message_id=99, allow_sending_without_reply=True)
    assert [message.reply_to for message in person.reads()] == [None]


async def test_a_message_is_edited_in_its_place(bot: telegram.Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "alt", reply_markup=inline([button()]))
    await bot.send_message(person.chat_id, "danach")
    edited = await sent.edit_text("<b>neu</b>", parse_mode="HTML")
    assert [message.text for message in person.chat.from_bot] == ["neu", "danach"]
    assert person.chat.from_bot[0].keyboard.buttons == []
    assert isinstance(edited, telegram.Message)
    assert edited.text == "neu"


async def test_an_edit_that_changes_nothing_is_refused(bot: telegram.Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "alt")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await sent.edit_text("alt")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await sent.edit_reply_markup()


async def test_a_message_of_the_person_cannot_be_edited(bot: telegram.Bot, person: Person) -> None:
    own = person.writes("Hallo")["message"]["message_id"]
    with pytest.raises(BadRequest, match=r"(?i)can't be edited"):
        await bot.edit_message_text("anders", person.chat_id, own)


async def test_typing_is_seen(bot: telegram.Bot, person: Person) -> None:
    await bot.send_chat_action(person.chat_id, "typing")
    assert [entry.text for entry in person.chat.happened("typing")] == ["typing"]


async def test_texts_of_the_bot_are_kept_per_language(standin: StandIn, bot: telegram.Bot) -> None:
    await bot.set_my_description("Hello", language_code="")
    await bot.set_my_description("Hallo", language_code="de")
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "Hilfe")], language_code="de")
    profile = standin.methods.profile
    assert [profile.text("description", code) for code in ("de", "en", "uk")] == ["Hallo", "Hello", "Hello"]
    assert [profile.menu(code) for code in ("de", "fr")] == [{"help": "Hilfe"}, {"help": "Help"}]
    assert [command.description for command in await bot.get_my_commands(language_code="de")] == ["Hilfe"]


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("set_my_description", "a" * 513),
        ("set_my_short_description", "a" * 121),
        ("set_my_name", "a" * 65),
        ("set_my_commands", [("Hilfe", "capitals")]),
        ("set_my_commands", [("hilfe", "a" * 257)]),
    ],
)
async def test_texts_of_the_bot_over_the_limits_are_refused(
    method: str, value: object, bot: telegram.Bot
) -> None:
    with pytest.raises(BadRequest):
        await getattr(bot, method)(value)


# updates


async def test_updates_stay_until_they_are_confirmed(bot: telegram.Bot, person: Person) -> None:
    first, second = person.writes("eins"), person.writes("zwei")
    assert len(await bot.get_updates()) == 2
    assert len(await bot.get_updates()) == 2
    [left] = await bot.get_updates(offset=first["update_id"] + 1)
    assert left.update_id == second["update_id"]
    assert await bot.get_updates(offset=second["update_id"] + 1) == ()


async def test_a_long_poll_ends_when_an_update_comes(bot: telegram.Bot, person: Person) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(person.telegram.wait_until, lambda: person.telegram.api.polls, "a poll")
    await asyncio.to_thread(person.writes, "Hallo")
    [update] = await waiting
    assert update.message is not None
    assert update.message.text == "Hallo"


async def test_a_second_poll_ends_the_first(bot: telegram.Bot, person: Person) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.to_thread(person.telegram.wait_until, lambda: person.telegram.api.polls, "a poll")
    async with telegram.Bot(TOKEN, base_url=person.telegram.base_url, request=quick()) as second:
        await second.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await first


async def test_an_update_can_come_twice_although_confirmed(bot: telegram.Bot, person: Person) -> None:
    update = person.writes("Hallo")
    assert await bot.get_updates(offset=update["update_id"] + 1) == ()
    person.telegram.repeat(update)
    [again] = await bot.get_updates(offset=update["update_id"] + 1)
    assert again.update_id == update["update_id"]
    assert await bot.get_updates(offset=update["update_id"] + 1) == ()


async def test_updates_can_come_in_another_order(bot: telegram.Bot, person: Person) -> None:
    first, second = person.drafts("eins"), person.drafts("zwei")
    person.telegram.deliver(second, first)
    assert [update.update_id for update in await bot.get_updates()] == [
        second["update_id"],
        first["update_id"],
    ]


async def test_types_that_were_not_asked_for_do_not_come(bot: telegram.Bot, person: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    person.writes("Hallo")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=["message"])
    person.writes("Hallo")
    assert len(await bot.get_updates()) == 1


@pytest.mark.parametrize("name", [*ATTACHMENTS, *SERVICE_MESSAGES])
async def test_every_kind_of_message_is_read_by_the_library(
    name: str, bot: telegram.Bot, person: Person
) -> None:
    content = ATTACHMENTS.get(name) or SERVICE_MESSAGES[name]
    person.sends(**content)
    [update] = await bot.get_updates()
    assert update.message is not None
    read = update.message.to_dict()
    assert set(content) <= set(read)


@pytest.mark.parametrize("name", FORWARDS)
async def test_forwarded_messages_are_read_by_the_library(
    name: str, bot: telegram.Bot, person: Person
) -> None:
    person.writes("Hallo", **forwarded(name))
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.forward_origin is not None


@pytest.mark.parametrize("name", GROUP_EVENTS)
async def test_events_of_groups_are_read_by_the_library(name: str, bot: telegram.Bot, person: Person) -> None:
    message = group_message(person.as_json(), -100, **GROUP_EVENTS[name])
    person.telegram.deliver(person.update("message", message))
    [update] = await bot.get_updates()
    assert update.effective_chat is not None
    assert update.effective_chat.type == "supergroup"


def test_there_is_a_builder_for_every_type_of_update(standin: StandIn, person: Person) -> None:
    message = person.message(**text_content("Hallo"))
    others = other_updates(person.as_json(), message)
    built = {kind for kind, _ in others.values()}
    by_hand = {"message", "my_chat_member", "chat_member", "channel_post", "edited_channel_post"}
    # two that only bots get which manage or stand for others
    elsewhere = {"managed_bot", "guest_message"}
    assert set(Update.ALL_TYPES) - elsewhere <= built | by_hand


async def test_every_other_type_of_update_is_read_by_the_library(bot: telegram.Bot, person: Person) -> None:
    message = person.message(**text_content("Hallo"))
    for name, (kind, content) in other_updates(person.as_json(), message).items():
        update = Update.de_json({"update_id": 1, kind: content}, bot)
        assert update is not None
        assert getattr(update, kind, None) is not None or "not exist" in name, name


async def test_a_change_of_membership_is_read_by_the_library(bot: telegram.Bot, person: Person) -> None:
    change = member_change(person.as_json(), person.chat.as_json(), "member", "kicked")
    person.telegram.deliver(person.update("my_chat_member", change))
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_commands_and_replies_are_marked_as_by_telegram(bot: telegram.Bot, person: Person) -> None:
    start = person.writes("/start de_recognition-nurses_15003")
    person.writes("Und?", **reply(start["message"]))
    command, answer = await bot.get_updates()
    assert command.message is not None
    assert command.message.parse_entities(["bot_command"]).popitem()[1] == "/start"
    assert answer.message is not None
    assert answer.message.reply_to_message is not None


async def test_a_conversation_is_recorded_as_it_was_seen(bot: telegram.Bot, person: Person) -> None:
    asked = person.writes("Hallo")["message"]["message_id"]
    await bot.send_chat_action(person.chat_id, "typing")
    await bot.send_message(
        person.chat_id, "<b>Guten Tag</b>", "HTML", reply_to_message_id=asked, reply_markup=inline([button()])
    )
    person.presses("Ja")
    assert transcript(person.chat) == (
        "**Person**:\n> Hallo\n\n_(typing …)_\n\n**Fachlotse** (to “Hallo”):\n> Guten Tag\n[Ja]\n\n"
        "**Person** presses [Ja]"
    )


async def test_downloads_are_recorded(standin: StandIn) -> None:
    requests.get(f"{standin.base_file_url}{TOKEN}/documents/cv.pdf", timeout=5)
    assert len(standin.api.downloads) == 1
