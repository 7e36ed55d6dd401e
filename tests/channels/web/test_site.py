"""The page and its files: language, headers, caching, compression."""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from chat import ORIGIN, chat_settings, serving
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from sanic import Sanic

from bot.errors import ContentError
from bot.knowledge.records import LANGUAGES
from bot.web.language import page_language
from bot.web.pages import site_blueprint
from bot.web.site import PAGES, Site, read_site

_names = itertools.count()
MAX_COMPRESSED = 60_000  # bytes of page and widget together


@pytest.fixture(scope="module")
def site() -> Site:
    return read_site(chat_settings(operator="<b>IHK</b> & Co.", telegram_link="https://t.me/x"))


@pytest.fixture
async def web(site: Site) -> AsyncIterator[aiohttp.ClientSession]:
    """Return a browser in front of the site; it leaves bodies compressed."""
    app = Sanic(f"web_site_{next(_names)}", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.blueprint(site_blueprint(chat_settings(), lambda: site))
    async with (
        serving(app) as (address, _stop),
        aiohttp.ClientSession(address, trust_env=False, auto_decompress=False) as http,
    ):
        yield http


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, "", "de"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("xx", "en", "en"),
        ("../../etc", "", "de"),
        (None, "en-GB,en;q=0.9,de;q=0.8", "en"),
        (None, "de;q=0.5, en;q=0.7", "en"),
        (None, "vi, fr;q=0.9, EN;q=0.1", "en"),
        (None, "vi,tr", "de"),
        (None, "en;q=0", "de"),
        (None, "en;q=viel, de", "de"),
        (None, ";;;,,,", "de"),
    ],
)
def test_the_language_is_what_was_asked_for_else_what_the_browser_prefers(
    asked: str | None, accepted: str, language: str
) -> None:
    assert page_language(asked, accepted) == language


@given(st.none() | st.text(max_size=10), st.text(max_size=60))
def test_any_header_gives_a_language_that_we_have(asked: str | None, accepted: str) -> None:
    assert page_language(asked, accepted) in LANGUAGES


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_is_there_in_every_language(
    web: aiohttp.ClientSession, path: str, language: str
) -> None:
    async with web.get(path, params={"lang": language}) as response:
        assert response.status == 200
        assert response.headers["Content-Language"] == language
        page = gzip.decompress(await response.read()).decode()
    assert f'<html lang="{language}" dir="ltr"' in page


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_shut_tight(web: aiohttp.ClientSession, path: str) -> None:
    async with web.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "geolocation=()" in response.headers["Permissions-Policy"]
        assert "Set-Cookie" not in response.headers


def test_what_the_settings_say_is_text_and_not_html(site: Site) -> None:
    page = site.pages["/", "de"].body.decode()
    assert "&lt;b&gt;IHK&lt;/b&gt; &amp; Co." in page
    assert "<b>IHK" not in page


def test_pages_load_nothing_from_elsewhere(site: Site) -> None:
    for page in site.pages.values():
        loaded = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', page.body.decode())
        assert [address for address in loaded if not address.startswith("/")] == []


def test_what_a_page_loads_is_there(site: Site) -> None:
    for page in site.pages.values():
        for name in re.findall(r'="/static/([^"?]*)', page.body.decode()):
            assert name in site.files


def test_page_and_widget_are_small(site: Site) -> None:
    files = [file for name, file in site.files.items() if not name.startswith("texts.")]
    files += [site.files["texts.de.json"], site.pages["/", "de"]]
    assert sum(len(file.compressed or file.body) for file in files) < MAX_COMPRESSED


async def test_a_file_of_the_present_version_is_kept_for_a_year(
    web: aiohttp.ClientSession, site: Site
) -> None:
    async with web.get("/static/page.js", params={"v": site.version}) as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("address", ["/static/page.js", "/static/page.js?v=old", "/widget.js", "/"])
async def test_what_may_change_is_asked_for_again_and_sent_only_when_it_did(
    web: aiohttp.ClientSession, address: str
) -> None:
    async with web.get(address) as response:
        assert response.headers["Cache-Control"] == "no-cache"
        tag = response.headers["ETag"]
    async with web.get(address, headers={"If-None-Match": tag}) as response:
        assert (response.status, await response.read()) == (304, b"")
    async with web.get(address, headers={"If-None-Match": 'W/"other"'}) as response:
        assert response.status == 200


async def test_files_are_compressed_only_for_those_who_understand_it(
    web: aiohttp.ClientSession, site: Site
) -> None:
    plain = site.files["chat.css"].body
    async with web.get("/static/chat.css", headers={"Accept-Encoding": "identity"}) as response:
        assert ("Content-Encoding" in response.headers, await response.read()) == (False, plain)
    async with web.get("/static/chat.css", headers={"Accept-Encoding": "gzip, br"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(await response.read()) == plain


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_widget_gets_its_texts_as_json(web: aiohttp.ClientSession, language: str) -> None:
    async with web.get(f"/static/texts.{language}.json", headers={"Accept-Encoding": ""}) as response:
        assert (await response.json())["language"] == language


@pytest.mark.parametrize(
    "name", ["nothing.js", "../site.py", "..%2fsite.py", "%2e%2e/templates/page.html", "", "texts.xx.json"]
)
async def test_nothing_else_can_be_read(web: aiohttp.ClientSession, name: str) -> None:
    async with web.get(f"/static/{name}") as response:
        assert response.status == 404
        assert "Traceback" not in await response.text()


async def test_an_allowed_site_may_load_the_widget(web: aiohttp.ClientSession) -> None:
    for address in ("/widget.js", "/static/element.js"):
        async with web.get(address, headers={"Origin": ORIGIN}) as response:
            assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
        async with web.get(address, headers={"Origin": "https://evil.example"}) as response:
            assert "Access-Control-Allow-Origin" not in response.headers


def test_the_version_changes_with_a_file(tmp_path: Path) -> None:
    first = read_site(chat_settings(), folder(tmp_path / "a", script="1")).version
    again = read_site(chat_settings(), folder(tmp_path / "b", script="1")).version
    other = read_site(chat_settings(), folder(tmp_path / "c", script="2")).version
    assert first == again != other


def test_a_text_that_no_language_file_has_is_an_error_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="nowhere"):
        read_site(chat_settings(), folder(tmp_path, page="{{ texts.nowhere }}"))


def test_a_text_that_is_missing_is_false_in_a_condition(tmp_path: Path) -> None:
    site = read_site(chat_settings(), folder(tmp_path, page="{% if texts.nowhere %}a{% else %}b{% endif %}"))
    assert site.pages["/", "de"].body == b"b"


@pytest.mark.parametrize(
    ("text", "fault"), [("a: [", "no YAML"), ("- a", "names with texts"), (None, "missing")]
)
def test_a_faulty_language_file_is_refused_with_its_name(
    tmp_path: Path, text: str | None, fault: str
) -> None:
    (tmp_path / "web").mkdir()
    if text is not None:
        (tmp_path / "web" / "de.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=fault) as caught:
        read_site(chat_settings(data_dir=tmp_path))
    assert "web/de.yml" in str(caught.value)


def folder(path: Path, page: str = "x", script: str = "") -> Path:
    """Return a small site of its own."""
    (path / "templates").mkdir(parents=True)
    (path / "static").mkdir()
    for name in PAGES.values():
        (path / "templates" / name).write_text(page, encoding="utf-8")
    (path / "static" / "a.js").write_text(script, encoding="utf-8")
    return path
