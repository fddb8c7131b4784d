"""n per d, where n is no part of d: nights per placement."""

from __future__ import annotations

from tracker.measures.kind import MeasureKind
from tracker.words import gettext as _


class Ratio(MeasureKind):
    """A body gives n and d. An area's value is its sum of n over its sum of d."""

    code = "ratio"
    takes_d = True
    protectable = ("n", "d")

    def word(self) -> str:
        return _("kvot")

    def axis_title(self, n: str, d: str | None) -> str:
        return _("{n} per {d}").format(n=n, d=d or "")

    def column_word(self) -> str:
        return _("Kvot")
