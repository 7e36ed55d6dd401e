"""What no single record can know: ids are unique, references lead somewhere, figures are in the table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from bot.errors import Problem
from bot.knowledge.content import Content, Entry
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


def check_content(content: Content, today: dt.date) -> list[Problem]:
    """Return every fault between records, sorted; empty when the content is sound."""
    checks: tuple[Callable[[Content], Iterator[Problem]], ...] = (
        _duplicate_ids,
        _answers_refer_to_known_things,
        _answers_stand_in_their_file,
        _every_topic_is_answered,
        _answers_take_figures_from_the_table,
        _answers_fit_a_phone,
        _figure_periods_are_in_order,
        _services_refer_to_known_things,
        _follow_ups_refer_to_known_topics,
        _kinds_refer_to_known_things,
        _occupations_refer_to_known_things,
        _places_lie_in_known_districts,
        _lexicon_has_known_languages,
    )
    problems = [problem for check in checks for problem in check(content)]
    problems += _dates_are_possible(content, today)
    return sorted(problems)


def _records(entries: list[Entry]) -> Iterator[tuple[Entry, object]]:
    return ((entry, entry.record) for entry in entries)


def _duplicate_ids(content: Content) -> Iterator[Problem]:
    tables = {
        "id": (content.figures, content.kinds, content.services, content.occupations),
        "ags": (content.districts,),
        "topic": (content.answers,),
    }
    for field, groups in tables.items():
        for entries in groups:
            yield from _repeated(entries, field)


def _repeated(entries: list[Entry], field: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        key = getattr(entry.record, field)
        if key in seen:
            yield entry.problem(field, f"{key!r} stands already in {seen[key]}; choose another one")
        seen.setdefault(key, entry.shown_as)


def _answers_refer_to_known_things(content: Content) -> Iterator[Problem]:
    kinds = {entry.record.id for entry in content.kinds}
    for entry in content.answers:
        answer: Answer = entry.record
        topics = {"topic": answer.topic}
        topics |= {f"related.{i}": topic for i, topic in enumerate(answer.related)}
        follow_ups = answer.follow_up.model_dump(exclude_none=True)
        place = follow_ups.pop("place", None)
        topics |= {f"follow_up.{aspect}": topic for aspect, topic in follow_ups.items()}
        for field, topic in topics.items():
            if topic not in content.topics:
                yield entry.problem(field, f"unknown topic {topic!r}; see data/topics.yml")
        for field, kind in (("lookup", answer.lookup), ("follow_up.place", place)):
            if kind is not None and kind not in kinds:
                yield entry.problem(field, f"unknown kind {kind!r}; see data/directory/kinds.yml")


def _answers_stand_in_their_file(content: Content) -> Iterator[Problem]:
    for entry in content.answers:
        if not entry.shown_as.endswith(f"answers/{entry.record.topic}.yml"):
            yield entry.problem("topic", "must be the path of the file: area/topic")


def _every_topic_is_answered(content: Content) -> Iterator[Problem]:
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


def _answers_take_figures_from_the_table(content: Content) -> Iterator[Problem]:
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


def _answers_fit_a_phone(content: Content) -> Iterator[Problem]:
    for entry in content.answers:
        for field, text in answer_texts(entry.record):
            limit = MAX_MORE if field.startswith("more") else MAX_ANSWER
            if len(text) > limit:
                yield entry.problem(field, f"has {len(text)} characters; {limit} at most")
        if max(len(entry.record.title.de), len(entry.record.title.en)) > 40:
            yield entry.problem("title", "is longer than a button; 40 characters at most")


def _figure_periods_are_in_order(content: Content) -> Iterator[Problem]:
    for entry in content.figures:
        periods = entry.record.periods
        for index, period in enumerate(periods):
            if period.to is not None and period.to < period.from_:
                yield entry.problem(f"periods.{index}.to", "lies before the start; correct it")
        for index, (before, after) in enumerate(pairwise(periods), start=1):
            if before.to is None or before.to >= after.from_:
                yield entry.problem(f"periods.{index}.from", "overlaps the period before it")


def _services_refer_to_known_things(content: Content) -> Iterator[Problem]:
    kinds = {entry.record.id for entry in content.kinds}
    districts = {entry.record.ags for entry in content.districts}
    for entry in content.services:
        service = entry.record
        if service.kind not in kinds:
            yield entry.problem("kind", f"unknown kind {service.kind!r}")
        for index, topic in enumerate(service.topics):
            if topic not in content.topics:
                yield entry.problem(f"topics.{index}", f"unknown topic {topic!r}")
        for index, key in enumerate(service.covers):
            if len(key) == 5 and key not in districts:
                yield entry.problem(f"covers.{index}", f"unknown district {key!r}")


def _follow_ups_refer_to_known_topics(content: Content) -> Iterator[Problem]:
    for aspect, topics in content.follow_ups.items():
        for topic in topics:
            if topic not in content.topics:
                yield Problem("data/follow_ups.yml", 0, aspect, f"unknown topic {topic!r}")


def _kinds_refer_to_known_things(content: Content) -> Iterator[Problem]:
    services = {entry.record.id for entry in content.services}
    kinds = {entry.record.id for entry in content.kinds}
    for entry in content.lookups:
        for index, kind in enumerate(entry.record.kinds):
            if kind not in kinds:
                yield entry.problem(f"kinds.{index}", f"unknown kind {kind!r}")
    for entry in content.kinds:
        if entry.record.topic is not None and entry.record.topic not in content.topics:
            yield entry.problem("topic", f"unknown topic {entry.record.topic!r}")
        if entry.record.federal is not None and entry.record.federal not in services:
            yield entry.problem("federal", f"unknown service {entry.record.federal!r}")


def _occupations_refer_to_known_things(content: Content) -> Iterator[Problem]:
    services = {entry.record.id for entry in content.services} | {"handwerkskammer"}
    occupations = {entry.record.id for entry in content.occupations}
    for entry in content.occupations:
        for state, competence in entry.record.competent.items():
            if competence.body not in services:
                message = f"unknown service {competence.body!r}; see data/directory/services"
                yield entry.problem(f"competent.{state}.body", message)
        if entry.record.topic is not None and entry.record.topic not in content.topics:
            yield entry.problem("topic", f"unknown topic {entry.record.topic!r}")
    for entry in content.ambiguous_occupations:
        for index, key in enumerate(entry.record.occupations):
            if key not in occupations:
                yield entry.problem(f"occupations.{index}", f"unknown occupation {key!r}")


def _places_lie_in_known_districts(content: Content) -> Iterator[Problem]:
    districts = {entry.record.ags for entry in content.districts}
    for entry in [*content.municipalities, *content.places]:
        if entry.record.district not in districts:
            yield entry.problem("", f"unknown district {entry.record.district!r}")


def _lexicon_has_known_languages(content: Content) -> Iterator[Problem]:
    for entry in content.lexicon:
        concept, words = entry.record
        for language in words:
            if language not in LANGUAGES:
                yield entry.problem(language, f"unknown language in concept {concept!r}")


def _dates_are_possible(content: Content, today: dt.date) -> Iterator[Problem]:
    for entry in [*content.answers, *content.services, *content.districts, *content.outside]:
        if entry.record.checked > today.isoformat():
            yield entry.problem("checked", "lies in the future; correct the date")
    for entry in content.answers:
        if entry.record.review <= entry.record.checked:
            yield entry.problem("review", "must lie after the date of the check")
