"""A file is shown to the installation's own scanner before it is kept: a command that reads it and says yes or no."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock

from tracker.words import gettext as _

LONGEST_SECONDS = 20.0
_REMEMBERED_SECONDS = 60.0


class FileNotPassed(ValueError):
    """The scanner refused the file, or did not answer; the message is a sentence for the user."""


class Silence:
    """That the scanner did not answer a moment ago. From then on one file waits for it at a time and the others are
    refused at once: the threads of files are few, and who fetches one is to find one of them."""

    def __init__(self) -> None:
        self._until, self._waiting = 0.0, Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises FileNotPassed where another waits already."""
        if time.monotonic() >= self._until:
            yield
            return
        if not self._waiting.acquire(blocking=False):
            raise FileNotPassed(_silent())
        try:
            yield
        finally:
            self._waiting.release()

    def begin(self) -> None:
        self._until = time.monotonic() + _REMEMBERED_SECONDS

    def end(self) -> None:
        self._until = 0.0


SILENCE = Silence()


def scan(command: Sequence[str], content: bytes, seconds: float = LONGEST_SECONDS) -> None:
    """Give the file to the command on its standard input. Raises FileNotPassed unless it ends with 0 in time.

    It gets none of the service's settings, which hold secrets. Without a command every file passes.
    """
    if not command:
        return
    with SILENCE.turn():
        _ask(command, content, seconds)


def _ask(command: Sequence[str], content: bytes, seconds: float) -> None:
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
        SILENCE.begin()
        raise FileNotPassed(_silent()) from None
    SILENCE.end()
    if process.returncode != 0:
        raise FileNotPassed(_("Filen är inte sparad: viruskontrollen godkände den inte."))


def _silent() -> str:
    return _("Filen är inte sparad: viruskontrollen svarar inte. Försök igen om en stund.")
