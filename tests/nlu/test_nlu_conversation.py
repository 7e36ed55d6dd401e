"""What went before changes what an uncertain message is about."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.knowledge.base import KnowledgeBase
from bot.nlu.conversation import Conversation
from bot.settings import ROOT

LABELS = ["hiring/costs", "arrival/driving_licence", "lookup/jobcenter", "out_of_scope"]
ABOUT_LICENCES = Conversation("Führerschein aus dem Ausland", is_lookup=False)
ABOUT_OFFICES = Conversation("Ausländerbehörde", is_lookup=True)


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


def tracker(domain: Domain, **slots: Any) -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("someone", [], slots=domain.slots)
    for name, value in slots.items():
        tracker.slots[name].value = value
    return tracker


def best(
    conversation: Conversation, by_itself: list[float], with_subject: list[float], words: int = 5
) -> str:
    chances = conversation.chances(np.array(by_itself), np.array(with_subject), LABELS, words)
    return LABELS[int(chances.argmax())]


def test_at_the_beginning_nothing_was_spoken_about(domain: Domain, knowledge: KnowledgeBase) -> None:
    assert Conversation.of(None, knowledge) is None
    assert Conversation.of(tracker(domain), knowledge) is None


def test_the_subject_is_the_topic_in_the_language_spoken(domain: Domain, knowledge: KnowledgeBase) -> None:
    topic = "arrival/driving_licence"
    spoken = Conversation.of(tracker(domain, subject=topic, language="en"), knowledge)
    assert spoken == Conversation(knowledge.answers.title(topic, "en"), is_lookup=False)


def test_a_look_up_is_nearer_than_the_topic_before(domain: Domain, knowledge: KnowledgeBase) -> None:
    spoken = Conversation.of(tracker(domain, subject="hiring/costs", kind="jobcenter"), knowledge)
    assert spoken == Conversation(knowledge.services.kind_name("jobcenter", "de"), is_lookup=True)


def test_a_topic_that_is_gone_is_no_subject(domain: Domain, knowledge: KnowledgeBase) -> None:
    assert Conversation.of(tracker(domain, subject="hiring/no_longer_there"), knowledge) is None


def test_the_subject_decides_what_the_message_leaves_open() -> None:
    by_itself, with_subject = [0.4, 0.3, 0.1, 0.2], [0.02, 0.95, 0.01, 0.02]
    assert best(ABOUT_LICENCES, by_itself, with_subject) == "arrival/driving_licence"


def test_a_message_that_says_a_lot_outweighs_the_subject() -> None:
    assert best(ABOUT_LICENCES, [0.94, 0.02, 0.02, 0.02], [0.3, 0.6, 0.05, 0.05]) == "hiring/costs"


def test_after_a_look_up_a_few_words_ask_for_another_office() -> None:
    chances = [0.5, 0.1, 0.1, 0.3]
    assert best(ABOUT_OFFICES, chances, chances) == "lookup/jobcenter"
    assert best(ABOUT_LICENCES, chances, chances) == "hiring/costs"
    assert best(ABOUT_OFFICES, chances, chances, words=20) == "hiring/costs"


def test_only_a_long_message_leaves_the_field_lightly() -> None:
    chances = [0.2, 0.1, 0.1, 0.6]
    assert best(ABOUT_LICENCES, chances, chances) == "hiring/costs"
    assert best(ABOUT_LICENCES, chances, chances, words=20) == "out_of_scope"
    assert best(ABOUT_LICENCES, [0.001, 0.001, 0, 0.998], [0.01, 0.05, 0, 0.94]) == "out_of_scope"


probabilities = st.lists(st.floats(0, 1), min_size=4, max_size=4).map(
    lambda row: np.array(row) / max(sum(row), 1)
)


@given(by_itself=probabilities, with_subject=probabilities, words=st.integers(0, 400))
def test_chances_are_probabilities(by_itself: np.ndarray, with_subject: np.ndarray, words: int) -> None:
    for conversation in (ABOUT_LICENCES, ABOUT_OFFICES):
        chances = conversation.chances(by_itself, with_subject, LABELS, words)
        assert chances.sum() == pytest.approx(1)
        assert (chances > 0).all()
