"""Folds and confused pairs."""

from collections import Counter

import pytest

from evaluation.crossvalidation import (
    Confusion,
    Guess,
    area_matrix,
    area_of,
    confusions,
    cross_validate,
    folds,
)
from evaluation.questions import Question

CARD = "hiring/eu_blue_card"
WAGE = "rights/minimum_wage"


def question(label=CARD, text="Wie viel?", language="de"):
    return Question(text, label, language)


def guess(label, guessed, text="Wie viel?"):
    return Guess(question(label, text), guessed)


def test_every_label_is_spread_over_the_folds_in_each_language():
    questions = [question(label, language=code) for label in (CARD, WAGE) for code in ("de", "en")] * 6
    spread = Counter((q.label, q.language, fold) for q, fold in zip(questions, folds(questions), strict=True))
    assert set(spread.values()) == {2}


def test_folds_are_the_same_in_every_run():
    questions = [question(text=str(number)) for number in range(20)]
    assert folds(questions) == folds(questions)


def test_no_sentence_is_judged_by_a_model_that_has_seen_it():
    questions = [question(text=str(number)) for number in range(7)]

    def labels(known, asked):
        assert not set(known) & set(asked)
        return [CARD] * len(asked)

    guesses = cross_validate(questions, labels)
    assert sorted(g.question.text for g in guesses) == sorted(q.text for q in questions)


def test_a_pair_is_counted_in_both_directions_and_shown_in_the_more_frequent_one():
    guesses = [
        guess(CARD, WAGE, "einmal"),
        guess(WAGE, CARD, "zweimal"),
        guess(WAGE, CARD, "noch einmal"),
        guess(CARD, CARD),
    ]
    assert confusions(guesses) == [Confusion(WAGE, CARD, 3, "zweimal")]


def test_the_most_confused_pairs_come_first_and_no_more_than_wanted():
    guesses = [guess(CARD, WAGE), guess(CARD, "greet"), guess(CARD, WAGE)]
    assert [(c.guessed, c.number) for c in confusions(guesses, at_most=1)] == [(WAGE, 2)]


def test_the_shares_of_an_area_sum_to_one():
    areas, shares = area_matrix([guess(CARD, WAGE), guess(CARD, CARD), guess("greet", CARD)])
    assert areas == ["dialogue", "hiring", "rights"]
    assert shares == [[0.0, 1.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    ("label", "area"),
    [
        (CARD, "hiring"),
        ("lookup/jobcenter", "lookup"),
        ("follow_up/cost", "dialogue"),
        ("greet", "dialogue"),
        ("out_of_scope", "out_of_scope"),
    ],
)
def test_small_talk_and_follow_ups_are_dialogue(label, area):
    assert area_of(label) == area
