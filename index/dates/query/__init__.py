"""The time that a question asks about."""
