"""Replies of the contract as Telegram messages: HTML, keyboard, sources folded up, addresses linked to a map."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote_plus

from babel.dates import format_date

from bot.channels.telegram.callback_data import CallbackDataError, encode
from bot.channels.telegram.markup import Run, runs_of, to_html
from bot.channels.telegram.splitting import split
from bot.channels.telegram.texts import Texts

logger = logging.getLogger(__name__)

LONGEST_TITLE = 60  # characters; a phone shows half of it
SHORT_TITLE = 16  # two such buttons stand side by side
_IN_LINKS = str.maketrans("[]", "()")  # square brackets end the text of a link
Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Outgoing:
    """One message as it is sent; kept as JSON until Telegram has it."""

    html: str
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)  # rows of {"text", "data"}
    share_location: str = ""  # title of the button that sends the position; empty: none


def render(reply: Reply, texts: Texts, chosen: str = "") -> list[Outgoing]:
    """Return the messages for a reply, in order; empty when it says nothing.

    Args:
        reply: message of the contract: text, buttons, custom.
        texts: the channel's texts in the language of the reply.
        chosen: title of the button that was pressed; said first, as nothing else in the chat shows it.
    """
    custom = reply.get("custom") or {}
    runs = [Run(f"› {chosen}", bold=True), Run("\n\n")] if chosen else []
    runs += runs_of(_with_maps(str(reply.get("text") or ""), custom.get("services") or [], texts))
    if not "".join(run.text for run in runs).strip():
        return []
    runs += _sources(custom, texts)
    messages = [Outgoing(to_html(part)) for part in split(runs)]
    keyboard = _keyboard(reply.get("buttons") or [])
    share = texts.share_location if custom.get("asks") == "place" and not keyboard else ""
    messages[-1] = replace(messages[-1], keyboard=keyboard, share_location=share)
    return messages


def _with_maps(text: str, services: Iterable[Mapping[str, Any]], texts: Texts) -> str:
    """Link the line with the address of each service to a map."""
    lines = text.split("\n")
    for service in services:
        town = " ".join(part for part in (service.get("postcode"), service.get("city")) if part)
        if not service.get("street") or not town:
            continue
        address = f"{service['street']}, {town}"
        # no map finds what is said after the number of the house, such as "(Haus B)"
        house = re.split("[(,]", service["street"])[0].strip()
        link = f"[{address}]({texts.map_link.format(address=quote_plus(f'{house}, {town}'))})"
        lines = [link if line == address else line for line in lines]
    return "\n".join(lines)


def _sources(custom: Mapping[str, Any], texts: Texts) -> list[Run]:
    sources = custom.get("sources") or []
    if not sources:
        return []
    dates = [custom.get("as_of"), *(service.get("as_of") for service in custom.get("services") or [])]
    known = sorted(str(date) for date in dates if date)
    head = texts.sources_without_date
    if known:
        day = format_date(dt.date.fromisoformat(known[0]), format="long", locale=custom["language"])
        head = texts.sources.format(date=day)
    lines = [f"- [{s['title'].translate(_IN_LINKS)}]({s['url']})" for s in sources]
    return [Run("\n\n"), *(replace(run, quote=True) for run in runs_of("\n".join([head, *lines])))]


def _keyboard(buttons: Iterable[Mapping[str, str]]) -> list[list[dict[str, str]]]:
    """Return the rows of buttons: two short ones side by side, a long one alone."""
    rows: list[list[dict[str, str]]] = []
    for button in buttons:
        try:
            key = {"text": _short(button["title"]), "data": encode(button["payload"])}
        except CallbackDataError as error:
            logger.error("a button was left out: %s", error)
            continue
        beside = rows and len(rows[-1]) == 1 and len(rows[-1][0]["text"]) <= SHORT_TITLE
        if beside and len(key["text"]) <= SHORT_TITLE:
            rows[-1].append(key)
        else:
            rows.append([key])
    return rows


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
