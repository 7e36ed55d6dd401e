"""What people see of the bot before they write: name, descriptions, commands, per language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request

LIMITS = {"name": 64, "description": 512, "short_description": 120}
MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


@dataclass
class Profile:
    """Texts by language; the empty language is for everybody else."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # (field, language) -> text
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)  # (scope, language)

    def set_text(self, name: str, text: str, language: str) -> bool:
        if len(text) > LIMITS[name]:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        self.texts[name, _checked_language(language)] = text
        return True

    def text(self, name: str, language: str = "") -> str:
        """Return the text that a person with this language sees."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def set_commands(self, commands: list[dict[str, str]], scope: str, language: str) -> bool:
        if len(commands) > MAX_COMMANDS:
            raise bad_request("too many commands")
        for command in commands:
            if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[scope, _checked_language(language)] = commands
        return True

    def menu(self, language: str = "", scope: str = "default") -> dict[str, str]:
        """Return command -> description as a person with this language sees them in a private chat."""
        places = [(scope, language), (scope, ""), ("all_private_chats", language), ("all_private_chats", "")]
        places += [("default", language), ("default", "")]
        found = next((self.commands[place] for place in places if self.commands.get(place)), [])
        return {command["command"].removeprefix("/"): command["description"] for command in found}


def scope_name(scope: str | dict[str, Any] | None) -> str:
    """Return the type of a ``BotCommandScope``."""
    value = json.loads(scope) if isinstance(scope, str) and scope else scope
    return value.get("type", "default") if isinstance(value, dict) else "default"


def _checked_language(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
