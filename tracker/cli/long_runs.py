"""Commands that work for minutes with much in memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for unused cycles seldom. Definitions, ledgers and reports are hundreds of thousands of values that live as
    long as the command and hold no cycles; to go through them again and again takes a tenth of publishing's time."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
