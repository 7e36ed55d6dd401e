"""Test questions and training stay apart."""

from evaluation.questions import Question, copies


def question(text):
    return Question(text, "rights/minimum_wage", "de")


def test_a_question_that_differs_only_in_case_and_punctuation_is_a_copy():
    asked = [question("Wie hoch ist der Mindestlohn?"), question("Wie hoch ist mein Lohn?")]
    assert copies(asked, [question("wie hoch ist der mindestlohn")]) == asked[:1]
