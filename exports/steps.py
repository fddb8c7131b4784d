"""How far the making of a file is, for whoever waits: told by a callable, so that nothing here knows whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

from tracker.words import gettext as _
from tracker.words import lazy

Goal = TypeVar("Goal")

Step = Literal["writing", "converting", "finishing"]
"""``writing``: the document, one goal after another. ``converting``: LibreOffice makes a PDF of it. ``finishing``: what
LibreOffice has lost is put back."""

WRITING: Mapping[str, str] = {"writing": lazy("Skriver filen")}
CONVERTING: Mapping[str, str] = {
    "converting": lazy("Gör en PDF av dokumentet"),
    "finishing": lazy("Lägger till det som skärmläsare behöver"),
}
"""What the steps are called: of every file, and of a PDF besides."""

Tell = Callable[[Step, int, int], None]
"""Called when a step begins, and with how much of it is done, of how much; both are 0 where it is not counted."""


def counted_text() -> str:
    """How a step says how much of it is done, with {step}, {number} and {all}."""
    return _("{step} (mål {number} av {all})")


def tell_nobody(_step: Step, _done: int, _of: int) -> None:
    """Nobody waits who wants to know."""


def one_by_one(goals: Sequence[Goal], tell: Tell) -> Iterator[Goal]:
    """The goals of a document, each told of when its turn comes."""
    for number, goal in enumerate(goals):
        tell("writing", number, len(goals))
        yield goal
