"""What the assistant knows: content files, the database made from them, and the look-ups.

Knows neither Rasa nor Telegram.
"""
