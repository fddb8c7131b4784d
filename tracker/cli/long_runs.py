"""How seldom a process that works for long looks for unused cycles: Python does so after 700 values that are new."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 100)
"""As ``gc.set_threshold`` takes it."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """For a command that works for minutes. Definitions, ledgers and reports are hundreds of thousands of values that
    live as long as the command and hold no cycles; to go through them again takes a tenth of publishing's time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
