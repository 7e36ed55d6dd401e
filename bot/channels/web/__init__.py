"""The web chat: messages in by POST, replies out as server-sent events."""
