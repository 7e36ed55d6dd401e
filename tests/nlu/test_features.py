"""What the classifier sees of a sentence."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from bot.nlu.features import Featurizer, mask_entities
from bot.settings import ROOT

LEXICON = {"eu_blue_card": {"de": ["blaue karte", "bluecard"], "en": ["blue card"]}}
SENTENCES = ["Was kostet die Blaue Karte?", "How much is the blue card?", "kosten kosten kosten", "a"]


@pytest.fixture(scope="module")
def featurizer() -> Featurizer:
    trained = Featurizer(LEXICON, 16)
    trained.fit(SENTENCES)
    return trained


@pytest.mark.parametrize(
    ("text", "spans", "masked"),
    [
        ("Wer hilft in Köthen?", [(13, 19, "place")], "Wer hilft in xxplacexx ?"),
        ("Köthen oder Halle", [(12, 17, "place"), (0, 6, "place")], "xxplacexx oder xxplacexx"),
        ("Landkreis Harz", [(0, 14, "place"), (10, 14, "place")], "xxplacexx"),
        ("nichts", [], "nichts"),
        ("", [], ""),
    ],
)
def test_places_are_hidden(text: str, spans: list[tuple[int, int, str]], masked: str) -> None:
    assert mask_entities(text, spans) == masked


def test_two_sentences_that_differ_in_the_place_only_look_the_same(featurizer: Featurizer) -> None:
    first = mask_entities("Wer berät in Halle?", [(13, 18, "place")])
    second = mask_entities("Wer berät in Weißenfels?", [(13, 23, "place")])
    assert (featurizer.transform([first]) != featurizer.transform([second])).nnz == 0


@pytest.mark.parametrize("other", ["WAS KOSTET DIE BLAUE KARTE", "was  kostet, die blaue-karte?!"])
def test_case_blanks_and_punctuation_do_not_matter(other: str, featurizer: Featurizer) -> None:
    assert (featurizer.transform([SENTENCES[0]]) != featurizer.transform([other])).nnz == 0


def test_umlauts_may_be_written_in_any_way(featurizer: Featurizer) -> None:
    rows = featurizer.transform(["Prüfung", "Pruefung", "prufung"]).toarray()
    assert np.array_equal(rows[0], rows[1])
    assert np.array_equal(rows[1], rows[2])


def test_words_of_two_languages_share_a_concept(featurizer: Featurizer) -> None:
    assert featurizer.concepts_in("Blaue Karten? Die Blaue Karte!") == ["eu_blue_card"]
    assert featurizer.concepts_in("the blue card") == ["eu_blue_card"]


def test_a_long_message_weighs_as_much_as_a_short_one(featurizer: Featurizer) -> None:
    short = "Was kostet die Blaue Karte"
    rows = featurizer.transform([short, " ".join([short] * 20)])
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    assert lengths[1] / lengths[0] == pytest.approx(1, rel=0.15)


def test_words_letters_and_concepts_are_normalised_each(featurizer: Featurizer) -> None:
    _, values = featurizer.row("Was kostet die Blaue Karte?")
    assert float(values @ values) == pytest.approx(3, rel=1e-3)


@pytest.mark.parametrize("text", ["", "   ", "???", "😀", "中文"])
def test_a_text_without_words_is_an_empty_row(text: str, featurizer: Featurizer) -> None:
    assert featurizer.transform([text]).nnz == 0


def test_a_row_is_the_same_in_every_process(featurizer: Featurizer) -> None:
    code = (
        "from bot.nlu.features import Featurizer\n"
        f"f = Featurizer({LEXICON!r}, 16)\n"
        f"f.fit({SENTENCES!r})\n"
        f"columns, values = f.row({SENTENCES[0]!r})\n"
        "print(sorted(columns.tolist()))"
    )
    outputs = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    }
    columns, _ = featurizer.row(SENTENCES[0])
    assert outputs == {f"{sorted(columns.tolist())}\n"}
