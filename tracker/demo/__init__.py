"""Invented follow-ups that look like the real thing, the same on every run, marked wherever they are shown."""
