"""How well people are understood: cross-validation, frozen test questions, dialogues, other classifiers."""
