"""What buttons send; everything else that starts with a slash was typed by a person."""

from __future__ import annotations

import re

_BUTTON = re.compile(
    r"/(?:choose_topic|choose_kind|choose_place|choose_occupation|choose_audience|more|help|affirm|deny|set_language|ask_human)"
    r'(?:\{"[a-z_]+": "[a-z0-9_/-]+"\})?'
)


def as_typed(text: str) -> str:
    """Return a button's payload as it is; of any other text drop the slash that Rasa would read as an intent."""
    return text if _BUTTON.fullmatch(text) else text.lstrip("/ ")
