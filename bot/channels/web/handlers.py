"""One handler for each request of the web chat; errors become statuses."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from functools import wraps

from sanic.request import Request
from sanic.response import HTTPResponse, empty, json, raw
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.turn import BadRequestError
from bot.channels.web.conversation import MESSAGES, PER_S, PING, Conversation
from bot.channels.web.conversations import BusyError, Conversations
from bot.channels.web.feedback import rated_topic
from bot.channels.web.printing import PdfPrinter, PrintError, document
from bot.channels.web.requests import (
    FeedbackBody,
    MessageBody,
    SessionBody,
    TooLongError,
    last_event_id,
    parse,
)
from bot.channels.web.resources import Resources
from bot.channels.web.sessions import Sessions
from bot.errors import FachlotseError

logger = logging.getLogger(__name__)

BEARER = "Bearer "
TOO_FAST_S = round(PER_S / MESSAGES)
BUSY_S = 5
Handle = Callable[[Request], Awaitable[HTTPResponse | None]]


class NoSessionError(FachlotseError):
    """The session is missing, malformed, too old or deleted."""


class TooFastError(FachlotseError):
    """Somebody sends faster than a person does."""


class NothingThereError(FachlotseError):
    """What is asked for is not, or no longer, in the conversation."""


# error -> status, seconds after which the same request may work; the first that fits
STATUSES: tuple[tuple[type[Exception], int, int | None], ...] = (
    (NoSessionError, 401, None),
    (TooLongError, 413, None),
    (BadRequestError, 400, None),
    (NothingThereError, 404, None),
    (TooFastError, 429, TOO_FAST_S),
    (BusyError, 503, BUSY_S),
    (PrintError, 503, BUSY_S),
)


def translated(handle: Handle) -> Handle:
    """Return a handler whose errors are responses: ``{"error": "<field>: <remedy>"}``."""

    @wraps(handle)
    async def translating(request: Request) -> HTTPResponse | None:
        try:
            return await handle(request)
        except FachlotseError as error:
            for kind, status, seconds in STATUSES:
                if isinstance(error, kind):
                    headers = {"Retry-After": str(seconds)} if seconds else {}
                    return json({"error": str(error)}, status, headers)
            raise
        except SQLAlchemyError:
            logger.exception("the database does not answer")
            return json({"error": "database"}, 503, {"Retry-After": str(BUSY_S)})

    return translating


class Handlers:
    """The requests below ``/chat``; add them ``translated``."""

    def __init__(
        self, sessions: Sessions, conversations: Conversations, resources: Resources, printer: PdfPrinter
    ) -> None:
        self._sessions = sessions
        self._conversations = conversations
        self._resources = resources
        self._printer = printer

    async def begin(self, request: Request) -> HTTPResponse:
        """Make a session; it costs nothing until the first message."""
        body = parse(request.body or b"{}", SessionBody)
        session = self._sessions.new(time.time())
        if body.district and self._resources.knows_district(body.district):
            conversation_id = self._sessions.conversation(session, time.time())
            await self._conversations.remember_district(str(conversation_id), body.district)
        return json({"session": session}, 201)

    async def forget(self, request: Request) -> HTTPResponse:
        """Delete the conversation at once."""
        await self._conversations.delete(self._conversation(request))
        return empty()

    async def say(self, request: Request) -> HTTPResponse:
        """Accept a message; its answer comes on the stream."""
        conversation = self._conversation(request)
        said = parse(request.body, MessageBody).said(conversation.id)
        if not conversation.knows(said.id):
            await self._slow_down(conversation)
            conversation.language = said.incoming.metadata.get("language")
            self._conversations.say(conversation, said)
        return json({"id": said.id}, 202)

    async def events(self, request: Request) -> HTTPResponse | None:
        """Stream what happens until the person leaves."""
        conversation = self._conversation(request)
        after = last_event_id(request.headers.get("last-event-id"))
        self._conversations.check_streams()
        # nginx would hold events back without this header
        response = await request.respond(
            content_type="text/event-stream; charset=utf-8", headers={"X-Accel-Buffering": "no"}
        )
        await response.send(PING)  # the headers leave with the first bytes
        async with aclosing(conversation.frames(after)) as frames:
            async for frame in frames:
                await response.send(frame)
        return None

    async def places(self, request: Request) -> HTTPResponse:
        """Return the places that begin as typed; public, so no session is needed."""
        return json(self._resources.places.find(request.args.get("q") or ""))

    async def districts(self, request: Request) -> HTTPResponse:
        """Return the districts on their grid."""
        return json(self._resources.districts)

    async def pdf(self, request: Request) -> HTTPResponse:
        """Return the answers of the conversation as a PDF."""
        conversation = self._conversation(request)
        await self._slow_down(conversation)
        printed = document(
            conversation.log, self._resources.pdf_texts, conversation.language, dt.date.today()
        )
        if not printed["parts"]:
            raise NothingThereError("conversation: there is no answer to print yet; ask something first")
        return raw(await self._printer.print(printed), content_type="application/pdf")

    async def feedback(self, request: Request) -> HTTPResponse:
        """Count whether an answer helped; the first opinion on each answer counts."""
        conversation = self._conversation(request)
        body = parse(request.body, FeedbackBody)
        rated = rated_topic(conversation.log, body.to)
        if rated is None:
            raise NothingThereError("to: no answer to this message; send the id of an answered one")
        if body.to not in conversation.rated:
            self._resources.feedback.count(**rated, day=dt.date.today(), helped=body.helped)
            conversation.rated.add(body.to)
        return empty()

    def _conversation(self, request: Request) -> Conversation:
        """Return the conversation of the session that a request carries."""
        header = request.headers.get("authorization", "")
        session = header.removeprefix(BEARER) if header.startswith(BEARER) else ""
        conversation_id = self._sessions.conversation(session, time.time())
        if conversation_id is None or self._conversations.is_forgotten(conversation_id):
            raise NoSessionError("session")
        return self._conversations.open(conversation_id)

    async def _slow_down(self, conversation: Conversation) -> None:
        """Raise TooFastError when a person cannot be that fast."""
        if not conversation.limiter.has_capacity():
            raise TooFastError("too many messages; wait a moment")
        await conversation.limiter.acquire()
