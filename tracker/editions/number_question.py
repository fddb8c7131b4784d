"""What is asked of a person about a number in a text that is about to be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.words import gettext as _

Why = Literal["hidden", "small", "area", "unclear"]


@dataclass(frozen=True)
class Question:
    """A number that a person must answer for before the edition is published.

    ``item``: the goal of a compiler's text, the body's own item whose words these are, or the title or reason.
    ``why``: it is a hidden figure's, it is small, it is said of an area that has hidden figures, or cannot be told.
    ``figures``: the hidden figures that it may tell, and ``more`` of them. ``printed``: what the edition prints of
    what the sentence is about, where the number is another. ``near``: the sentence names the area of a hidden figure,
    or speaks of what it counts; a number that only happens to be a hidden one's is not near.
    """

    item: str
    start: int
    number: str
    around: str
    why: Why
    figures: tuple[str, ...] = ()
    more: int = 0
    printed: tuple[str, ...] = ()
    near: bool = True

    @property
    def place(self) -> str:
        """A stable name for the answer to this very number in this very text."""
        return f"{self.item}:{self.start}:{self.number.lower()}"

    @property
    def about(self) -> str:
        """What is kept with the answer: the words in the text, and which hidden figures they may tell."""
        return "; ".join((_("”{text}”").format(text=self.around), *self.figures))
