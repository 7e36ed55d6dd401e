"""Speed and memory of the assistant beside Rasa's default pipeline; ``make bench`` runs it."""
