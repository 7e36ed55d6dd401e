"""What an update means to us, before anything is stored: masked, without names, numbers and positions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from telegram import CallbackQuery, Chat, Message, Update

from bot.channels.telegram.callback_data import CallbackDataError, decode
from bot.channels.telegram.deep_links import DeepLink
from bot.channels.turn import Incoming
from bot.knowledge.base import knowledge_base

Kind = Literal["turn", "forget", "blocked"]
FindDistrict = Callable[[float, float], str | None]
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_COMMAND = re.compile(r"/(?P<name>[A-Za-z]+)(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
# what a message may hold instead of text -> the notice that declines it; the first that fits
_DECLINED = {
    "voice": "voice",
    "video_note": "voice",
    "audio": "voice",
    "sticker": "only_text",
    "animation": "only_text",
    "dice": "only_text",
    "poll": "only_text",
    "game": "only_text",
    "story": "only_text",
    "checklist": "only_text",
    "contact": "contact",
    "photo": "file",
    "document": "file",
    "video": "file",
    "paid_media": "file",
}
_COMMANDS = {"help": "/help", "language": "/set_language", "person": "/ask_human"}


@dataclass(frozen=True)
class Received:
    """An update from a private chat."""

    update_id: int
    chat_id: int
    kind: Kind = "turn"
    notice: str = ""  # what we say ourselves, before the assistant's replies
    text: str = ""  # what the assistant gets, masked; empty: it is not asked
    shown: str = ""  # title of the button that was pressed
    message_id: int | None = None  # the message to reply to
    sent_at: float | None = None  # seconds since 1970; None: now
    language: str | None = None  # asked for by a deep link
    device_language: str = ""  # IETF tag of the person's Telegram


def read_update(update: Update, find_district: FindDistrict) -> Received | None:
    """Return what an update from a private chat means; None when it asks for nothing.

    ``find_district`` gives the district of latitude and longitude; None outside both states.
    """
    if update.my_chat_member is not None:
        chat = update.my_chat_member.chat
        is_blocked = update.my_chat_member.new_chat_member.status == "kicked"
        return Received(update.update_id, chat.id, "blocked") if is_blocked else None
    if update.callback_query is not None:
        return _button(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None or (message.location and update.edited_message):  # the latter: somebody walks about
        return None
    person = message.from_user
    sent = message.edit_date or message.date
    received = Received(
        update.update_id,
        message.chat.id,
        message_id=message.message_id,
        sent_at=sent.timestamp(),
        device_language=(person.language_code if person else None) or "",
    )
    return _content(received, message, find_district)


def chat_of(update: Update) -> Chat | None:
    """Return the chat of an update that we look at at all; None for types that we never asked for."""
    if update.callback_query is not None:
        return update.callback_query.message.chat if update.callback_query.message else None
    source = update.message or update.edited_message or update.my_chat_member or update.channel_post
    return source.chat if source else None


def _content(received: Received, message: Message, find_district: FindDistrict) -> Received | None:
    if message.text:
        # "/" alone is empty to the assistant, but was typed and wants a reply
        return _text(received, message.text if message.text.strip("/ ") else "?")
    if message.location:
        return _location(received, find_district(message.location.latitude, message.location.longitude))
    notice = next((said for name, said in _DECLINED.items() if getattr(message, name)), None)
    if notice is None:
        return None  # a message of Telegram's own, such as a pinned one
    return replace(_typed(received, message.caption or ""), notice=notice)


def _text(received: Received, text: str) -> Received:
    command = _COMMAND.fullmatch(text)
    name, rest = (command["name"].lower(), (command["rest"] or "").strip()) if command else ("", "")
    if name == "start":
        link = DeepLink.parse(rest).existing(knowledge_base())
        return replace(received, text=link.payload, language=link.language)
    if name == "forget":
        return replace(received, kind="forget")
    if name == "privacy":
        return replace(received, notice="first_contact")
    if name == "place":
        return _typed(received, rest) if rest else replace(received, notice="ask_place")
    if name == "language" and rest:
        return _typed(received, f"/set_language{json.dumps({'language': rest.lower()})}")
    return replace(received, text=_COMMANDS[name]) if name in _COMMANDS else _typed(received, text)


def _typed(received: Received, text: str) -> Received:
    """Take a person's words: cleaned and masked, or declined when they are too many."""
    incoming = Incoming.typed("", text, {})
    if incoming.is_too_long:
        return replace(received, notice="too_long")
    return replace(received, text=incoming.masked)


def _location(received: Received, district: str | None) -> Received:
    if district is None:
        return replace(received, notice="location_outside")
    payload = f"/choose_place{json.dumps({'district': district})}"
    return replace(received, notice="location_found", text=payload)


def _button(update_id: int, query: CallbackQuery) -> Received | None:
    if query.message is None:
        return None
    language = query.from_user.language_code or ""
    received = Received(update_id, query.message.chat.id, device_language=language)
    try:
        payload = decode(query.data or "")
    except CallbackDataError:
        return replace(received, notice="old_button")
    return replace(received, text=payload, shown=_title(query))


def _title(query: CallbackQuery) -> str:
    """Return the title of the button that was pressed; empty when Telegram no longer has its message."""
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    keys = [key for row in markup.inline_keyboard for key in row] if markup else []
    return next((key.text for key in keys if key.callback_data == query.data), "")
