"""Contents of messages and updates as Telegram sends them, with only what each kind needs."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from .entities import utf16_length
from .methods import BOT

Content = dict[str, Any]
ENTITIES = {
    "bot_command": re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@\w+)?"),
    "url": re.compile(r"https?://\S+|\b[\w-]+\.(?:de|org|com)\b(?:/\S*)?"),
    "email": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    "mention": re.compile(r"(?<!\w)@\w{5,32}"),
}
DAY_S = 86_400


def text_content(text: str) -> Content:
    """Return a text with the entities that Telegram finds in it."""
    found = [(kind, match) for kind, pattern in ENTITIES.items() for match in pattern.finditer(text)]
    entities = [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
        for kind, match in found
    ]
    return {"text": text} | ({"entities": entities} if entities else {})


def reply(message: Content) -> Content:
    """Return what makes a message a reply to another one."""
    return {"reply_to_message": message}


def sent_ago(seconds: float) -> Content:
    return {"date": int(time.time() - seconds)}


def user(user_id: int = 77, is_bot: bool = False, name: str = "Mehmet") -> Content:
    return {"id": user_id, "is_bot": is_bot, "first_name": name}


def file(name: str, **fields: Any) -> Content:
    return {"file_id": f"{name}-id", "file_unique_id": f"{name}-unique", "file_size": 20_480, **fields}


def picture(name: str = "photo") -> Content:
    return file(name, width=90, height=90)


def location(latitude: float, longitude: float, **fields: Any) -> Content:
    return {"location": {"latitude": latitude, "longitude": longitude, **fields}}


VIDEO = file("video", width=640, height=480, duration=5, mime_type="video/mp4")
POLL = {
    "id": "poll-1",
    "question": "Wann?",
    "options": [{"persistent_id": "0", "text": "morgen", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
# kinds of message that hold no question in words
ATTACHMENTS: dict[str, Content] = {
    "photo": {"photo": [picture()]},
    "photo with a caption": {"photo": [picture()], "caption": "Mein Diplom. Wird es anerkannt?"},
    "document": {"document": file("document", file_name="Lebenslauf.pdf", mime_type="application/pdf")},
    "document with a caption": {"document": file("document"), "caption": "my CV"},
    "voice": {"voice": file("voice", duration=4, mime_type="audio/ogg")},
    "video": {"video": VIDEO},
    "video note": {"video_note": file("note", length=240, duration=5)},
    "audio": {"audio": file("audio", duration=4)},
    "animation": {"animation": VIDEO, "document": VIDEO},
    "sticker": {
        "sticker": file(
            "sticker", type="regular", width=512, height=512, is_animated=False, is_video=False, emoji="👍"
        )
    },
    "contact": {"contact": {"phone_number": "+4917623456789", "first_name": "Olena", "user_id": 77}},
    "poll": {"poll": POLL},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "game": {"game": {"title": "Chess", "description": "a game", "photo": [picture()]}},
    "story": {"story": {"chat": {"id": 77, "type": "private", "first_name": "Mehmet"}, "id": 1}},
    "paid media": {"paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]}},
    "checklist": {"checklist": {"title": "Visum", "tasks": [{"id": 1, "text": "Antrag"}]}},
}
# messages of Telegram itself about a chat; nobody has asked anything
SERVICE_MESSAGES: dict[str, Content] = {
    "pinned message": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 77, "type": "private"}}},
    "timer of deletion": {"message_auto_delete_timer_changed": {"message_auto_delete_time": DAY_S}},
    "write access allowed": {"write_access_allowed": {"from_request": True}},
    "proximity alert": {
        "proximity_alert_triggered": {"traveler": user(), "watcher": user(78), "distance": 100}
    },
    "background": {
        "chat_background_set": {
            "type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 0}
        }
    },
    "boost": {"boost_added": {"boost_count": 1}},
    "payment": {
        "successful_payment": {
            "currency": "XTR",
            "total_amount": 1,
            "invoice_payload": "x",
            "telegram_payment_charge_id": "a",
            "provider_payment_charge_id": "b",
        }
    },
    "video call": {"video_chat_started": {}},
    "a kind that does not exist yet": {"telepathy": {"strength": 5}},
}
# messages that Telegram sends about a group
GROUP_EVENTS: dict[str, Content] = {
    "bot was added": {"new_chat_members": [BOT]},
    "person joined": {"new_chat_members": [user()]},
    "person left": {"left_chat_member": user()},
    "bot was removed": {"left_chat_member": BOT},
    "new title": {"new_chat_title": "Deutschkurs"},
    "new photo": {"new_chat_photo": [picture()]},
    "photo deleted": {"delete_chat_photo": True},
    "group created": {"group_chat_created": True},
    "became a supergroup": {"migrate_to_chat_id": -1_001_234_567_890},
    "was a group": {"migrate_from_chat_id": -4_444},
    "topic created": {"forum_topic_created": {"name": "Visa", "icon_color": 7_322_096}},
}
FORWARDS: dict[str, Content] = {
    "from a person": {"type": "user", "sender_user": user()},
    "from a hidden person": {"type": "hidden_user", "sender_user_name": "Mehmet Yilmaz"},
    "from a group": {"type": "chat", "sender_chat": {"id": -5, "type": "group", "title": "Kurs"}},
    "from a channel": {
        "type": "channel",
        "chat": {"id": -6, "type": "channel", "title": "News"},
        "message_id": 1,
    },
}


def forwarded(origin: str) -> Content:
    return {"forward_origin": FORWARDS[origin] | {"date": int(time.time()) - DAY_S}}


def member_change(person: Content, chat: Content, old: str, new: str, of_bot: bool = True) -> Content:
    """Return a change of membership, such as from "member" to "kicked": the bot was blocked."""
    who = BOT if of_bot else user(99)

    def member(status: str) -> Content:
        return {"user": who, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": chat,
        "from": person,
        "date": int(time.time()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }


def other_updates(person: Content, message: Content) -> dict[str, tuple[str, Content]]:
    """Return name -> (type, content) of every type of update that is no new message, button or member change."""
    chat = message["chat"]
    group = {"id": -1_009_999, "type": "supergroup", "title": "Kurs"}
    thumb = {"type": "emoji", "emoji": "👍"}
    order = {"id": "1", "from": person, "currency": "XTR", "total_amount": 1, "invoice_payload": "x"}
    source = {"source": "premium", "user": person}
    address = {
        "country_code": "DE",
        "state": "",
        "city": "Halle",
        "street_line1": "",
        "street_line2": "",
        "post_code": "06108",
    }
    now = int(time.time())
    build: Callable[..., Content] = dict
    return {
        "edited message": ("edited_message", message | {"edit_date": now}),
        "inline query": ("inline_query", {"id": "1", "from": person, "query": "visum", "offset": ""}),
        "chosen inline result": (
            "chosen_inline_result",
            {"result_id": "1", "from": person, "query": "visum"},
        ),
        "button of an inline message": (
            "callback_query",
            {
                "id": "0:1",
                "from": person,
                "inline_message_id": "a",
                "chat_instance": "1",
                "data": "x",
            },
        ),
        "button of a game": (
            "callback_query",
            {"id": "0:2", "from": person, "chat_instance": "1", "game_short_name": "chess"},
        ),
        "shipping query": (
            "shipping_query",
            {"id": "1", "from": person, "invoice_payload": "x", "shipping_address": address},
        ),
        "pre-checkout query": ("pre_checkout_query", order),
        "poll": ("poll", POLL),
        "poll answer": (
            "poll_answer",
            {"poll_id": "1", "user": person, "option_ids": [0], "option_persistent_ids": ["0"]},
        ),
        "reaction": (
            "message_reaction",
            build(
                chat=chat,
                message_id=message["message_id"],
                user=person,
                date=now,
                old_reaction=[],
                new_reaction=[thumb],
            ),
        ),
        "count of reactions": (
            "message_reaction_count",
            build(chat=group, message_id=1, date=now, reactions=[{"type": thumb, "total_count": 1}]),
        ),
        "wish to join": (
            "chat_join_request",
            {"chat": group, "from": person, "user_chat_id": person["id"], "date": now},
        ),
        "boost": (
            "chat_boost",
            {
                "chat": group,
                "boost": {"boost_id": "1", "add_date": now, "expiration_date": now, "source": source},
            },
        ),
        "end of a boost": (
            "removed_chat_boost",
            {"chat": group, "boost_id": "1", "remove_date": now, "source": source},
        ),
        "business connection": (
            "business_connection",
            {"id": "1", "user": person, "user_chat_id": person["id"], "date": now, "is_enabled": True},
        ),
        "business message": ("business_message", message | {"business_connection_id": "1"}),
        "edited business message": (
            "edited_business_message",
            message | {"business_connection_id": "1", "edit_date": now},
        ),
        "deleted business messages": (
            "deleted_business_messages",
            {"business_connection_id": "1", "chat": chat, "message_ids": [1]},
        ),
        "paid media bought": ("purchased_paid_media", {"from": person, "paid_media_payload": "x"}),
        "a type that does not exist yet": ("telepathic_message", {"from": person, "thought": "visum?"}),
    }


def group_message(person: Content, chat_id: int, kind: str = "supergroup", **content: Any) -> Content:
    """Return a message in a group."""
    chat = {"id": chat_id, "type": kind, "title": "Deutschkurs B1"}
    return {"message_id": 1, "from": person, "chat": chat, "date": int(time.time()), **content}


def channel_post(chat_id: int, **content: Any) -> Content:
    chat = {"id": chat_id, "type": "channel", "title": "Neuigkeiten"}
    return {"message_id": 1, "sender_chat": chat, "chat": chat, "date": int(time.time()), **content}
