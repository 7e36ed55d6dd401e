"""The reply to a topic of the catalogue."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from bot.contract import Button, Custom, Reply, Source
from bot.knowledge.answers import Reader
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.records import Answer

RELATED_BUTTONS = 2


def answer_reply(
    knowledge: KnowledgeBase, topic: str, reader: Reader, day: dt.date, facts: dict[str, Any]
) -> Reply:
    """Return the answer to a topic with its sources, date and what fits next.

    Args:
        knowledge: the knowledge base.
        topic: its id.
        reader: language and audience.
        day: the day for which figures are said.
        facts: confidence and district, as far as known.
    """
    answer = knowledge.answers.answer(topic)
    return Reply(
        text=knowledge.answers.text(topic, reader, day).strip(),
        buttons=_buttons(knowledge, answer, reader.language),
        custom=Custom(
            act="answer",
            language=reader.language,
            topic=topic,
            sources=_sources(answer),
            as_of=dt.date.fromisoformat(answer.checked),
            **facts,
        ),
    )


def more_reply(knowledge: KnowledgeBase, topic: str, reader: Reader, day: dt.date) -> Reply:
    """Return the details of an answer; its text again when it has none."""
    text = knowledge.answers.more(topic, reader.language, day) or knowledge.answers.text(topic, reader, day)
    related = knowledge.answers.answer(topic).related
    return _part_of_answer(knowledge, topic, text, reader.language, related)


def note_reply(knowledge: KnowledgeBase, topic: str, reader: Reader, day: dt.date) -> Reply:
    """Return what an answer says to firms or to workers only; its text when it has nothing of the kind."""
    text = knowledge.answers.note(topic, reader, day) or knowledge.answers.text(topic, reader, day)
    return _part_of_answer(knowledge, topic, text, reader.language, [])


def _part_of_answer(
    knowledge: KnowledgeBase, topic: str, text: str, language: str, related: list[str]
) -> Reply:
    answer = knowledge.answers.answer(topic)
    return Reply(
        text=text.strip(),
        buttons=[topic_button(knowledge, t, language) for t in related],
        custom=Custom(
            act="answer",
            language=language,
            topic=topic,
            sources=_sources(answer),
            as_of=dt.date.fromisoformat(answer.checked),
        ),
    )


def topic_button(knowledge: KnowledgeBase, topic: str, language: str) -> Button:
    """Return the button that asks for a topic."""
    payload = "/choose_topic" + json.dumps({"topic": topic})
    return Button(title=knowledge.answers.title(topic, language), payload=payload)


def _sources(answer: Answer) -> list[Source]:
    return [Source(title=source.title, url=source.url) for source in answer.sources]


def _buttons(knowledge: KnowledgeBase, answer: Answer, language: str) -> list[Button]:
    buttons = []
    if answer.more is not None:
        title = knowledge.phrases["button_more"].in_language(language)
        payload = "/more" + json.dumps({"topic": answer.topic})
        buttons.append(Button(title=title, payload=payload))
    if answer.lookup is not None:
        phrase = knowledge.phrases["button_near_me"].in_language(language)
        title = phrase.format(kind=knowledge.services.kind_name(answer.lookup, language))
        payload = "/choose_kind" + json.dumps({"kind": answer.lookup})
        buttons.append(Button(title=title, payload=payload))
    related = answer.related[:RELATED_BUTTONS]
    return buttons + [topic_button(knowledge, topic, language) for topic in related]
