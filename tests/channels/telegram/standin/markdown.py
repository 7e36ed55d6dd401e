"""Telegram's MarkdownV2: the rules and refusals of tdlib's ``parse_markdown_v2``."""

from __future__ import annotations

from dataclasses import dataclass, field

from .entities import Entity, Formatted, utf16_length
from .errors import cannot_parse
from .html import is_link

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
MARKS = {  # the longer one first: "__" is no two times "_"
    "```": "pre",
    "__": "underline",
    "||": "spoiler",
    "![": "custom_emoji",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
    "[": "text_link",
}
ENDS = {"custom_emoji": "]", "text_link": "]"} | {
    kind: mark for mark, kind in MARKS.items() if mark not in ("[", "![")
}
LITERAL = frozenset(("code", "pre"))


@dataclass
class _Open:
    kind: str
    offset: int
    begin: int
    position: int  # in the source, for refusals


@dataclass
class _Parser:
    text: str
    shown: str = ""
    nested: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> Formatted:
        position = 0
        while position < len(self.text):
            position = self._step(position)
        self._end_quote()
        if self.nested:
            last = self.nested[-1]
            name = last.kind.replace("_", " ").title().replace(" ", "")
            raise cannot_parse(f"Can't find end of {name} entity at byte offset {self._byte(last.position)}")
        return Formatted(self.shown, tuple(sorted(self.entities, key=lambda e: (e.offset, -e.length))))

    @property
    def _inner(self) -> str:
        return self.nested[-1].kind if self.nested else ""

    def _step(self, position: int) -> int:
        text = self.text
        if text[position] == "\\" and position + 1 < len(text) and text[position + 1] < "\x7f":
            self.shown += text[position + 1]
            return position + 2
        end = ENDS.get(self._inner)
        if end and text.startswith(end, position) and not self._is_longer(position):
            return self._close(position + len(end))
        if self._inner in LITERAL:
            if text[position] == "`":
                raise self._reserved(position)
            return self._show(position)
        if text[position] == "\n":
            return self._newline(position)
        if text[position] == ">" and self._at_line_start():
            return self._quote(position)
        return self._open(position) if text[position] in RESERVED else self._show(position)

    def _is_longer(self, position: int) -> bool:
        """Return whether an underline begins or ends where an italic part might end."""
        return self._inner == "italic" and self.text.startswith("__", position)

    def _at_line_start(self) -> bool:
        return not self.shown or self.shown.endswith("\n")

    def _show(self, position: int) -> int:
        self.shown += self.text[position]
        return position + 1

    def _newline(self, position: int) -> int:
        if not self.text.startswith(">", position + 1):
            self._end_quote()
        self.shown += "\n"
        return position + 1

    def _quote(self, position: int) -> int:
        if not any(opened.kind == "blockquote" for opened in self.nested):
            self._push("blockquote", position)
        return position + 1

    def _end_quote(self) -> None:
        if self._inner == "blockquote":
            self._add(self.nested.pop(), ())

    def _push(self, kind: str, position: int) -> None:
        self.nested.append(_Open(kind, utf16_length(self.shown), len(self.shown), position))

    def _open(self, position: int) -> int:
        mark = next((mark for mark in MARKS if self.text.startswith(mark, position)), None)
        if mark is None:
            raise self._reserved(position)
        self._push(MARKS[mark], position)
        return position + len(mark)

    def _close(self, position: int) -> int:
        opened = self.nested.pop()
        extra: tuple[tuple[str, str], ...] = ()
        if opened.kind in ("text_link", "custom_emoji"):
            url, position = self._url(position, self.shown[opened.begin :])
            if not is_link(url):
                return position
            extra = (("url", url),)
        self._add(opened, extra)
        return position

    def _add(self, opened: _Open, extra: tuple[tuple[str, str], ...]) -> None:
        length = utf16_length(self.shown) - opened.offset
        if length:
            self.entities.append(Entity(opened.kind, opened.offset, length, extra))

    def _url(self, position: int, default: str) -> tuple[str, int]:
        """Return the address in parentheses, and where the text goes on."""
        if not self.text.startswith("(", position):
            return default, position
        begin, url, position = position + 1, "", position + 1
        while position < len(self.text) and self.text[position] != ")":
            position += self.text[position] == "\\" and position + 1 < len(self.text)
            url += self.text[position]
            position += 1
        if position >= len(self.text):
            raise cannot_parse(f"Can't find end of a URL at byte offset {self._byte(begin)}")
        return url, position + 1

    def _reserved(self, position: int) -> Exception:
        character = self.text[position]
        return cannot_parse(
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode("utf-8", "surrogatepass"))


def parse_markdown(text: str) -> Formatted:
    """Return what Telegram shows for a MarkdownV2 text; 400 with Telegram's reason when it cannot be parsed."""
    return _Parser(text).parse()
