"""Telegram's HTML: the tags, attributes and refusals of tdlib's ``parse_html``.

A ``&`` that begins no known entity is shown as it is, unknown tags are refused, every tag must be closed in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .entities import Entity, Formatted, utf16_length
from .errors import cannot_parse

TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    **{
        "a": "text_link",
        "code": "code",
        "pre": "pre",
        "blockquote": "blockquote",
        "tg-emoji": "custom_emoji",
    },
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_START = re.compile(r"<([^\s>]*)((?:[^>'\"]|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(
    r"\s*([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([a-zA-Z0-9.-]+)(?=\s|$)))?", re.DOTALL
)


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int  # where its text begins in the result


@dataclass
class _Parser:
    text: str
    shown: str = ""
    offset: int = 0  # of the end of what is shown, in UTF-16 units
    nested: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> Formatted:
        position = 0
        while position < len(self.text):
            position = self._step(position)
        if self.nested:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.nested[-1].tag}"')
        ordered = sorted(self.entities, key=lambda e: (e.offset, -e.length))
        return Formatted(self.shown, tuple(ordered))

    def _step(self, position: int) -> int:
        """Read one character or tag; return where the next one begins."""
        if self.text[position] == "&" and (match := _CHARACTER.match(self.text, position)):
            self._show(_character(match))
            return match.end()
        if self.text[position] != "<":
            self._show(self.text[position])
            return position + 1
        return self._close(position) if self.text.startswith("</", position) else self._open(position)

    def _show(self, text: str) -> None:
        self.shown += text
        self.offset += utf16_length(text)

    def _open(self, position: int) -> int:
        tag = re.split(r"[\s>]", self.text[position + 1 :], maxsplit=1)[0].lower()
        match = _START.match(self.text, position)
        if match and tag not in TYPES:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._byte(position)}')
        if match is None:
            raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(position)}")
        attributes = _attributes(match[2], tag, self._byte(position))
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise cannot_parse(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(position)}'
            )
        self.nested.append(_Open(tag, attributes, self.offset, len(self.shown)))
        return match.end()

    def _close(self, position: int) -> int:
        if not self.nested:
            raise cannot_parse(f"Unexpected end tag at byte offset {self._byte(position)}")
        match = _END.match(self.text, position)
        if match is None:
            raise cannot_parse(f"Unclosed end tag at byte offset {self._byte(position)}")
        opened = self.nested.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise cannot_parse(
                f"Unmatched end tag at byte offset {self._byte(position)}, "
                f'expected "</{opened.tag}>", found "</{match[1]}>"'
            )
        if self.offset > opened.offset:
            self._add(opened)
        return match.end()

    def _add(self, opened: _Open) -> None:
        kind = TYPES[opened.tag]
        extra: tuple[tuple[str, str], ...] = ()
        if opened.tag == "a":
            url = opened.attributes.get("href") or self.shown[opened.begin :]
            if not is_link(url):
                return  # Telegram shows the text without a link
            extra = (("url", url),)
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        elif opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
            extra = (("language", opened.attributes["class"].removeprefix("language-")),)
        self.entities.append(Entity(kind, opened.offset, self.offset - opened.offset, extra))

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode("utf-8", "surrogatepass"))


def parse_html(text: str) -> Formatted:
    """Return what Telegram shows for an HTML text; 400 with Telegram's reason when it cannot be parsed."""
    return _Parser(text).parse()


def is_link(url: str) -> bool:
    """Return whether Telegram makes a link of an address: with a host that has a dot, or a known scheme."""
    return bool(
        re.fullmatch(
            r"(?:https?://)?[^\s/.@]+(?:\.[^\s/.]+)+(?::\d+)?(?:[/?#]\S*)?|(?:tg|tel|mailto):\S+", url
        )
    )


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else match[0]


def _attributes(text: str, tag: str, offset: int) -> dict[str, str]:
    attributes, position = {}, 0
    while text[position:].strip():
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            raise cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {offset}')
        name, double, single, token = match.groups()
        value = next((part for part in (double, single, token) if part is not None), "")
        attributes[name.lower()] = _CHARACTER.sub(_character, value)
        if text[match.end() :].lstrip().startswith("="):
            raise cannot_parse(f"Unexpected end of name token at byte offset {offset}")
        position = match.end()
    return attributes
