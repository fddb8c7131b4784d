"""How far the making of a file is, for whoever waits: told by a callable, so that nothing here knows whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeVar

Goal = TypeVar("Goal")

Step = Literal["writing", "converting", "finishing"]
"""``writing``: the document, one goal after another. ``converting``: LibreOffice makes a PDF of it. ``finishing``: what
LibreOffice has lost is put back."""

Tell = Callable[[Step, int, int], None]
"""Called when a step begins, and with how much of it is done, of how much; both are 0 where it is not counted."""


def tell_nobody(_step: Step, _done: int, _of: int) -> None:
    """Nobody waits who wants to know."""


def one_by_one(goals: Sequence[Goal], tell: Tell) -> Iterator[Goal]:
    """The goals of a document, each told of when its turn comes."""
    for number, goal in enumerate(goals):
        tell("writing", number, len(goals))
        yield goal
