"""The ``tracker`` command. Every failure is one clear line and a non-zero exit, never a traceback."""

from tracker.cli.program import main

__all__ = ["main"]
