"""Where printed pages end: what belongs together is kept on one page, as long as it is not higher than a page."""

from __future__ import annotations

from collections.abc import Callable

PRINTED_CM = (23.8, 19.05)
"""What a landscape A4 holds between the margins, of widths as they are given and of heights. A machine without the
workbook's typeface takes one that is up to a fifth wider, and measures the columns in it."""

MARGINS = {"left": 0.35, "right": 0.35, "top": 0.38, "bottom": 0.38}
HEAD_MARGIN = 0.2
"""Inches."""

POINTS_PER_CM = 28.35
ROUNDING = 0.985
"""Office programs round what they print."""


class Paper:
    """Counts the height of what is written from the top of a sheet on. ``height``: points of the rows from one to
    before another. ``repeated``: points of what every page begins with."""

    def __init__(self, height: Callable[[int, int], float], repeated: float) -> None:
        self.breaks: list[int] = []
        self._height = height
        self._room, self._repeated = PRINTED_CM[1] * POINTS_PER_CM * ROUNDING, repeated
        # Points used of the page, and the first row that is not counted in them.
        self._used, self._counted = 0.0, 0

    def keep_together(self, first: int, after: int, cut: int | None = None) -> None:
        """Begin a new page at row ``first`` if what stands before row ``after`` would be cut in two.

        ``cut``: the row before which it may be, if its first part has room on this page and the whole has not."""
        if cut is not None and first < cut < after and not self._fits(first, after) and self._fits(first, cut):
            self._keep(first, cut)
            first = cut
        self._keep(first, after)

    def _fits(self, first: int, after: int) -> bool:
        return self._used + self._height(self._counted, after) <= self._room

    def _keep(self, first: int, after: int) -> None:
        block = self._height(first, after)
        self._used += self._height(self._counted, first)
        if self._used > self._room:
            self._used %= self._room
        if self._used + block > self._room and self._used > self._repeated:
            self.breaks.append(first)
            self._used = self._repeated
        # After what is higher than a page nothing has room on its last one: how high that is, is not known well enough.
        self._used = min(self._room, self._used + block)
        self._counted = after
