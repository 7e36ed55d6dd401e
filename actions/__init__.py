"""Rasa SDK actions: read slots, one call into the knowledge base, choose a response, return events."""
