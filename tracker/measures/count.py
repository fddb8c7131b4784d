"""A number of persons or things."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tracker.measures.kind import MeasureKind
from tracker.words import gettext as _


class Count(MeasureKind):
    """n, and no d: the value is n itself."""

    code = "count"
    for_own_items = True
    has_d = False
    adds_up = True
    ahead_field = "whole"

    def value(self, n: int | None, d: int | None, decimals: int, smallest_base: int | None = None) -> Decimal | None:
        return None if n is None else Decimal(n)

    def forecast(self, bodies: Sequence[Decimal], decimals: int) -> Decimal | None:
        return sum(bodies, Decimal(0))

    def word(self) -> str:
        return _("antal")

    def axis_title(self, n: str, d: str | None) -> str:
        return _("Antal")

    def n_word(self) -> str:
        return _("antalet")

    def row_word(self) -> str:
        return _("Antal")

    def unit_word(self) -> str:
        return _("antal")

    def own_item_word(self) -> str:
        return _("Antal")

    def why_no_d(self) -> str:
        return _("ett antal")
