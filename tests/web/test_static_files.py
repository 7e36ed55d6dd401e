"""What page and widget are made of: small, complete in every language, ours alone, and unable to parse HTML."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.payload import as_typed
from bot.knowledge.content import Content
from bot.knowledge.records import LANGUAGES
from bot.settings import ROOT

WEB = ROOT / "bot" / "web"
STATIC = WEB / "static"
MOST_BYTES = 60_000  # everything that page and widget load, compressed
# opened by a click only; the other one is a name, not an address
KNOWN_ADDRESSES = {"https://www.openstreetmap.org", "http://www.w3.org"}
HTML_PARSERS = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML"
    r"|createContextualFragment|\beval\("
)


def files(*suffixes: str) -> list[Path]:
    return sorted(
        path for path in WEB.rglob("*") if path.suffix in suffixes and "__pycache__" not in path.parts
    )


def texts(language: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "data" / "web" / f"{language}.yml").read_text("utf-8"))


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every text with the way to it; lists count by position."""
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in entries:
            yield from leaves(part, (*path, str(key)))
    else:
        yield path, value


def at(value: Any, path: list[str]) -> Any:
    for key in path:
        value = value[key]
    return value


def imports(module: Path) -> set[str]:
    code = re.sub(
        r"/\*.*?\*/", "", module.read_text("utf-8"), flags=re.DOTALL
    )  # comments name types of others
    return set(re.findall(r"""(?:from|import)\s*\(?\s*['"]\./(\w+\.js)['"]""", code))


def loaded_by(entry: str) -> set[str]:
    """Return the names of all modules that one module brings with it, itself among them."""
    found: set[str] = set()
    waiting = {entry}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= imports(STATIC / name) - found
    return found


def test_page_and_widget_are_smaller_than_60_kb_compressed() -> None:
    bodies = [path.read_bytes() for path in files(".js", ".css", ".svg", ".html")]
    bodies += [json.dumps(texts(language)["chat"], ensure_ascii=False).encode() for language in LANGUAGES]
    assert sum(len(gzip.compress(body, 9)) for body in bodies) < MOST_BYTES


@pytest.mark.parametrize("path", files(".js", ".html"), ids=lambda path: path.name)
def test_nothing_parses_html(path: Path) -> None:
    assert not re.findall(HTML_PARSERS, path.read_text("utf-8"))


@pytest.mark.parametrize("path", files(".html"), ids=lambda path: path.name)
def test_pages_have_no_inline_style_or_script(path: Path) -> None:
    page = path.read_text("utf-8")
    assert not re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|\|\s*safe", page)


@pytest.mark.parametrize("path", files(".js", ".css", ".html", ".svg"), ids=lambda path: path.name)
def test_no_file_names_an_address_of_somebody_else(path: Path) -> None:
    found = re.findall(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+", path.read_text("utf-8"))
    assert set(found) <= KNOWN_ADDRESSES


def test_every_module_is_used_and_exists() -> None:
    assert loaded_by("page.js") | {"widget.js"} == {path.name for path in files(".js")}


def test_the_page_asks_for_all_modules_at_once() -> None:
    listed = re.search(
        r"for module in \[(.*?)\]", (WEB / "templates" / "page.html").read_text("utf-8"), re.DOTALL
    )
    assert listed
    assert {f"{name}.js" for name in re.findall(r'"(\w+)"', listed[1])} == loaded_by("page.js") - {"page.js"}


def test_the_chat_itself_is_not_loaded_before_the_widget_is_opened() -> None:
    imported = re.findall(
        r"^import .*'\./(\w+\.js)'", (STATIC / "element.js").read_text("utf-8"), re.MULTILINE
    )
    assert "chat.js" not in set().union(*(loaded_by(name) for name in imported))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_and_none_is_empty(language: str) -> None:
    first, other = dict(leaves(texts(LANGUAGES[0]))), dict(leaves(texts(language)))
    assert other.keys() == first.keys()
    assert [path for path, text in other.items() if text in ("", None)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_values(language: str) -> None:
    def values(code: str) -> dict[tuple[str, ...], set[str]]:
        return {path: set(re.findall(r"\{(\w+)\}", str(text))) for path, text in leaves(texts(code))}

    assert values(language) == values(LANGUAGES[0])


def test_every_text_that_a_page_names_exists() -> None:
    named = {
        name
        for path in files(".html")
        for name in re.findall(r"\btexts\.([\w.]+\w)", path.read_text("utf-8"))
    }
    methods = {"format", "replace"}
    for name in named:
        assert at(texts("de"), [key for key in name.split(".") if key not in methods]), name


def test_every_text_of_the_chat_is_used_by_a_module() -> None:
    code = "\n".join(path.read_text("utf-8") for path in files(".js", ".html"))
    words = {path[-1] for path, _ in leaves(texts("de")["chat"]) if not path[-1].isdecimal()}
    assert {word for word in words if not re.search(rf"\b{word}\b", code)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hotline_is_the_one_of_the_directory(language: str, content: Content) -> None:
    hotline = next(e.record for e in content.services if e.record.id == "hotline-arbeiten-und-leben")
    shown = texts(language)["hotline"]
    assert (shown["phone"], shown["website"]) == (hotline.phone, hotline.website)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sample_question_is_a_command(language: str) -> None:
    samples = texts(language)["chat"]["samples"]
    questions = [
        *samples["for_firms"],
        *samples["for_applicants"],
        texts(language)["chat"]["feedback"]["message"],
    ]
    assert [question for question in questions if as_typed(question) != question] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_sent_after_no_is_an_example_of_not_helpful(language: str) -> None:
    examples = (ROOT / "data" / "nlu" / language / "dialogue" / "not_helpful.yml").read_text("utf-8")
    message = texts(language)["chat"]["feedback"]["message"]
    assert f"- {message}\n".casefold() in examples.casefold()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as "#17262d", as WCAG 2.2 defines it (1 to 21)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(sheet: str, scheme: int) -> dict[str, str]:
    """Return the colours of a sheet; scheme 0 is light, 1 is dark."""
    css = (STATIC / sheet).read_text("utf-8")
    blocks = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", css)
    return dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[scheme]))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "surface", 7),
        ("ink", "ground", 7),
        ("quiet", "surface", 4.5),
        ("quiet", "ground", 4.5),
        ("brand", "surface", 4.5),
        ("brand", "ground", 4.5),
        ("brand", "tint", 4.5),
        ("on-brand", "brand", 4.5),
        ("warn", "warn-tint", 4.5),
        ("edge", "surface", 3),
        ("focus", "surface", 3),
        ("focus", "ground", 3),
    ],
)
def test_colours_have_enough_contrast(text: str, ground: str, least: float, scheme: int) -> None:
    palette = colours("chat.css", scheme)
    assert contrast(palette[text], palette[ground]) >= least


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_page_and_chat_have_the_same_colours(scheme: int) -> None:
    page, chat = colours("page.css", scheme), colours("chat.css", scheme)
    assert page == {name: chat[name] for name in page}
