"""Test questions and training stay apart."""

from evaluation.questions import Question, copies, sample


def question(text):
    return Question(text, "rights/minimum_wage", "de")


def test_a_question_that_differs_only_in_case_and_punctuation_is_a_copy():
    asked = [question("Wie hoch ist der Mindestlohn?"), question("Wie hoch ist mein Lohn?")]
    assert copies(asked, [question("wie hoch ist der mindestlohn")]) == asked[:1]


def test_a_sample_keeps_every_label_and_language():
    many = [
        Question(f"{code} {i}", label, code)
        for label in ("a", "b")
        for code in ("de", "en")
        for i in range(4)
    ]
    assert [q.text for q in sample(many, share=3)] == ["de 0", "de 3", "en 0", "en 3"] * 2
