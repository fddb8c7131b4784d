"""What a number in a text can mean, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Meaning:
    """What a number can mean.

    ``counts``: every number of persons that it may be. ``of``: what those are a part of. ``share``: the least and the
    most that the part can be, 0–1. ``few`` and ``most``: an amount without a number.
    """

    counts: tuple[int, ...] = ()
    of: int | None = None
    share: tuple[Fraction, Fraction] | None = None
    few: bool = False
    most: bool = False

    def may_be_small(self, threshold: int) -> bool:
        """Whether it may be a count of persons below the threshold."""
        return self.few or any(0 < count < threshold for count in self.counts)


@dataclass(frozen=True)
class Mention:
    """A number in a text, from ``start`` to ``end``. ``after``: the words after it, in small letters: what is counted
    is one of them as a rule."""

    start: int
    end: int
    meaning: Meaning
    after: tuple[str, ...]
