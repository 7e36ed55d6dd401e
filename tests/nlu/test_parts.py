"""The sentences and clauses of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.decision import Part
from bot.nlu.model import TopicModel
from bot.nlu.parts import judged_parts, parts_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            "Was kostet das Visum? Wie lange dauert es?",
            ["Was kostet das Visum?", "Wie lange dauert es?"],
        ),
        (
            "Guten Tag. Was kostet das Visum? Und wie lange dauert es? Danke!",
            ["Was kostet das Visum?", "Und wie lange dauert es?"],
        ),
        (
            "Können wir einen Azubi aus Vietnam einstellen und was kostet das Visum?",
            ["Können wir einen Azubi aus Vietnam einstellen", "was kostet das Visum?"],
        ),
        (
            "Can I bring my two kids with me, and do they have to go to school straight away?",
            ["Can I bring my two kids with me", "do they have to go to school straight away?"],
        ),
        (
            "Was verdient ein Azubi und muss er dafür Deutsch können?",
            ["Was verdient ein Azubi", "muss er dafür Deutsch können?"],
        ),
        (
            "How can I find a flat, and from which day am I insured?",
            ["How can I find a flat", "from which day am I insured?"],
        ),
        (
            "Braucht sie vorher einen Test und kann unser Sohn gleich in die Schule?",
            ["Braucht sie vorher einen Test", "kann unser Sohn gleich in die Schule?"],
        ),
        ("Was kostet das Visum und die Reise?", []),
        ("Do my wife and children need a visa, and can do they?", []),
        ("Was kostet das Visum?", []),
        ("Ich suche Arbeit. Ich komme aus Indien.", []),
        ("", []),
        ("???", []),
    ],
)
def test_questions_of_a_message_are_told_apart(text: str, questions: list[str]) -> None:
    assert [part.text for part in parts_in(text) if part.asks] == questions


def test_statements_are_parts_too() -> None:
    assert parts_in("Mein Chef droht mir. Was kann ich tun?") == [
        Part("Mein Chef droht mir.", asks=False),
        Part("Was kann ich tun?", asks=True, lead="Mein Chef droht mir."),
    ]


@given(text=st.text(max_size=300))
def test_a_message_has_no_part_or_several_and_every_word_of_them_is_its_own(text: str) -> None:
    parts = parts_in(text)
    assert len(parts) != 1
    assert all(word in text for part in parts for word in part.text.split())


class FakeModel(TopicModel):
    """Knows costs only when a visa is mentioned."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ranking(self, text: str, at_most: int) -> list[tuple[str, float]]:
        self.asked.append(text)
        return [("hiring/costs" if "Visum" in text else "follow_up/cost", 0.9)]


def test_a_question_that_is_not_clear_by_itself_is_judged_with_what_leads_to_it() -> None:
    [(_, lead), (part, question)] = judged_parts(FakeModel(), "Er braucht ein Visum. Was kostet das?", 0.5)
    assert (lead[0][0], part.text, question[0][0]) == ("hiring/costs", "Was kostet das?", "hiring/costs")


def test_a_clear_question_is_judged_by_itself() -> None:
    model = FakeModel()
    judged_parts(model, "Er kommt aus Indien. Was kostet das Visum?", 0.5)
    assert model.asked == ["Er kommt aus Indien.", "Was kostet das Visum?"]
