"""Understanding: Rasa components that turn a message into language, entities, intent and topic."""
