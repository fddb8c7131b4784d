"""Priorities and questions of the reviewers: entered, answered, passed on and closed; nothing is ever changed."""
