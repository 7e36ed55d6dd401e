"""The conversation as a PDF: what is printed, and the process that prints it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.dates import format_date

from bot.channels.web.log import Event
from bot.errors import FachlotseError
from bot.knowledge.records import LANGUAGES, Text
from bot.settings import ROOT

TIMEOUT_S = 30
AT_ONCE = 2  # processes; each takes about 100 MB for a second
# small talk and questions back are no answers
ANSWERS = frozenset({"answer", "services", "outside", "fallback", "emergency", "handoff", "help"})
LOCALES = {"de": "de_DE", "en": "en_GB"}


class PrintError(FachlotseError):
    """The PDF could not be made; the reason is in the log."""


class PdfPrinter:
    """Makes PDFs in processes of their own: fpdf2 and its fonts take 80 MB and half a second, which the chat lacks."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def print(self, document: dict[str, Any]) -> bytes:
        """Return the PDF of a document.

        Raises:
            PrintError: see there.
        """
        async with self._free:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.channels.web.pdf"),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    pdf, _ = await process.communicate(json.dumps(document).encode())
            except TimeoutError:
                raise PrintError("the PDF took too long") from None
            finally:
                if process.returncode is None:
                    process.kill()
        if process.returncode:
            raise PrintError(f"the PDF could not be made (exit code {process.returncode})")
        return pdf


def document(
    events: Iterable[Event], texts: Mapping[str, Text], language: str | None, day: dt.date
) -> dict[str, Any]:
    """Return what is printed: questions, answers and services, sources.

    Args:
        events: of the conversation.
        texts: of data/web/pdf.yml.
        language: of the words around; German when we do not have it.
        day: today.
    """
    code = language if language in LANGUAGES else LANGUAGES[0]
    words = {name: text.in_language(code) for name, text in texts.items()}
    return {
        "language": LOCALES[code].replace("_", "-"),
        "title": words["title"],
        "notes": [words["made"].format(_date(day.isoformat(), code)), words["no_advice"]],
        "page": words["page"],
        "fonts": str(font_folder()),
        "parts": [part for turn in _turns(events) for part in _parts(turn, words, code)],
    }


def font_folder() -> Path:
    """Return the folder of DejaVu Sans: letters of most languages; comes with matplotlib, which Rasa needs."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise PrintError("no font for the PDF: matplotlib is not installed")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


def _turns(events: Iterable[Event]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each question with the replies that answer it; questions that have none are left out."""
    asked: dict[str, str] = {}
    replies: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        value = event.value()
        if event.type == "message":
            asked[value["id"]] = value["text"]
        elif event.type == "reply" and value["custom"].get("act") in ANSWERS:
            replies.setdefault(value.get("to", ""), []).append(value)
    for message_id, said in replies.items():
        yield asked.get(message_id, ""), said


def _parts(
    turn: tuple[str, list[dict[str, Any]]], words: Mapping[str, str], code: str
) -> Iterator[dict[str, Any]]:
    question, replies = turn
    if question:
        yield {"heading": f"{words['question']}: {question}"}
    for reply in replies:
        custom = reply["custom"]
        yield {
            "text": reply["text"],
            "notes": list(_dates(custom, words, code)),
            "sources_title": words["sources"],
            "sources": custom.get("sources") or [],
        }


def _dates(custom: dict[str, Any], words: Mapping[str, str], code: str) -> Iterator[str]:
    if custom.get("as_of"):
        yield words["as_of"].format(_date(custom["as_of"], code))
    for service in custom.get("services") or []:
        if service.get("as_of"):
            phrase = words["service_as_of" if service.get("verified") else "service_unverified"]
            yield phrase.format(service["name"], _date(service["as_of"], code))


def _date(iso: str, code: str) -> str:
    return format_date(dt.date.fromisoformat(iso), "medium", LOCALES[code])
