"""Simple Markdown of the contract as runs of text, and runs as Telegram's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

LONGEST_URL = 2000  # UTF-16 units, escaped; a longer link is shown as text
_STYLED = re.compile(
    r"\*\*(?P<bold>[^*\n]+(?:\*[^*\n]+)*)\*\*"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<url>https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"
)
_BULLET = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """A piece of text that looks the same throughout."""

    text: str
    bold: bool = False
    url: str | None = None
    quote: bool = False  # folded up until the person opens it

    @property
    def is_styled(self) -> bool:
        """Whether it should stay in one piece."""
        return self.bold or self.url is not None


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def runs_of(markdown: str) -> list[Run]:
    """Return the runs of a text with bold, links and lists; everything else stays as it is."""
    return list(_styled(_BULLET.sub("• ", markdown), Run("")))


def _styled(text: str, style: Run) -> Iterator[Run]:
    end = 0
    for match in _STYLED.finditer(text):
        if match.start() > end:
            yield replace(style, text=text[end : match.start()])
        if match["bold"]:
            yield from _styled(match["bold"], replace(style, bold=True))
        else:
            yield from _styled(match["label"], replace(style, url=match["url"]))
        end = match.end()
    if end < len(text):
        yield replace(style, text=text[end:])


def plain(runs: Sequence[Run]) -> str:
    """Return the text that a person sees."""
    return "".join(run.text for run in runs)


def to_html(runs: Sequence[Run]) -> str:
    """Return Telegram's HTML: every text escaped, every tag closed."""
    parts = []
    for is_quote, group in groupby(runs, key=lambda run: run.quote):
        inner = "".join(map(_tagged, group))
        parts.append(f"<blockquote expandable>{inner}</blockquote>" if is_quote else inner)
    return "".join(parts)


def _tagged(run: Run) -> str:
    html = escape(run.text, quote=False)
    if run.url is not None and utf16_length(escape(run.url)) <= LONGEST_URL:
        html = f'<a href="{escape(run.url)}">{html}</a>'
    return f"<b>{html}</b>" if run.bold else html
