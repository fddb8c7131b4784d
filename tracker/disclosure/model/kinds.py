"""What the program's rules say of a figure whatever its value: when it is sensitive, and what a dot on it costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

NEVER = range(0)

Cover = Literal["small", "small_and_threshold"]
"""What must stay possible of a dotted small count: every small value, or also one that is not small."""


def cover_values(threshold: int, cover: Cover) -> tuple[int, ...]:
    """The values that must stay possible, in order; the threshold stands for all from it up."""
    return tuple(range(1, threshold if cover == "small" else threshold + 1))


@dataclass(frozen=True)
class Kind:
    """``small``: the values at which the figure is sensitive, ``range(1, 5)`` as a rule, empty for what is not
    protected. ``weight``: what a dot costs if the figure is 0, in thousandths; 0 for what is never printed."""

    small: range = NEVER
    weight: int = 0

    def cost(self, value: int) -> int:
        """The price of a dot: a little more the larger the figure."""
        return round(self.weight * (1 + math.log1p(value) / 10))


def strictest(one: Kind, other: Kind) -> Kind:
    """What holds of a figure that stands in two places: sensitive if it is in either, as dear as in the dearer."""
    return Kind(max(one.small, other.small, key=len), max(one.weight, other.weight))
