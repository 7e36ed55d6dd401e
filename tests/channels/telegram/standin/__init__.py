"""A stand-in for Telegram's Bot API: a real HTTP server on loopback that shows what a person would see."""
