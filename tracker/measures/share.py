"""How many of those that could: n of d, in percent."""

from __future__ import annotations

from tracker.measures.kind import MeasureKind
from tracker.words import gettext as _


class Share(MeasureKind):
    """A body gives n and d, and n is a part of d. An area's value is its sum of n over its sum of d."""

    code = "share"
    for_own_items = True
    scale = 100
    takes_d = True
    n_within_d = True
    is_percentage = True
    protectable = ("n", "d")

    def word(self) -> str:
        return _("andel")

    def axis_title(self, n: str, d: str | None) -> str:
        return _("Procent")

    def column_word(self) -> str:
        return _("Andel")

    def unit_word(self) -> str:
        return _("procent")

    def own_item_word(self) -> str:
        return _("Andel i procent")
