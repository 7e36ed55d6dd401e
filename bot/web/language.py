"""The language of a page: what the address says, else what the browser prefers, else German."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.records import LANGUAGES


def page_language(asked: str | None, accepted: str) -> str:
    """Return a language that we have.

    Args:
        asked: value of ``?lang=``.
        accepted: header ``Accept-Language``, such as "en-GB,en;q=0.9,de;q=0.8".
    """
    if asked in LANGUAGES:
        return asked
    # sorting is stable: of languages that are preferred alike the first one counts
    preferred = sorted(_ranges(accepted), key=lambda pair: -pair[1])
    return next((code for code, quality in preferred if code in LANGUAGES and quality > 0), LANGUAGES[0])


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    """Yield each language with its quality from 0 to 1; what is malformed is left out."""
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        name, _, value = parameter.partition("=")
        try:
            quality = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            continue
        yield tag.strip().lower().partition("-")[0], quality
