"""Pages, static files and texts of the site, made once when the server starts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.turn import MAX_MESSAGE
from bot.errors import ContentError, Problem
from bot.knowledge.records import LANGUAGES
from bot.knowledge.text_files import read_text
from bot.settings import Settings
from bot.web.files import StaticFile, read_files, text_file, version_of

HERE = Path(__file__).resolve().parent
PAGES = {"/": "page.html", "/privacy": "privacy.html", "/accessibility": "accessibility.html"}


@dataclass(frozen=True)
class Site:
    """Everything that is sent as it is."""

    pages: Mapping[tuple[str, str], StaticFile]  # (path, language)
    files: Mapping[str, StaticFile]  # below /static/
    version: str  # of the files


class _Missing(StrictUndefined):
    """A name that no text has: false in a condition, an error where it would be shown."""

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


def read_site(config: Settings, folder: Path = HERE) -> Site:
    """Return the site.

    Args:
        config: who runs it, and where its texts are.
        folder: with ``templates`` and ``static``.

    Raises:
        ContentError: the texts of a language are missing or no YAML.
    """
    texts = {language: _texts(config.data_dir / "web" / f"{language}.yml") for language in LANGUAGES}
    # what the widget says; the rest of the texts is only in the pages
    chat = {
        f"texts.{language}.json": text_file(".json", json.dumps(words.get("chat", words), ensure_ascii=False))
        for language, words in texts.items()
    }
    files = read_files(folder / "static") | chat
    version = version_of(files)
    templates = Environment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages = {
        (path, language): text_file(
            ".html",
            templates.get_template(name).render(
                lang=language,
                dir="rtl" if Locale(language).text_direction == "rtl" else "ltr",
                texts=words,
                operator=config.operator,
                telegram=config.telegram_link,
                version=version,
                limits={"message": MAX_MESSAGE, "keep_days": config.keep_days},
            ),
        )
        for path, name in PAGES.items()
        for language, words in texts.items()
    }
    return Site(pages, files, version)


def _texts(path: Path) -> dict[str, Any]:
    shown = f"{path.parent.name}/{path.name}"
    text = read_text(path, shown)
    try:
        texts = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise ContentError([Problem(shown, line, "", "is no YAML; correct this line")]) from None
    if not isinstance(texts, dict):
        raise ContentError([Problem(shown, 1, "", "must hold names with texts")])
    return texts
