"""Keyboards: Telegram's limits, and what a person sees of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request
from .html import is_link

MAX_DATA = 64  # bytes
MAX_INLINE_IN_ROW, MAX_INLINE = 8, 100
MAX_REPLY_IN_ROW, MAX_REPLY = 12, 300
MAX_PLACEHOLDER = 64
ACTIONS = (
    *("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text"),
    *("switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay"),
)


@dataclass(frozen=True)
class Button:
    """A button; what it does is empty for one that only sends its title."""

    title: str
    data: str = ""
    url: str = ""
    asks: str = ""  # location | contact


@dataclass(frozen=True)
class Keyboard:
    """What is shown below a message (inline) or in place of the person's keyboard (reply)."""

    rows: tuple[tuple[Button, ...], ...] = ()
    is_inline: bool = True
    is_removal: bool = False
    as_json: dict[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]


NO_KEYBOARD = Keyboard()


def read_keyboard(markup: dict[str, Any] | None, is_private: bool) -> Keyboard:
    """Return the keyboard of a ``reply_markup``; 400 when Telegram would refuse it."""
    if not markup:
        return NO_KEYBOARD
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], _inline_button, MAX_INLINE_IN_ROW, MAX_INLINE)
        return Keyboard(rows, as_json=markup if rows else {})
    if "keyboard" in markup:
        if len(markup.get("input_field_placeholder") or "") > MAX_PLACEHOLDER:
            raise bad_request("input field placeholder is too long")
        rows = _rows(markup["keyboard"], _reply_button, MAX_REPLY_IN_ROW, MAX_REPLY)
        if not rows:
            raise bad_request("reply keyboard is empty")
        if not is_private and any(button.asks for row in rows for button in row):
            raise bad_request("location and contact can be requested in private chats only")
        return Keyboard(rows, is_inline=False)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return Keyboard(is_inline=False, is_removal=bool(markup.get("remove_keyboard")))
    raise bad_request("object expected as reply markup")


def _rows(
    value: Any, read: Callable[[Any], Button], most_in_row: int, most: int
) -> tuple[tuple[Button, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request("can't parse keyboard: an array of arrays is expected")
    rows = tuple(tuple(read(button) for button in row) for row in value if row)
    if any(len(row) > most_in_row for row in rows) or sum(len(row) for row in rows) > most:
        raise bad_request("reply markup is too long")
    return rows


def _title(button: Any) -> str:
    title = button.get("text") if isinstance(button, dict) else button
    if not isinstance(title, str) or not title.strip():
        raise bad_request("can't parse keyboard button: the text is empty")
    return title


def _inline_button(button: Any) -> Button:
    title = _title(button)
    if not isinstance(button, dict) or sum(key in button for key in ACTIONS) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data, url = button.get("callback_data", ""), button.get("url", "")
    if "callback_data" in button and not 1 <= len(str(data).encode()) <= MAX_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return Button(title, data=data, url=url)


def _reply_button(button: Any) -> Button:
    title = _title(button)
    fields = button if isinstance(button, dict) else {}
    asks = next((kind for kind in ("location", "contact") if fields.get(f"request_{kind}")), "")
    return Button(title, asks=asks)
