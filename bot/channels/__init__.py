"""Channels: they parse what comes in and render replies, nothing else."""
