"""A site of somebody else that embeds the widget, with styles that break everything and a strict policy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Stadt Musterhausen</title>
<link rel="stylesheet" href="{style}"></head>
<body><main><h1>Stadt Musterhausen</h1><p>Fremde Seite <a href="#x">Link</a></p></main>
{scripts}</body></html>"""
SCRIPT = '<script src="{chat}/widget.js" data-lang="{language}" data-district="{district}" async></script>'

FRIENDLY = "body { font: 1rem sans-serif; margin: 2rem }"
HOSTILE = """
html { font-size: 40px }
* { font-family: cursive !important; color: red !important; letter-spacing: 3px !important; float: left !important;
  text-transform: uppercase !important; line-height: 3 !important; box-sizing: content-box !important;
  border: 3px dotted lime !important; animation: none; visibility: hidden }
body { direction: rtl; transform: none; background: #ffd }
button, input, textarea, dialog, p, div, span, h2, ul, li { display: none !important; width: 3px !important;
  position: static !important; opacity: .1 !important }
fachlotse-chat { display: none !important; position: absolute !important; left: -9999px !important; zoom: 2;
  --brand: yellow; --ink: yellow; --surface: yellow; font-size: 5px !important }
:root { --brand: yellow; --surface: yellow; --ink: yellow }
main { display: block !important; position: fixed; inset: 0; z-index: 2147483647; pointer-events: none }
"""
STYLES = {"/friendly.css": FRIENDLY, "/hostile.css": HOSTILE}


@dataclass(frozen=True)
class ForeignSite:
    """Where it is."""

    url: str


@asynccontextmanager
async def foreign_site(port: int, chat: str) -> AsyncIterator[ForeignSite]:
    """Run the site while the block runs.

    Args:
        port: the chat allows ``http://localhost:<port>``.
        chat: address of the server of the chat.
    """
    policy = f"default-src 'none'; script-src {chat}; connect-src {chat}; style-src 'self'"

    async def page(request: web.Request) -> web.Response:
        query = request.query
        script = SCRIPT.format(
            chat=chat, language=query.get("lang", "de"), district=query.get("district", "")
        )
        times = int(query.get("times", "1"))
        html = PAGE.format(style=f"/{request.match_info['style']}.css", scripts=script * times)
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def style(request: web.Request) -> web.Response:
        return web.Response(text=STYLES[request.path], content_type="text/css")

    app = web.Application()
    app.add_routes([web.get(path, style) for path in STYLES])
    app.add_routes([web.get("/{style:friendly|hostile}", page)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()
    try:
        yield ForeignSite(f"http://localhost:{port}")
    finally:
        await runner.cleanup()
