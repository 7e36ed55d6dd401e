"""Answers with their figures filled in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from bot.knowledge import records as r
from bot.knowledge.answers import AnswerBook, Reader
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.figures import FigureTable

from .builders import PAGE, answer_row, both, figure, phrases

TODAY = dt.date(2026, 11, 21)
TOPIC = "hiring/costs"


def book(**changes: Any) -> AnswerBook:
    answers = [("both", r.Answer(**answer_row(**changes)))]
    return AnswerBook(answers, FigureTable([figure()], phrases()), phrases(), {"cost": [TOPIC]})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Mindestens 50.700 Euro im Jahr."),
        ("en", "At least 50,700 euros a year."),
        ("fr", "At least 50,700 euros a year."),
    ],
)
def test_answer_is_given_in_the_language_else_in_english(language: str, text: str) -> None:
    assert book().text(TOPIC, Reader(language), TODAY) == text


def test_outdated_figure_is_replaced_and_its_source_named() -> None:
    text = book().text(TOPIC, Reader("de"), dt.date(2027, 1, 1))
    assert "50.700" not in text
    assert text.endswith(f"Offen: Gehaltsgrenze: [Bundesgesetzblatt]({PAGE})")


@pytest.mark.parametrize(("audience", "said"), [("employer", True), ("applicant", False), (None, False)])
def test_text_for_one_audience_is_said_to_it_only(audience: str | None, said: bool) -> None:
    answers = book(audience={"employer": both("Für Betriebe.")})
    assert ("Für Betriebe." in answers.text(TOPIC, Reader("de", audience), TODAY)) is said


def test_answer_without_details_has_none() -> None:
    assert book().more(TOPIC, "de", TODAY) is None


def test_details_have_their_figures_filled_in() -> None:
    assert book(more=both("{salary}")).more(TOPIC, "de", TODAY) == "50.700 Euro"


def test_unknown_topic_is_not_in_the_book() -> None:
    assert "hiring/nothing" not in book()


def test_topics_on_an_aspect_are_a_copy() -> None:
    answers = book()
    answers.topics_on("cost").clear()
    assert answers.topics_on("cost") == [TOPIC]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("day", [TODAY, dt.date(2040, 1, 1)])
def test_every_answer_of_the_content_is_complete_and_fits_a_message(
    knowledge: KnowledgeBase, content: Any, language: str, day: dt.date
) -> None:
    for topic in content.topics:
        for audience in (None, "employer", "applicant"):
            text = knowledge.answers.text(topic, Reader(language, audience), day)
            assert 100 < len(text) <= 4096, topic
            assert not re.search(r"[{}]", text), topic
        assert "{" not in (knowledge.answers.more(topic, language, day) or ""), topic


def test_every_answer_of_the_content_is_current(content: Any) -> None:
    late = [e.record.topic for e in content.answers if e.record.review <= TODAY.isoformat()]
    assert late == []


def test_no_answer_holds_html_headings_or_contact_data(content: Any) -> None:
    forbidden = re.compile(r"<\w+|^#|^\|.*\||\S+@\S+\.\w+|\+49|\b0\d{3,4}[ /]\d{4,}", re.MULTILINE)
    faulty = [
        (e.record.topic, match[0])
        for e in content.answers
        for part in (e.record.text, e.record.more)
        if part is not None
        for match in forbidden.finditer(f"{part.de}\n{part.en}")
    ]
    assert faulty == []


def test_no_answer_offers_itself_as_related(content: Any) -> None:
    assert [e.record.topic for e in content.answers if e.record.topic in e.record.related] == []


def test_titles_of_topics_differ(content: Any) -> None:
    for language in ("de", "en"):
        titles = [entry.record.title.in_language(language) for entry in content.answers]
        assert sorted({t for t in titles if titles.count(t) > 1}) == []
