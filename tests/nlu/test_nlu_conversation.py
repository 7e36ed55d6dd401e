"""What went before changes what an uncertain message is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.knowledge.base import KnowledgeBase
from bot.nlu.conversation import (
    Conversation,
    after_alarm,
    at_the_beginning,
    later_on,
    named_only,
    next_examples,
)
from bot.settings import ROOT

LABELS = ["hiring/costs", "arrival/driving_licence", "lookup/jobcenter", "out_of_scope"]
NO_OFFICES: frozenset[str] = frozenset()
ABOUT_LICENCES = Conversation("Führerschein aus dem Ausland", "arrival", NO_OFFICES, is_lookup=False)
ABOUT_OFFICES = Conversation("Ausländerbehörde", "", NO_OFFICES, is_lookup=True)
ABOUT_SUBSIDIES = Conversation(
    "Zuschüsse zum Lohn", "support", frozenset({"lookup/jobcenter"}), is_lookup=False
)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


def tracker(domain: Domain, **slots: Any) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("someone", [], slots=domain.slots)
    for name, value in slots.items():
        tracker.slots[name].value = value
    return tracker


def best(conversation: Conversation, by_itself: list[float], with_subject: list[float]) -> str:
    chances = conversation.chances(np.array(by_itself), np.array(with_subject), LABELS)
    return LABELS[int(chances.argmax())]


def test_at_the_beginning_nothing_was_spoken_about(domain: Domain, knowledge: KnowledgeBase) -> None:
    assert Conversation.of(None, knowledge) is None
    assert Conversation.of(tracker(domain), knowledge) is None


def test_the_subject_is_the_topic_in_the_language_spoken(domain: Domain, knowledge: KnowledgeBase) -> None:
    topic = "arrival/driving_licence"
    spoken = Conversation.of(tracker(domain, subject=topic, language="en"), knowledge)
    assert spoken == Conversation(
        knowledge.answers.title(topic, "en"),
        "arrival",
        frozenset({f"lookup/{knowledge.answers.answer(topic).lookup}"}),
        is_lookup=False,
    )


def test_a_look_up_is_nearer_than_the_topic_before(domain: Domain, knowledge: KnowledgeBase) -> None:
    spoken = Conversation.of(tracker(domain, subject="hiring/costs", kind="jobcenter"), knowledge)
    assert spoken is not None
    assert (spoken.subject, spoken.area, spoken.is_lookup) == (
        knowledge.services.kind_name("jobcenter", "de"),
        "hiring",
        True,
    )


def test_a_topic_that_is_gone_is_no_subject(domain: Domain, knowledge: KnowledgeBase) -> None:
    assert Conversation.of(tracker(domain, subject="hiring/no_longer_there"), knowledge) is None


def test_the_subject_decides_what_the_message_leaves_open() -> None:
    by_itself, with_subject = [0.4, 0.3, 0.1, 0.2], [0.02, 0.95, 0.01, 0.02]
    assert best(ABOUT_LICENCES, by_itself, with_subject) == "arrival/driving_licence"


def test_a_message_that_says_a_lot_outweighs_the_subject() -> None:
    assert best(ABOUT_LICENCES, [0.94, 0.02, 0.02, 0.02], [0.3, 0.6, 0.05, 0.05]) == "hiring/costs"


def test_after_a_look_up_people_ask_for_another_office() -> None:
    chances = [0.5, 0.1, 0.1, 0.3]
    assert best(ABOUT_OFFICES, chances, chances) == "lookup/jobcenter"
    assert best(ABOUT_LICENCES, chances, chances) == "hiring/costs"


def test_people_ask_for_the_office_that_belongs_to_the_subject() -> None:
    chances = [0.4, 0.1, 0.3, 0.2]
    assert best(ABOUT_SUBSIDIES, chances, chances) == "lookup/jobcenter"
    assert best(ABOUT_LICENCES, chances, chances) == "hiring/costs"


def test_people_stay_in_the_area_of_the_subject() -> None:
    chances = [0.4, 0.35, 0.05, 0.2]
    assert best(ABOUT_LICENCES, chances, chances) == "arrival/driving_licence"
    about_visas = Conversation("Visum", "hiring", NO_OFFICES, is_lookup=False)
    assert best(about_visas, chances, chances) == "hiring/costs"


def test_nobody_leaves_the_field_all_of_a_sudden() -> None:
    chances = [0.1, 0.01, 0.01, 0.5]
    assert best(ABOUT_LICENCES, chances, chances) == "hiring/costs"
    chances = [0.0001, 0.0001, 0, 0.9998]
    assert best(ABOUT_LICENCES, chances, chances) == "out_of_scope"


def test_next_messages_are_learnt_with_what_was_answered_before(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "next" / "en" / "arrival" / "driving_licence.yml"
    path.parent.mkdir(parents=True)
    path.write_text('- {say: "and in Merseburg?", label: lookup/jobcenter}', encoding="utf-8")
    title = knowledge.answers.title("arrival/driving_licence", "en")
    [(text, label)] = next_examples(tmp_path, knowledge)
    assert text.startswith(f"{title} and in ")
    assert "Merseburg" not in text
    assert label == "lookup/jobcenter"


def test_a_first_message_is_no_short_question_about_what_went_before() -> None:
    labels = ["follow_up/cost", "hiring/costs", "greet"]
    assert at_the_beginning(np.array([0.9, 0.09, 0.01]), labels).argmax() == 1
    assert at_the_beginning(np.array([0.999, 0.001, 0]), labels).argmax() == 0
    assert at_the_beginning(np.array([[0.5, 0.5, 0.0]]), labels).sum() == pytest.approx(1)


def test_who_names_no_occupation_hardly_gives_one() -> None:
    labels, chances = ["give_occupation", "give_place", "hiring/costs"], np.array([0.6, 0.1, 0.3])
    assert named_only(chances, labels, {"place"}).argmax() == 2
    assert named_only(chances, labels, {"occupation"}).argmax() == 0
    assert named_only(np.array([0.99, 0.0, 0.01]), labels, set()).argmax() == 0  # one that we do not know


probabilities = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(
    lambda row: np.array(row) / max(sum(row), 1)
)


@given(by_itself=probabilities, with_subject=probabilities)
def test_chances_are_probabilities(by_itself: np.ndarray, with_subject: np.ndarray) -> None:
    for conversation in (ABOUT_LICENCES, ABOUT_OFFICES):
        chances = conversation.chances(by_itself, with_subject, LABELS)
        assert chances.sum() == pytest.approx(1)
        assert (chances > 0).all()


def test_after_an_emergency_a_story_goes_on_and_a_cry_is_still_heard() -> None:
    labels = ["rights/dismissal", "emergency"]
    assert after_alarm(np.array([0.2, 0.8]), labels).argmax() == 0
    assert after_alarm(np.array([0.01, 0.99]), labels).argmax() == 1


def test_after_an_answer_hardly_anybody_asks_what_we_can_do() -> None:
    labels = ["follow_up/place", "help"]
    assert later_on(np.array([0.3, 0.7]), labels).argmax() == 0
    assert later_on(np.array([0.01, 0.99]), labels).argmax() == 1
