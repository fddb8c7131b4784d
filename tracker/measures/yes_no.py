"""A question that each body answers with yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tracker.measures.kind import MeasureKind
from tracker.measures.numbers import quotient
from tracker.words import gettext as _


class YesNo(MeasureKind):
    """n is 1 for yes and 0 for no, d is 1. An area's value is the percentage of its bodies that say yes."""

    code = "yes_no"
    for_own_items = True
    scale = 100
    n_within_d = True
    is_percentage = True
    is_answer = True
    protectable = ()
    has_chance = False
    field = "answer"
    ahead_field = "answer"

    def pair(self, n: int, d: int | None, population: int | None) -> tuple[int, int | None]:
        return n, 1

    def forecast(self, bodies: Sequence[Decimal], decimals: int) -> Decimal | None:
        return quotient(sum(1 for foreseen in bodies if foreseen), len(bodies), self.scale, decimals)

    def answer_word(self, n: int | None, d: int | None) -> str | None:
        if n is None or d not in (None, 1):
            return None
        return _("Ja") if n else _("Nej")

    def word(self) -> str:
        return _("ja/nej")

    def axis_title(self, n: str, d: str | None) -> str:
        return _("Procent som svarar ja")

    def row_word(self) -> str:
        return _("Svar")

    def own_item_word(self) -> str:
        return _("Ja eller nej")
