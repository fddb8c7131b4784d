"""Where on the picture a value is: axes that say their own range and ticks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.charts.still.elements import know

KNOWN = {
    "automargin", "fixedrange", "gridcolor", "linecolor", "zeroline", "tickcolor", "range", "tickvals", "ticktext",
    "title", "type", "categoryorder", "categoryarray", "showgrid",
}  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """``start``, ``end``: pixels of the axis' first and last value. ``names``: of the rows, where it has rows."""

    first: float
    last: float
    start: float
    end: float
    names: tuple[str, ...]

    def at(self, value: Any) -> float:
        number = self.names.index(value) if self.names else float(value)
        return self.start + (number - self.first) / (self.last - self.first) * (self.end - self.start)

    @property
    def unit(self) -> float:
        """Pixels of one row, or of one on the axis."""
        return abs((self.end - self.start) / (self.last - self.first))


def scale(axis: Mapping[str, Any], start: float, end: float) -> Scale:
    know("axis", axis, KNOWN)
    first, last = axis["range"]
    return Scale(first, last, start, end, tuple(axis.get("categoryarray", ())))


def ticks(axis: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Each tick's value and word, without line breaks of others' making."""
    if "categoryarray" in axis:
        return [(name, name) for name in axis["categoryarray"]]
    return list(zip(axis["tickvals"], axis["ticktext"], strict=True))


def title(axis: Mapping[str, Any]) -> str:
    return str(axis.get("title", {}).get("text") or "").replace("<br>", " ")
