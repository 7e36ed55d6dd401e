"""Conversations: how they are stored, kept short, and deleted."""
