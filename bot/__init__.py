"""Fachlotse: everything the assistant knows, understands and says."""
