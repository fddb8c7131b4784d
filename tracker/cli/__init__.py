"""The ``tracker`` command. Every failure is one clear line and a non-zero exit, never a traceback."""

from __future__ import annotations

import sys

from tracker.config import SettingsError, read_language
from tracker.words import gettext as _
from tracker.words import use_language


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    try:
        language = read_language()
    except SettingsError as fault:
        sys.exit(str(fault))
    with use_language(language):
        _run(arguments)


def _run(arguments: list[str] | None) -> None:
    try:
        # Here, so that whoever changes their mind while it starts gets a line too.
        from tracker.cli import program

        program.main(arguments)
    except KeyboardInterrupt:
        sys.exit(_("Avbrutet."))
