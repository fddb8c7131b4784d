"""The shipped program that most tests fill and publish; the other one is tried by tests of its own."""

from __future__ import annotations

from functools import cache

from tracker import resources
from tracker.definitions.catalogue import Definitions
from tracker.definitions.loader import load

VALD = "vald-2021-2025"
EQUAL = "likstallighet-vald"


@cache
def shipped() -> Definitions:
    """All that is shipped."""
    return load(resources.PROGRAM)


@cache
def vald() -> Definitions:
    """The organisation and the program against violence alone."""
    return shipped().model_copy(update={"programs": (shipped().program(VALD),)})
