"""Rasa's text generator: answers and services from the knowledge base, everything else from the domain."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.contract import Button, Custom, Reply
from bot.knowledge.answers import Reader
from bot.knowledge.base import KnowledgeBase, knowledge_base
from bot.nlg.answer import answer_reply, more_reply, note_reply, topic_button
from bot.nlg.services import service_paragraph, services_reply

DEFAULT_LANGUAGE = "de"
LANGUAGES = ("de", "en")


class ReplyGenerator(TemplatedNaturalLanguageGenerator):
    """Turns ``utter_*`` into one message of the contract.

    ``utter_<area>/<topic>`` is the answer to a topic, ``utter_more`` its details, ``utter_services`` a list of
    services; every other response is a text of ``data/responses/`` in the language of the conversation.
    """

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        knowledge: KnowledgeBase | None = None,
    ) -> None:
        super().__init__(domain.responses if domain else {})
        self._knowledge = knowledge or knowledge_base()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        slots = tracker.current_slot_values()
        language = kwargs.get("language") or conversation_language(slots, _metadata(tracker))
        topic = utter_action.removeprefix("utter_")
        if topic in self._knowledge.answers:
            reader = Reader(language, slots.get("audience"))
            facts = {"confidence": kwargs.get("confidence"), "district": slots.get("district")}
            return answer_reply(self._knowledge, topic, reader, dt.date.today(), facts).as_rasa()
        if utter_action == "utter_more":
            reader = Reader(language)
            return more_reply(self._knowledge, kwargs["topic"], reader, dt.date.today()).as_rasa()
        if utter_action == "utter_for_audience":
            reader = Reader(language, slots.get("audience"))
            return note_reply(self._knowledge, kwargs["topic"], reader, dt.date.today()).as_rasa()
        if utter_action == "utter_services":
            return services_reply(self._knowledge, language, **_only(kwargs, _SERVICE_FACTS)).as_rasa()
        return self._from_domain(utter_action, slots | {"language": language}, output_channel, kwargs)

    def _from_domain(
        self, name: str, slots: dict[str, Any], channel: str, kwargs: dict[str, Any]
    ) -> dict[str, Any] | None:
        values = {key: value for key, value in kwargs.items() if isinstance(value, str)}
        raw = self.generate_from_slots(name, slots | values, channel, **values)
        if raw is None:
            return None
        language = slots["language"]
        custom = dict(raw.get("custom") or {}) | _only(kwargs, _CUSTOM_FACTS)
        buttons = [Button(**button) for button in raw.get("buttons") or []]
        buttons += [topic_button(self._knowledge, t, language) for t in kwargs.get("topics") or []]
        buttons += [self._district_button(ags) for ags in kwargs.get("districts") or []]
        text = raw["text"]
        if "service_id" in kwargs:
            text = f"{text}\n\n{service_paragraph(self._knowledge, kwargs['service_id'], language)}"
        return Reply(text=text, buttons=buttons, custom=Custom(language=language, **custom)).as_rasa()

    def _district_button(self, ags: str) -> Button:
        name = self._knowledge.places.district(ags).name
        return Button(title=name, payload=f'/choose_place{{"district": "{ags}"}}')


_SERVICE_FACTS = ("services", "kind", "district", "occupation", "body_verified")
_CUSTOM_FACTS = ("kind", "asks", "options", "confidence", "handoff", "district")


def conversation_language(slots: dict[str, Any], metadata: dict[str, Any]) -> str:
    """Return the language to speak: the conversation's, else what the client is set to, else German."""
    for code in (slots.get("language"), metadata.get("language")):
        if code in LANGUAGES:
            return str(code)
    return DEFAULT_LANGUAGE


def _metadata(tracker: DialogueStateTracker) -> dict[str, Any]:
    message = tracker.latest_message
    return (message.metadata if message else None) or {}


def _only(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) is not None}
