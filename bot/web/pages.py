"""The routes of pages and static files, and the headers that keep them safe."""

from __future__ import annotations

from collections.abc import Callable

from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.web.cors import allow_origin
from bot.settings import Settings
from bot.web.files import StaticFile
from bot.web.language import page_language
from bot.web.site import PAGES, Site

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REVALIDATE = "no-cache"  # kept, but asked for: 304 when it did not change
FOR_A_YEAR = "public, max-age=31536000, immutable"


def site_blueprint(config: Settings, read: Callable[[], Site]) -> Blueprint:
    """Return the routes of the site; it is read when the server starts."""
    web = Blueprint("web_site")

    @web.listener("before_server_start")
    async def prepare(app: Sanic, _loop: object) -> None:
        app.ctx.site = read()

    async def page(request: Request) -> HTTPResponse:
        accepted = request.headers.get("accept-language", "")
        language = page_language(request.args.get("lang"), accepted)
        response = _sent(request, request.app.ctx.site.pages[request.path, language], REVALIDATE)
        response.headers.update(SECURITY)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language, Accept-Encoding"
        return response

    for path, name in PAGES.items():
        web.add_route(page, path, methods=["GET", "HEAD"], name=name.partition(".")[0])

    @web.route("/static/<name:path>", methods=["GET", "HEAD"])
    async def static(request: Request, name: str) -> HTTPResponse:
        return _static(request, name, config)

    @web.route("/widget.js", methods=["GET", "HEAD"])
    async def widget(request: Request) -> HTTPResponse:
        return _static(request, "widget.js", config)

    return web


def _static(request: Request, name: str, config: Settings) -> HTTPResponse:
    site: Site = request.app.ctx.site
    file = site.files.get(name)
    if file is None:
        raise NotFound("there is no such file")
    current = request.args.get("v") == site.version
    response = _sent(request, file, FOR_A_YEAR if current else REVALIDATE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    # a page that isolates itself may still embed the widget
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    allow_origin(request, response, config.origins)
    response.headers["Vary"] = "Origin, Accept-Encoding"
    return response


def _sent(request: Request, file: StaticFile, caching: str) -> HTTPResponse:
    """Return a file, compressed for those who understand it; 304 for those who have it."""
    headers = {"ETag": file.tag, "Cache-Control": caching}
    if file.tag in request.headers.get("if-none-match", ""):
        return HTTPResponse(status=304, headers=headers)
    compressed = file.compressed if "gzip" in request.headers.get("accept-encoding", "") else None
    if compressed is not None:
        headers["Content-Encoding"] = "gzip"
    return raw(compressed or file.body, headers=headers, content_type=file.content_type)
