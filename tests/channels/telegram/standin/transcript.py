"""A chat as text, for reports and for the message of a test that failed."""

from __future__ import annotations

from .chats import Chat, Happened, Shown
from .keyboards import Keyboard

QUOTE = 40  # characters of a message that is answered


def transcript(chat: Chat) -> str:
    """Return what happened in a chat, oldest first, with keyboards and notices."""
    blocks: list[str] = []
    for entry in chat.timeline:
        block = _happened(entry) if isinstance(entry, Happened) else _message(chat, entry)
        if block and (not blocks or block != blocks[-1]):
            blocks.append(block)
    return "\n\n".join(blocks)


def _happened(entry: Happened) -> str:
    said = {
        "typing": "_(typing …)_",
        "pressed": f"**Person** presses [{entry.text}]",
        "notice": f"_(notice: {entry.text})_",
        "alert": f"_(window: {entry.text})_",
        "deleted": "_(a message is deleted)_",
        "edited": "",
    }
    return said[entry.what]


def _message(chat: Chat, message: Shown) -> str:
    who = "**Fachlotse**" if message.is_from_bot else "**Person**"
    answered = chat.find(message.reply_to) if message.reply_to else None
    lines = [f"{who} {_about(answered)}{'(edited)' if message.edits else ''}".rstrip() + ":"]
    text = message.text or _place(message) or f"({', '.join(_contents(message))})"
    lines += [f"> {line}".rstrip() for line in text.splitlines()]
    lines += [f"> → {link}" for link in message.links() if message.is_from_bot]
    lines += _keyboard(message.keyboard)
    return "\n".join(lines)


def _about(answered: Shown | None) -> str:
    return f"(to “{answered.text[:QUOTE]}”) " if answered and answered.text else ""


def _place(message: Shown) -> str:
    if "venue" in message.place:
        venue = message.place["venue"]
        where = venue["location"]
        return f"📍 {venue['title']}, {venue['address']} ({where['latitude']}, {where['longitude']})"
    if "location" in message.place:
        return f"📍 {message.place['location']['latitude']}, {message.place['location']['longitude']}"
    return ""


def _contents(message: Shown) -> list[str]:
    return [key for key in message.as_json if key not in ("message_id", "from", "chat", "date")]


def _keyboard(keyboard: Keyboard) -> list[str]:
    mark = "" if keyboard.is_inline else "⌨ "
    return [mark + " ".join(f"[{button.title}]" for button in row) for row in keyboard.rows]
