"""The channel's own texts: ``data/telegram/<language>.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.errors import ContentError
from bot.knowledge.reader import Reader
from bot.knowledge.records import LANGUAGES, Record
from bot.settings import settings

Said = Annotated[str, Field(min_length=1, max_length=1500)]
Title = Annotated[str, Field(min_length=1, max_length=40)]


class Commands(Record):
    """Command -> what the menu says about it."""

    start: Annotated[str, Field(min_length=1, max_length=256)]
    help: Annotated[str, Field(min_length=1, max_length=256)]
    language: Annotated[str, Field(min_length=1, max_length=256)]
    place: Annotated[str, Field(min_length=1, max_length=256)]
    person: Annotated[str, Field(min_length=1, max_length=256)]
    privacy: Annotated[str, Field(min_length=1, max_length=256)]
    forget: Annotated[str, Field(min_length=1, max_length=256)]


class Notices(Record):
    """What the channel says itself; the assistant is not asked."""

    ask_place: Said
    location_found: Said  # {district}
    location_outside: Said
    file: Said
    voice: Said
    contact: Said
    only_text: Said
    old_button: Said
    late: Said
    flood: Said
    forgotten: Said


class FirstContact(Record):
    """What a person has to know before the first question, in this order."""

    machine: Said
    operator: Said  # {operator}
    no_operator: Said
    stored: Said  # {days}
    telegram: Said
    web_chat: Said  # {link}
    web_chat_without_link: Said


class Texts(Record):
    """All texts of one language."""

    description: Annotated[str, Field(min_length=1, max_length=512)]
    short_description: Annotated[str, Field(min_length=1, max_length=120)]
    commands: Commands
    first_contact: FirstContact
    notices: Notices
    group: Said
    sources: Title  # {date}
    sources_without_date: Title
    share_location: Title
    map_link: Annotated[str, Field(pattern=r"^https://\S*\{address\}\S*$")]


def texts(language: str) -> Texts:
    """Return the texts of a language; English for one that we do not have.

    Raises:
        ContentError: a file is faulty; names file, line and remedy.
    """
    return _all_texts(settings().data_dir)[language if language in LANGUAGES else "en"]


@cache
def _all_texts(data_dir: Path) -> dict[str, Texts]:
    reader = Reader(data_dir.parent)
    paths = [data_dir / "telegram" / f"{language}.yml" for language in LANGUAGES]
    entries = reader.single(paths, Texts)
    if reader.problems:
        raise ContentError(reader.problems)
    return dict(zip(LANGUAGES, (entry.record for entry in entries), strict=True))
