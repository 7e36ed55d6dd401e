"""What no single record can know: ids are unique, references lead somewhere, figures are in the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from bot.errors import Problem
from bot.knowledge.answer_checks import (
    answers_fit_a_phone,
    answers_stand_in_their_file,
    answers_take_figures_from_the_table,
    every_topic_is_answered,
)
from bot.knowledge.content import Content
from bot.knowledge.duplicates import repeated_items, repeated_records
from bot.knowledge.records import LANGUAGES, Answer


def check_content(content: Content, today: dt.date) -> list[Problem]:
    """Return every fault between records, sorted; empty when the content is sound."""
    checks: tuple[Callable[[Content], Iterator[Problem]], ...] = (
        repeated_records,
        repeated_items,
        _answers_refer_to_known_things,
        answers_stand_in_their_file,
        every_topic_is_answered,
        answers_take_figures_from_the_table,
        answers_fit_a_phone,
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


def _answers_refer_to_known_things(content: Content) -> Iterator[Problem]:
    kinds = {entry.record.id for entry in content.kinds}
    occupations = {entry.record.id for entry in content.occupations}
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
        if answer.occupation is not None and answer.occupation not in occupations:
            yield entry.problem(
                "occupation", f"unknown id {answer.occupation!r}; see data/directory/occupations.yml"
            )


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
    for entry in content.aspects:
        aspect, topics = entry.record
        for index, topic in enumerate(topics):
            if topic not in content.topics:
                problem = entry.problem(str(index), f"unknown topic {topic!r}; see data/topics.yml")
                yield replace(problem, field=f"{aspect}.{index}")


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
