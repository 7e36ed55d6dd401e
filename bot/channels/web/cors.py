"""Which other sites may use the chat: those of ``FACHLOTSE_ORIGINS``, no cookies involved."""

from __future__ import annotations

from collections.abc import Collection

from sanic.request import Request
from sanic.response import HTTPResponse

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "86400",
}


def allow_origin(request: Request, response: HTTPResponse, origins: Collection[str]) -> None:
    """Let a page of an allowed origin read the response."""
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin", "")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT)
