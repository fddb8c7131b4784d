"""A file is shown to the installation's own scanner before it is kept: a command that reads it and says yes or no."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from tracker.words import gettext as _

LONGEST_SECONDS = 20.0


class FileNotPassed(ValueError):
    """The scanner refused the file, or did not answer; the message is a sentence for the user."""


def scan(command: Sequence[str], content: bytes, seconds: float = LONGEST_SECONDS) -> None:
    """Give the file to the command on its standard input. Raises FileNotPassed unless it ends with 0 in time.

    It gets none of the service's settings, which hold secrets. Without a command every file passes.
    """
    if not command:
        return
    bare = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    try:
        # A group of its own, so that what the command starts ends with it.
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=bare,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        raise FileNotPassed(_silent()) from None
    try:
        process.communicate(content, timeout=seconds)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise FileNotPassed(_silent()) from None
    if process.returncode != 0:
        raise FileNotPassed(_("Filen är inte sparad: viruskontrollen godkände den inte."))


def _silent() -> str:
    return _("Filen är inte sparad: viruskontrollen svarar inte. Försök igen om en stund.")
