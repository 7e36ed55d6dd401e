"""Answers with their figures filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.knowledge.figures import FigureTable, FilledText
from bot.knowledge.records import LANGUAGES, Answer, Text


@dataclass(frozen=True)
class Reader:
    """For whom an answer is rendered."""

    language: str
    audience: str | None = None  # employer | applicant; None when not known


class AnswerBook:
    """The answer to every topic of the catalogue."""

    def __init__(
        self,
        answers: Iterable[tuple[str, Answer]],
        figures: FigureTable,
        phrases: Mapping[str, Text],
        follow_ups: Mapping[str, list[str]],
    ) -> None:
        pairs = list(answers)
        self._answers = {answer.topic: answer for _, answer in pairs}
        self._readers = {answer.topic: readers for readers, answer in pairs}
        self._figures = figures
        self._phrases = phrases
        self._follow_ups = follow_ups
        self._on_occupation = {a.occupation: a.topic for _, a in pairs if a.occupation}

    def __contains__(self, topic: str) -> bool:
        return topic in self._answers

    def answer(self, topic: str) -> Answer:
        """Return the answer to a topic; KeyError when there is none."""
        return self._answers[topic]

    def readers(self, topic: str) -> str:
        """Return who asks about a topic: employer, applicant or both."""
        return self._readers[topic]

    def title(self, topic: str, language: str) -> str:
        """Return the label of a topic."""
        return self._answers[topic].title.in_language(language)

    def topic_on_occupation(self, occupation: str) -> str | None:
        """Return the topic that is about an occupation; None when none is."""
        return self._on_occupation.get(occupation)

    def topics_on(self, aspect: str) -> list[str]:
        """Return the topics to offer for an aspect, such as cost, when no topic is known."""
        return list(self._follow_ups[aspect])

    def to_offer(self, topics: list[str]) -> list[str]:
        """Return the topics to choose from: a single one together with one that is related to it."""
        if len(topics) != 1:
            return topics
        related = [topic for topic in self._answers[topics[0]].related if topic not in topics]
        return [*topics, *related[:1]]

    def text(self, topic: str, reader: Reader, day: dt.date) -> str:
        """Return the answer for a reader on a day, with a note for every outdated figure."""
        answer = self._answers[topic]
        parts = [answer.text]
        own = getattr(answer.audience, reader.audience) if reader.audience else None
        return self._fill([*parts, own] if own else parts, reader.language, day)

    def depends_on_audience(self, topic: str) -> bool:
        """Return whether the answer says something of its own to firms and to workers."""
        audience = self._answers[topic].audience
        return audience.employer is not None and audience.applicant is not None

    def note(self, topic: str, reader: Reader, day: dt.date) -> str | None:
        """Return what the answer says to the reader's audience only; None when nothing."""
        own = getattr(self._answers[topic].audience, reader.audience) if reader.audience else None
        return self._fill([own], reader.language, day) if own else None

    def more(self, topic: str, language: str, day: dt.date) -> str | None:
        """Return the details of an answer; None when it has none."""
        more = self._answers[topic].more
        return self._fill([more], language, day) if more else None

    def _fill(self, parts: list[Text], language: str, day: dt.date) -> str:
        language = language if language in LANGUAGES else LANGUAGES[-1]
        raw = "\n\n".join(part.in_language(language).strip() for part in parts)
        filled = self._figures.fill(raw, language, day)
        return "\n\n".join([filled.text, *self._notes(filled, language)])

    def _notes(self, filled: FilledText, language: str) -> list[str]:
        if not filled.outdated:
            return []
        note = self._phrases["figure_look_up"].in_language(language)
        names = "; ".join(name for name, _ in filled.outdated)
        links = {link.url: link.title for _, link in filled.outdated}
        shown = ", ".join(f"[{title}]({url})" for url, title in links.items())
        return [note.format(names=names, links=shown)]
