"""The methods of the Bot API that a bot such as ours calls; they change what people see."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .chats import Chat, Shown
from .entities import Formatted
from .errors import ApiError, bad_request
from .keyboards import read_keyboard
from .limits import Limiter
from .parameters import Parameters
from .profile import Profile, scope_name
from .updates import UpdateQueue

BOT = {"id": 4_000_000_001, "is_bot": True, "first_name": "Fachlotse", "username": "fachlotse_test_bot"}
ME = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
ME |= {"can_connect_to_business": False, "has_main_web_app": False}
MAX_NOTICE = 200
MAX_CONNECTIONS = 40
ACTIONS = frozenset(
    (
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
        *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    )
)


@dataclass
class Webhook:
    url: str = ""
    secret: str = ""
    connections: int = MAX_CONNECTIONS


@dataclass
class Methods:
    """Everything that Telegram knows of one bot; a public method is a method of the API.

    Each takes the parameters of a call and returns its result, or raises ``ApiError``.
    """

    limiter: Limiter
    chats: dict[int, Chat] = field(default_factory=dict)
    queue: UpdateQueue = field(default_factory=UpdateQueue)
    profile: Profile = field(default_factory=Profile)
    webhook: Webhook = field(default_factory=Webhook)
    open_queries: set[str] = field(default_factory=set)  # buttons pressed and not yet answered
    calls: Counter[str] = field(default_factory=Counter)
    refusals: list[tuple[str, str]] = field(default_factory=list)  # (method, reason)

    def perform(self, method: str, parameters: Parameters) -> Any:
        """Return the result of a call.

        Raises:
            ApiError: Telegram refuses it; 404 for a method that it does not have.
        """
        handler = getattr(self, f"do_{method.lower()}", None)
        if handler is None:
            raise ApiError(404, "Not Found: method not found")
        try:
            return handler(parameters)
        except ApiError as error:
            self.refusals.append((method, str(error)))
            raise

    # the bot itself

    def do_getme(self, _: Parameters) -> Any:
        return ME | {"first_name": self.profile.text("name") or BOT["first_name"]}

    def do_setmyname(self, p: Parameters) -> Any:
        return self.profile.set_text("name", p.text("name"), p.text("language_code"))

    def do_setmydescription(self, p: Parameters) -> Any:
        return self.profile.set_text("description", p.text("description"), p.text("language_code"))

    def do_setmyshortdescription(self, p: Parameters) -> Any:
        return self.profile.set_text(
            "short_description", p.text("short_description"), p.text("language_code")
        )

    def do_setmycommands(self, p: Parameters) -> Any:
        commands = p.structure("commands") or []
        return self.profile.set_commands(commands, scope_name(p.structure("scope")), p.text("language_code"))

    def do_deletemycommands(self, p: Parameters) -> Any:
        return self.profile.set_commands([], scope_name(p.structure("scope")), p.text("language_code"))

    def do_getmycommands(self, p: Parameters) -> Any:
        place = (scope_name(p.structure("scope")), p.text("language_code"))
        return self.profile.commands.get(place, [])

    def do_getmyname(self, p: Parameters) -> Any:
        return {"name": self.profile.text("name", p.text("language_code"))}

    def do_getmydescription(self, p: Parameters) -> Any:
        return {"description": self.profile.text("description", p.text("language_code"))}

    def do_getmyshortdescription(self, p: Parameters) -> Any:
        return {"short_description": self.profile.text("short_description", p.text("language_code"))}

    def do_setchatmenubutton(self, _: Parameters) -> Any:
        return True

    # how updates come

    def do_setwebhook(self, p: Parameters) -> Any:
        # the real one wants https; a Bot API server of one's own, like this one, takes http as well
        url = p.text("url")
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = Webhook(url, p.text("secret_token"), p.number("max_connections", MAX_CONNECTIONS))
        self._begin_again(p)
        self.queue.ask_for(p.structure("allowed_updates"))
        return True

    def do_deletewebhook(self, p: Parameters) -> Any:
        self.webhook = Webhook()
        self._begin_again(p)
        return True

    def _begin_again(self, p: Parameters) -> None:
        if p.flag("drop_pending_updates"):
            self.queue.waiting.clear()
        self.queue.wake()

    def do_getwebhookinfo(self, _: Parameters) -> Any:
        return {
            "url": self.webhook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.waiting),
        }

    # what people see

    def do_sendmessage(self, p: Parameters) -> Any:
        chat = self._chat(p)
        return self._send(chat, p, p.formatted())

    def do_sendvenue(self, p: Parameters) -> Any:
        chat, place = self._chat(p), self._position(p)
        title, address = p.text("title").strip(), p.text("address").strip()
        if not title or not address:
            raise bad_request("venue title and address must be non-empty")
        venue = {"location": place, "title": title, "address": address}
        return self._send(chat, p, Formatted(""), venue=venue)

    def do_sendlocation(self, p: Parameters) -> Any:
        chat = self._chat(p)
        return self._send(chat, p, Formatted(""), location=self._position(p))

    def do_sendchataction(self, p: Parameters) -> Any:
        if p.text("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._chat(p).note("typing", p.text("action"))
        return True

    def do_editmessagetext(self, p: Parameters) -> Any:
        return self._edit(p, p.formatted())

    def do_editmessagereplymarkup(self, p: Parameters) -> Any:
        return self._edit(p, None)

    def do_deletemessage(self, p: Parameters) -> Any:
        self._chat(p).delete(p.number("message_id"))
        return True

    def do_answercallbackquery(self, p: Parameters) -> Any:
        query = p.text("callback_query_id")
        if query not in self.open_queries:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        text = p.text("text")
        if len(text) > MAX_NOTICE:
            raise bad_request("MESSAGE_TOO_LONG")
        self.open_queries.discard(query)
        chat = self.chats.get(int(query.partition(":")[0]))
        if text and chat:
            chat.note("alert" if p.flag("show_alert") else "notice", text)
        return True

    def do_leavechat(self, p: Parameters) -> Any:
        self._chat(p).refuses = "bot is not a member of the group chat"
        return True

    def do_getchat(self, p: Parameters) -> Any:
        return self._chat(p).as_json() | {"accent_color_id": 0, "max_reaction_count": 11}

    def _chat(self, p: Parameters) -> Chat:
        if p.chat_id not in self.chats:
            raise bad_request("chat not found")
        chat = self.chats[p.chat_id]
        chat.check_reachable()
        return chat

    def _position(self, p: Parameters) -> dict[str, float]:
        latitude, longitude = p.decimal("latitude"), p.decimal("longitude")
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise bad_request("wrong location specified")
        return {"latitude": latitude, "longitude": longitude}

    def _send(self, chat: Chat, p: Parameters, formatted: Formatted, **place: Any) -> Any:
        """Show a message and return it as JSON."""
        keyboard = read_keyboard(p.structure("reply_markup"), chat.type == "private")
        reply_to = self._reply_to(chat, p)
        self.limiter.check(chat.chat_id)
        kind: Any = next(iter(place), "text")
        shown = Shown(
            chat.next_id(), True, formatted.text, formatted.entities, keyboard, kind, place, reply_to
        )
        shown.as_json.update(self._message_json(chat, shown))
        chat.show(shown)
        return shown.as_json

    def _reply_to(self, chat: Chat, p: Parameters) -> int | None:
        """Return the message that is answered; 400 when there is none and that was not allowed."""
        reply = p.structure("reply_parameters") or {}
        wanted = reply.get("message_id") or (p.number("reply_to_message_id", 0) or None)
        if wanted is None or chat.find(int(wanted)):
            return wanted
        if reply.get("allow_sending_without_reply") or p.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    def _edit(self, p: Parameters, formatted: Formatted | None) -> Any:
        chat = self._chat(p)
        keyboard = read_keyboard(p.structure("reply_markup"), chat.type == "private")
        if not keyboard.is_inline:
            raise bad_request("inline keyboard expected")
        shown = chat.edit(p.number("message_id"), formatted, keyboard)
        shown.as_json.clear()
        shown.as_json.update(self._message_json(chat, shown) | {"edit_date": int(time.time())})
        return shown.as_json

    def _message_json(self, chat: Chat, shown: Shown) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": shown.message_id,
            "from": BOT,
            "chat": chat.as_json(),
            "date": int(time.time()),
        }
        message |= shown.place
        if shown.text:
            message["text"] = shown.text
        if shown.entities:
            message["entities"] = [entity.as_json() for entity in shown.entities]
        if shown.keyboard.as_json:
            message["reply_markup"] = shown.keyboard.as_json
        return message
