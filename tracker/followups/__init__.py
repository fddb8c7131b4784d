"""The reporting workflow: the only writer of follow-ups."""
