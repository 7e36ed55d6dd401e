"""What a button carries: the payload of the contract in at most 64 bytes of text.

The text itself is the memory: buttons work after a restart and for as long as their intent exists.
"""

from __future__ import annotations

import re

from bot.channels.payload import as_typed
from bot.errors import FachlotseError

LIMIT = 64  # bytes
# intent -> the entity that it carries; any other entity is named
_ENTITY = {
    "choose_topic": "topic",
    "choose_kind": "kind",
    "choose_place": "district",
    "choose_occupation": "occupation_id",
    "more": "topic",
    "set_language": "language",
}
_PAYLOAD = re.compile(r'/(?P<intent>[a-z_]+)(?:\{"(?P<entity>[a-z_]+)": "(?P<value>[a-z0-9_/-]+)"\})?')
_DATA = re.compile(r"(?P<intent>[a-z_]+)(?::(?:(?P<entity>[a-z_]+)=)?(?P<value>[a-z0-9_/-]+))?")


class CallbackDataError(FachlotseError):
    """A payload does not fit into a button, or a button carries nothing that we know."""


def encode(payload: str) -> str:
    """Return ``choose_topic:hiring/eu_blue_card`` for ``/choose_topic{"topic": "hiring/eu_blue_card"}``.

    Raises:
        CallbackDataError: it is no payload of a button, or too long.
    """
    match = _PAYLOAD.fullmatch(payload)
    if match is None or as_typed(payload) != payload:
        raise CallbackDataError("payload: is none of those in bot/channels/payload.py; add its intent there")
    intent, entity, value = match["intent"], match["entity"], match["value"]
    if entity is None:
        data = intent
    else:
        data = f"{intent}:{value}" if _ENTITY.get(intent) == entity else f"{intent}:{entity}={value}"
    if len(data.encode()) > LIMIT:
        raise CallbackDataError(f"payload: takes more than {LIMIT} bytes; shorten the id it carries")
    return data


def decode(data: str) -> str:
    """Return the payload that a button carries.

    Raises:
        CallbackDataError: it is none that we know, for instance of an older version.
    """
    match = _DATA.fullmatch(data)
    payload = f"/{match['intent']}{_entity(match)}" if match else ""
    if not payload or as_typed(payload) != payload:
        raise CallbackDataError("data: no button that we know")
    return payload


def _entity(match: re.Match[str]) -> str:
    if match["value"] is None:
        return ""
    entity = match["entity"] or _ENTITY.get(match["intent"], "")
    return f'{{"{entity}": "{match["value"]}"}}'
