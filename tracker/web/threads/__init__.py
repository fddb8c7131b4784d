"""Priorities and questions: the list, one thread with all that was said, and the form to ask with."""
