"""The model on a toy set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.classifier import TopicClassifier, build_model
from bot.nlu.model import TopicModel, kind_of

CONFIG = TopicClassifier.get_default_config() | {"bits": 14, "units": 16}
LEXICON = {"money": {"de": ["kosten", "preis"], "en": ["cost", "price"]}}
EXAMPLES = [
    ("Was kostet das Visum?", "hiring/costs"),
    ("Preis für das Visum", "hiring/costs"),
    ("how much does it cost", "hiring/costs"),
    ("what is the price", "hiring/costs"),
    ("Wie lange dauert das?", "hiring/duration"),
    ("dauer des verfahrens", "hiring/duration"),
    ("how long does it take", "hiring/duration"),
    ("how many weeks", "hiring/duration"),
    ("Hallo", "greet"),
    ("guten tag", "greet"),
    ("hello there", "greet"),
    ("good morning", "greet"),
    ("Wo ist die Ausländerbehörde?", "lookup/foreigners_authority"),
    ("ausländerbehörde adresse", "lookup/foreigners_authority"),
    ("where is the foreigners authority", "lookup/foreigners_authority"),
    ("Wo ist das Jobcenter?", "lookup/jobcenter"),
    ("jobcenter adresse", "lookup/jobcenter"),
    ("where is the jobcenter", "lookup/jobcenter"),
]
UNSEEN = [("Wie hoch sind die Kosten?", "hiring/costs"), ("how many weeks does it take", "hiring/duration")]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    built = build_model(CONFIG, LEXICON)
    built.fit([text for text, _ in EXAMPLES], [label for _, label in EXAMPLES])
    built.calibrate([text for text, _ in UNSEEN], [label for _, label in UNSEEN])
    return built


def best(model: TopicModel, text: str) -> str:
    return model.labels[int(model.probabilities([text])[0].argmax())]


@pytest.mark.parametrize(("text", "label"), EXAMPLES + UNSEEN)
def test_examples_and_their_like_are_recognised(text: str, label: str, model: TopicModel) -> None:
    assert best(model, text) == label


@pytest.mark.parametrize("text", ["Was kostet das?", "", "???", "😀", "x" * 10_000])
def test_probabilities_sum_to_one(text: str, model: TopicModel) -> None:
    row = model.probabilities([text])[0]
    assert float(row.sum()) == pytest.approx(1, abs=1e-5)
    assert np.isfinite(row).all()


def test_one_text_and_many_get_the_same_probabilities(model: TopicModel) -> None:
    texts = [text for text, _ in EXAMPLES]
    alone = np.concatenate([model.probabilities([text]) for text in texts])
    assert model.probabilities(texts) == pytest.approx(alone, abs=1e-5)


def test_a_restored_model_says_the_same(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    restored = build_model(CONFIG, {}, tmp_path)
    texts = [text for text, _ in EXAMPLES + UNSEEN]
    assert restored.labels == model.labels
    # weights are kept in half precision
    assert restored.probabilities(texts) == pytest.approx(model.probabilities(texts), abs=5e-3)


def test_a_restored_model_keeps_its_lexicon(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    restored = build_model(CONFIG, {"another": {"de": ["visum"]}}, tmp_path)
    assert restored.featurizer.concepts_in("Preis des Visums") == ["money"]


def test_training_twice_gives_the_same_model(model: TopicModel) -> None:
    again = build_model(CONFIG, LEXICON)
    again.fit([text for text, _ in EXAMPLES], [label for _, label in EXAMPLES])
    again.calibrate([text for text, _ in UNSEEN], [label for _, label in UNSEEN])
    texts = [text for text, _ in EXAMPLES + UNSEEN]
    assert np.array_equal(again.probabilities(texts), model.probabilities(texts))


def test_calibration_without_known_labels_changes_nothing(model: TopicModel) -> None:
    before = model.probabilities(["Was kostet das?"])
    model.calibrate(["what"], ["no_such_label"])
    assert np.array_equal(model.probabilities(["Was kostet das?"]), before)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("hiring/costs", "topic"),
        ("lookup/jobcenter", "lookup"),
        ("follow_up/cost", "follow_up/cost"),
        ("greet", "greet"),
    ],
)
def test_the_first_step_tells_topics_and_look_ups_from_dialogue(label: str, kind: str) -> None:
    assert kind_of(label) == kind


def test_every_label_of_the_examples_is_known_once(model: TopicModel) -> None:
    assert sorted(model.labels) == sorted({label for _, label in EXAMPLES})


def test_the_ranking_is_the_most_probable_labels_best_first(model: TopicModel) -> None:
    ranking = model.ranking("Was kostet das Visum?", 3)
    chances = sorted(model.probabilities(["Was kostet das Visum?"])[0], reverse=True)[:3]
    assert [p for _, p in ranking] == pytest.approx(chances)
    assert ranking[0][0] == "hiring/costs"


@pytest.mark.parametrize(
    "labels",
    [
        ("hiring/costs", "greet"),
        ("lookup/jobcenter", "greet"),
        ("greet", "deny"),
        ("hiring/costs", "hiring/duration"),
        ("lookup/jobcenter", "lookup/language"),
    ],
)
def test_a_model_of_few_labels_knows_them_all(labels: tuple[str, str]) -> None:
    built = build_model(CONFIG, LEXICON)
    built.fit(["Was kostet das Visum?", "guten tag"], list(labels))
    assert best(built, "Was kostet das Visum?") == labels[0]
    assert best(built, "guten tag") == labels[1]
