"""scipy's statistics, loaded at the first use: loading takes a second, and most commands ask nothing of chance.

The server loads them before it serves.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


@cache
def stats() -> Any:
    """The module ``scipy.stats``; it carries no types."""
    return import_module("scipy.stats")


@cache
def special() -> Any:
    """The module ``scipy.special``: the distributions' own functions, a thousandth of the time of ``scipy.stats``."""
    return import_module("scipy.special")
