"""What the assistant says: typed replies from answers, services and responses."""
