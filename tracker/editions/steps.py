"""How far the deciding of an edition is, for whoever waits: told by a callable, so that nothing here knows whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Step = Literal["reading", "deciding", "rules", "freezing"]
"""``reading``: what the edition is made of. ``deciding``: its dots, one group of connected figures after another.
``rules``: what a reader who knows the rules can tell. ``freezing``: the edition is written."""

Tell = Callable[[Step, int, int], None]
"""Called when a step begins, and with how much of it is done, of how much; both are 0 where it is not counted."""


def tell_nobody(_step: Step, _done: int, _of: int) -> None:
    """Nobody waits who wants to know."""
