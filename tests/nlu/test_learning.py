"""Learning from sparse features, several tasks at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from bot.nlu.learning import BATCH, LEAST_STEPS, Learning, Task
from bot.nlu.linear import logistic_regressions
from bot.nlu.network import Network

FEATURES = csr_matrix(np.eye(6, dtype=np.float32))
COLOURS = Task(np.array([0, 0, 1, 1, 2, 2]), np.ones(6), 3)
SIZES = Task(np.array([0, 1, 0, 1, 0, 1]), np.ones(6), 2)


def test_a_regression_learns_every_task() -> None:
    colours, sizes = logistic_regressions(FEATURES, [COLOURS, SIZES])
    assert colours.scores(FEATURES).argmax(axis=1).tolist() == COLOURS.targets.tolist()
    assert sizes.scores(FEATURES).argmax(axis=1).tolist() == SIZES.targets.tolist()


def test_an_example_that_counts_more_is_learnt_better() -> None:
    torn = csr_matrix(np.ones((6, 1), dtype=np.float32))  # all look alike
    counting = Task(SIZES.targets, np.array([1, 5, 1, 5, 1, 5.0]), 2)
    [sizes] = logistic_regressions(torn, [counting])
    assert sizes.scores(torn).argmax(axis=1).tolist() == [1] * 6


def test_one_text_is_scored_as_among_many() -> None:
    [colours] = logistic_regressions(FEATURES, [COLOURS])
    alone = np.vstack([colours.scores(FEATURES[i]) for i in range(6)])
    assert colours.scores(FEATURES) == pytest.approx(alone, abs=1e-5)


def test_learning_twice_gives_the_same_weights() -> None:
    first, second = (logistic_regressions(FEATURES, [COLOURS])[0] for _ in range(2))
    assert np.array_equal(first.weights, second.weights)


def test_a_network_learns_every_task() -> None:
    network = Network.trained(FEATURES, [COLOURS, SIZES], units=16)
    hidden = network.hidden(FEATURES)
    assert (hidden @ network.heads[0]).argmax(axis=1).tolist() == COLOURS.targets.tolist()
    assert (hidden @ network.heads[1]).argmax(axis=1).tolist() == SIZES.targets.tolist()


@pytest.mark.parametrize("examples", [1, BATCH, BATCH + 1, 5 * BATCH])
def test_every_round_shows_every_example_once(examples: int) -> None:
    learning = Learning(csr_matrix(np.ones((examples, 2), dtype=np.float32)), epochs=2, unseen=0)
    batches = list(learning.batches())
    per_round = -(-examples // BATCH)
    assert len(batches) >= max(2 * per_round, LEAST_STEPS)
    shown = np.concatenate([batch.rows for batch in batches[:per_round]])
    assert sorted(shown.tolist()) == list(range(examples))
    rates = [batch.rate for batch in batches]
    assert rates == sorted(rates, reverse=True)


@given(
    scores=st.lists(st.lists(st.floats(-50, 50), min_size=3, max_size=3), min_size=1, max_size=6),
    target=st.integers(0, 2),
)
def test_an_error_moves_probability_from_other_labels_to_the_right_one(
    scores: list[list[float]], target: int
) -> None:
    task = Task(np.full(len(scores), target), np.ones(len(scores)), 3)
    error = task.error(np.arange(len(scores)), np.array(scores))
    assert error.sum(axis=1) == pytest.approx(0, abs=1e-6)
    assert (error[:, target] <= 0).all()
    assert (np.delete(error, target, axis=1) >= 0).all()
