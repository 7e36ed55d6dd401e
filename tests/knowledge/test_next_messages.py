"""What people say after an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.knowledge.next_messages import NextMessage, check_next_messages, read_next_messages

COSTS, FAMILY = "hiring/costs", "arrival/family"
LABELS = {COSTS, FAMILY, "lookup/jobcenter"}


def write(tmp_path: Path, text: str, name: str = "de/hiring/costs.yml") -> Path:
    path = tmp_path / "data" / "next" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return tmp_path / "data"


def problems(data_dir: Path) -> list[str]:
    return [str(problem) for problem in check_next_messages(data_dir, LABELS)]


def test_the_path_says_what_was_answered_before(tmp_path: Path) -> None:
    data_dir = write(tmp_path, f'- {{say: "und seine Frau", label: {FAMILY}}}')
    assert read_next_messages(data_dir) == [NextMessage(COSTS, "und seine Frau", FAMILY, "de")]
    assert problems(data_dir) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f'- {{say: "ja?", label: {COSTS}}}\n- {{say: "x", label: no/such}}',
            ":2: label: is no topic or look-up",
        ),
        (
            f'- {{say: "Ja?", label: {COSTS}}}\n- {{say: "ja", label: {FAMILY}}}',
            ":2: say: stands already in line 1",
        ),
        (f'- {{say: "?!", label: {COSTS}}}', ":1: say: holds no word; remove it"),
        (f'- {{sag: "ja", label: {COSTS}}}', ": must hold a list of mappings with 'say' and 'label'"),
        ("say: x", ": must hold a list of mappings"),
        ('- {say: "x"', ": is not valid YAML"),
    ],
)
def test_a_faulty_line_is_named(text: str, problem: str, tmp_path: Path) -> None:
    (message,) = problems(write(tmp_path, text))
    assert message.startswith("data/next/de/hiring/costs.yml")
    assert problem in message


def test_a_file_of_no_topic_is_named(tmp_path: Path) -> None:
    (message,) = problems(write(tmp_path, f'- {{say: "ja", label: {COSTS}}}', "de/hiring/no_such.yml"))
    assert "is named after no topic: hiring/no_such; rename it" in message


def test_a_file_in_no_area_is_named_and_stops_the_training(tmp_path: Path) -> None:
    data_dir = write(tmp_path, f'- {{say: "ja", label: {COSTS}}}', "de/costs.yml")
    (message,) = problems(data_dir)
    assert "must lie in data/next/<language>/<area>/<topic>.yml; move it" in message
    with pytest.raises(ContentError):
        read_next_messages(data_dir)
