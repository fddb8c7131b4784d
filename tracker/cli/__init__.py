"""The ``tracker`` command. Every failure is one clear line and a non-zero exit, never a traceback."""

from __future__ import annotations

import sys

from tracker.words import gettext as _


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave the process with its exit code."""
    try:
        # Here, so that whoever changes their mind while it starts gets a line too.
        from tracker.cli import program

        program.main(arguments)
    except KeyboardInterrupt:
        sys.exit(_("Avbrutet."))
