"""Our model on sets whose labels are all topics."""

import numpy as np
import pytest

from evaluation.public import OursOnTopics, best_threshold

CONFIG = {"bits": 12, "units": 8}
PAIRS = [("my card is lost", "lost"), ("I lost my card", "lost"), ("what is the fee", "fee"), ("fees", "fee")]


@pytest.fixture(scope="module")
def model():
    trained = OursOnTopics(CONFIG)
    trained.fit(PAIRS, PAIRS)
    return trained


def test_plain_labels_are_learnt_as_topics(model):
    assert [model.predict("card lost"), model.predict("which fee")] == ["lost", "fee"]


def test_the_message_that_stands_for_the_rest_is_no_answer(model):
    labels, chances = model.probabilities(["", "card"])
    assert sorted(labels) == ["fee", "lost"]
    assert chances.sum(axis=1) == pytest.approx([1, 1])


def test_the_threshold_lies_between_what_is_in_scope_and_what_is_not():
    threshold = best_threshold(np.array([0.8, 0.9]), np.array([True, True]), np.array([0.2, 0.4]))
    assert 0.4 < threshold <= 0.8
