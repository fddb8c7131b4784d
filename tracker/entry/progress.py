"""How much of what is asked for is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Progress:
    """Items filled in, of those that the body owes: "37 av 52"."""

    filled: int
    owed: int

    @property
    def percent(self) -> int:
        """Whole percent for a progress bar; 100 only when nothing is left."""
        return 100 * self.filled // self.owed if self.owed else 100


class Fillable(Protocol):
    """What can be filled in; ``owed``: it has fields of its own."""

    @property
    def owed(self) -> bool: ...
    @property
    def filled(self) -> bool: ...


def progress_of(entries: Iterable[Fillable]) -> Progress:
    owed = [entry.filled for entry in entries if entry.owed]
    return Progress(filled=sum(owed), owed=len(owed))
