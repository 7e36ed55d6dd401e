"""What an answer owes its reader: its place, its length, and figures that somebody keeps up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import Problem
from bot.knowledge.content import Content
from bot.knowledge.figures import PLACEHOLDER
from bot.knowledge.records import LANGUAGES, Answer

# A Telegram message holds 4,096 characters; a phone screen far less.
MAX_ANSWER = 1200
MAX_MORE = 1600
# Digits that are no figures: sections of laws, language levels, names, list numbers.
_ALLOWED_DIGITS = re.compile(
    r"""(?:§§?|Art\.|Artikel|Abs\.|Absatz|Nr\.|Nummer|Satz|[Ss]ections?|[Aa]rticles?|paragraph|no\.|number)
        \s*\d+[a-z]*(?:\(\d+[a-z]?\))*
        (?:(?:\s*,\s*|\s*(?:und|bis|oder|and|to|or|–|-)\s*)\d+[a-z]*(?:\(\d+[a-z]?\))*)*
      | \b[ABC][12]\b | ^\s*\d+\.\s | \b24/7\b | \bSGB\s+[IVX]+ | https?://\S+""",
    re.VERBOSE | re.MULTILINE,
)


def answers_stand_in_their_file(content: Content) -> Iterator[Problem]:
    """Yield answers whose path is not their topic."""
    for entry in content.answers:
        if not entry.shown_as.endswith(f"answers/{entry.record.topic}.yml"):
            yield entry.problem("topic", "must be the path of the file: area/topic")


def every_topic_is_answered(content: Content) -> Iterator[Problem]:
    """Yield topics without an answer."""
    answered = {entry.record.topic for entry in content.answers}
    for topic in content.topics:
        if topic not in answered:
            message = f"topic {topic!r} has no answer; write data/answers/{topic}.yml"
            yield Problem("data/topics.yml", 0, topic, message)


def answer_texts(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for every text of an answer in every language."""
    groups = {
        "text": answer.text,
        "more": answer.more,
        "audience.employer": answer.audience.employer,
        "audience.applicant": answer.audience.applicant,
    }
    for field, texts in groups.items():
        if texts is None:
            continue
        for language in LANGUAGES:
            yield f"{field}.{language}", texts.in_language(language)


def answers_take_figures_from_the_table(content: Content) -> Iterator[Problem]:
    """Yield figures that are unknown, or typed into a text."""
    figures = {entry.record.id for entry in content.figures}
    for entry in content.answers:
        for field, text in answer_texts(entry.record):
            for match in PLACEHOLDER.finditer(text):
                if match["id"] not in figures:
                    yield entry.problem(field, f"unknown figure {match[0]}; add it to the table")
            bare = _ALLOWED_DIGITS.sub("", PLACEHOLDER.sub("", text))
            for digits in re.findall(r"\S*\d\S*", bare):
                message = f"{digits!r} is typed into the text; put it into data/figures.yml"
                yield entry.problem(field, message)


def answers_fit_a_phone(content: Content) -> Iterator[Problem]:
    """Yield texts and titles that are too long."""
    for entry in content.answers:
        for field, text in answer_texts(entry.record):
            limit = MAX_MORE if field.startswith("more") else MAX_ANSWER
            if len(text) > limit:
                yield entry.problem(field, f"has {len(text)} characters; {limit} at most")
        if max(len(entry.record.title.de), len(entry.record.title.en)) > 40:
            yield entry.problem("title", "is longer than a button; 40 characters at most")
