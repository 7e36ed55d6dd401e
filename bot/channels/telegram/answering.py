"""What an update is answered with: what we say ourselves, then what the assistant says."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from html import escape
from time import monotonic

from bot.channels.output import ContractOutput
from bot.channels.telegram.inbox import Chat, Inbox, Waiting
from bot.channels.telegram.markup import runs_of, to_html
from bot.channels.telegram.rendering import Outgoing, Reply, render
from bot.channels.telegram.sender import ChatGoneError, Sender
from bot.channels.telegram.texts import texts
from bot.channels.turn import MAX_MESSAGE, Handler, Incoming, notice, take_turn
from bot.knowledge.base import knowledge_base
from bot.settings import Settings

AGAIN_S = 60.0  # an apology or refusal is not repeated within so long: ten pictures get one answer
DECLINED = frozenset({"file", "voice", "contact", "only_text"})
REPEATED = DECLINED | {"late", "flood"}
KNOWN_CHATS = 5_000
SLOW_S = 0.3
Forget = Callable[[str], Awaitable[None]]


class TelegramOutput(ContractOutput):
    """Collects the replies of a turn."""

    @classmethod
    def name(cls) -> str:
        return "telegram"


class Answerer:
    """Answers updates, each exactly once as far as Telegram lets us know."""

    def __init__(
        self, config: Settings, inbox: Inbox, sender: Sender, on_new_message: Handler, forget: Forget
    ) -> None:
        """Use ``forget`` to delete the conversation that the assistant keeps."""
        self._config = config
        self._inbox = inbox
        self._sender = sender
        self._on_new_message = on_new_message
        self._forget = forget
        self._said: OrderedDict[str, tuple[str, float]] = OrderedDict()

    async def answer(self, waiting: Waiting) -> None:
        """Work out the replies, unless that was done before a restart; send those that Telegram does not have."""
        chat = self._inbox.chat(waiting.conversation)
        if chat is None or waiting.kind == "blocked":
            await self._delete(waiting.conversation)
            return
        if waiting.replies is None:
            waiting = await self._worked_out(waiting, chat)
        try:
            for number, message in enumerate(waiting.unsent, start=waiting.sent + 1):
                reply_to = waiting.message_id if number == 1 else None
                await self._sender.send(chat.chat_id, message, reply_to)
                if number < len(waiting.replies or ()):
                    self._inbox.keep_sent(waiting, number)
        except ChatGoneError:
            await self._delete(waiting.conversation)
            return
        self._inbox.finish(waiting)

    async def _delete(self, conversation: str) -> None:
        await self._forget(conversation)
        self._inbox.forget(conversation)
        self._said.pop(conversation, None)

    async def _worked_out(self, waiting: Waiting, chat: Chat) -> Waiting:
        if waiting.kind == "forget":
            await self._forget(waiting.conversation)
            goodbye = self._own(waiting, chat.language, "forgotten")
            return self._inbox.keep_replies(waiting, [goodbye], "forget")
        said = self._notices(waiting, chat.language)
        replies = await self._asked(waiting, chat) if waiting.text else []
        if waiting.notice in DECLINED and replies and replies[0]["custom"].get("act") == "fallback":
            replies = []  # "my CV" below a picture is no question
        language = replies[-1]["custom"].get("language", chat.language) if replies else chat.language
        chosen = waiting.shown
        messages: list[Outgoing] = []
        for reply in replies:
            messages += render(reply, texts(reply["custom"].get("language", language)), chosen)
            chosen = ""
        if waiting.is_first:
            first = self._own(waiting, chat.language, "first_contact")
            # a greeting comes first; an answer comes after what has to be known before
            said, messages = (
                (said, [*messages, first]) if waiting.text == "/greet" else ([first, *said], messages)
            )
        kind = "forget" if any(map(_deletes, replies)) else waiting.kind
        new_language = language if language != chat.language else None
        return self._inbox.keep_replies(waiting, [*said, *messages], kind, new_language)

    async def _asked(self, waiting: Waiting, chat: Chat) -> list[Reply]:
        """Return the assistant's replies; an apology when something on our side is broken."""
        output = TelegramOutput()
        metadata = {"language": chat.language, "channel": "telegram"}
        incoming = Incoming(waiting.conversation, waiting.text, metadata)
        typing = asyncio.create_task(self._show_typing_if_slow(chat.chat_id))
        is_whole = await take_turn(incoming, output, self._on_new_message)
        typing.cancel()  # shown after the answer it would stay for seconds
        apology = [] if is_whole and output.messages else [notice("technical_problem", chat.language)]
        return [*output.messages, *apology]

    async def _show_typing_if_slow(self, chat_id: int) -> None:
        """Most answers take milliseconds, less than telling Telegram that we are typing."""
        await asyncio.sleep(SLOW_S)
        await self._sender.show_typing(chat_id)

    def _notices(self, waiting: Waiting, language: str) -> list[Outgoing]:
        name = waiting.notice
        if not name or (name == "first_contact" and waiting.is_first):
            return []
        last, when = self._said.get(waiting.conversation, ("", 0.0))
        if name in REPEATED:
            self._said[waiting.conversation] = (name, monotonic())
            self._said.move_to_end(waiting.conversation)
            if len(self._said) > KNOWN_CHATS:
                self._said.popitem(last=False)
            if last == name and monotonic() - when < AGAIN_S:
                return []
        return [self._own(waiting, language, name)]

    def _own(self, waiting: Waiting, language: str, name: str) -> Outgoing:
        """Return one of our own messages."""
        own = texts(language)
        if name == "too_long":
            return Outgoing(escape(notice(name, language, str(MAX_MESSAGE))["text"], quote=False))
        if name == "first_contact":
            return Outgoing(to_html(runs_of(self._first_contact(language))))
        text = getattr(own.notices, name)
        if name == "location_found":
            (district,) = re.findall(r"\d{5}", waiting.text)
            text = text.format(district=knowledge_base().places.district(district).name)
        asks_place = name in ("ask_place", "location_outside")
        return Outgoing(to_html(runs_of(text)), share_location=own.share_location if asks_place else "")

    def _first_contact(self, language: str) -> str:
        """Return who we are, what is stored, and how to do without Telegram."""
        said, config = texts(language).first_contact, self._config
        operator = said.operator.format(operator=config.operator) if config.operator else said.no_operator
        web_chat = (
            said.web_chat.format(link=config.public_url) if config.public_url else said.web_chat_without_link
        )
        return "\n".join(
            [f"{said.machine} {operator}", said.stored.format(days=config.keep_days), said.telegram, web_chat]
        )


def _deletes(reply: Reply) -> bool:
    """Return whether a reply says that the conversation was deleted, not whether it shall be."""
    return reply["custom"].get("act") == "delete_data" and not reply.get("buttons")
