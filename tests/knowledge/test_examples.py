"""The check of the training sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.content import Content
from bot.knowledge.examples import MIN_EXAMPLES, check_examples, read_examples
from bot.settings import ROOT

TOPIC = "hiring/costs"


def write(tmp_path: Path, sentences: list[str], language: str = "de", name: str = "costs") -> Path:
    path = tmp_path / "data" / "nlu" / language / "hiring" / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    - {sentence}\n" for sentence in sentences)
    path.write_text(f'version: "3.1"\nnlu:\n- intent: {TOPIC}\n  examples: |\n{lines}', encoding="utf-8")
    return tmp_path / "data"


def messages(data_dir: Path) -> list[str]:
    return [str(problem) for problem in check_examples(data_dir, set())]


def numbered(number: int) -> list[str]:
    return [f"Was kostet Fall {index}?" for index in range(number)]


def test_sound_sentences_have_no_problem(tmp_path: Path) -> None:
    assert messages(write(tmp_path, numbered(3))) == []


def test_sentence_in_two_files_is_named_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, ["Was kostet das?"])
    (message,) = messages(write(tmp_path, ["Wann?", "was kostet das"], language="en"))
    assert message.startswith("data/nlu/en/hiring/costs.yml:6: hiring/costs: stands already in")
    assert "data/nlu/de/hiring/costs.yml:5" in message


@pytest.mark.parametrize("sentence", ["Was kostet [das](fee)?", "Was {kostet} das?", "Was kostet\\das?"])
def test_sentence_with_markup_is_named(tmp_path: Path, sentence: str) -> None:
    (message,) = messages(write(tmp_path, [sentence]))
    assert "Rasa reads them as markup" in message


def test_sentence_without_a_word_is_named(tmp_path: Path) -> None:
    (message,) = messages(write(tmp_path, ["???"]))
    assert "holds no word; remove it" in message


def test_topic_with_too_few_sentences_is_named_for_each_language(tmp_path: Path) -> None:
    data_dir = write(tmp_path, numbered(MIN_EXAMPLES))
    write(tmp_path, [f"What does case {index} cost?" for index in range(MIN_EXAMPLES - 1)], language="en")
    assert [str(problem) for problem in check_examples(data_dir, {TOPIC})] == [
        "data/nlu/en/hiring/costs.yml: hiring/costs: has 159 examples; 160 at least"
    ]


@pytest.mark.parametrize(
    "written",
    [
        b"nlu: [",
        "nlu: für".encode("latin-1"),
        b"version: '3.1'\n",
        b"nlu:\n- intent: a\n",
        b"nlu:\n- lookup: a\n",
    ],
    ids=["broken YAML", "not UTF-8", "without nlu", "without examples", "without intent"],
)
def test_unreadable_file_is_named(tmp_path: Path, written: bytes) -> None:
    data_dir = write(tmp_path, numbered(1))
    (data_dir / "nlu" / "de" / "broken.yml").write_bytes(written)
    assert [problem.file for problem in check_examples(data_dir, set())] == ["data/nlu/de/broken.yml"]


def test_empty_file_holds_no_sentences(tmp_path: Path) -> None:
    path = tmp_path / "empty.yml"
    path.write_text("", encoding="utf-8")
    assert list(read_examples(path)) == []


def test_examples_of_the_project_are_sound(content: Content) -> None:
    assert [str(problem) for problem in check_examples(ROOT / "data", set(content.topics))] == []


def test_no_question_of_the_evaluation_was_trained_on() -> None:
    """Otherwise the measured understanding would be memory."""
    trained = {
        text.casefold().strip(" ?!.")
        for path in (ROOT / "data" / "nlu").rglob("*.yml")
        for _, _, text in read_examples(path)
    }
    known = [question for question in _test_questions() if question.casefold().strip(" ?!.") in trained]
    assert [question for question in known if len(question.split()) > 4] == []


def _test_questions() -> list[str]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    questions = []
    for path in (ROOT / "tests" / "understanding").glob("*/*.yml"):
        for question in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):  # noqa: S506 (a safe loader)
            questions.append(question["text"])
    return questions
