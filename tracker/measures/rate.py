"""n per 1 000 inhabitants."""

from __future__ import annotations

from tracker.measures.kind import MeasureKind
from tracker.words import gettext as _


class Rate(MeasureKind):
    """A body gives n; d is the population of the bodies that gave it."""

    code = "rate"
    scale = 1000
    d_is_population = True

    def word(self) -> str:
        return _("antal per 1\u00a0000 invånare")

    def axis_title(self, n: str, d: str | None) -> str:
        return _("{n} per 1\u00a0000 invånare").format(n=n)

    def column_word(self) -> str:
        return _("Per 1\u00a0000 invånare")

    def row_word(self) -> str:
        return _("Antal")

    def unit_word(self) -> str:
        return _("per 1\u00a0000 invånare")

    def why_no_d(self) -> str:
        return _("räknat på folkmängden")
