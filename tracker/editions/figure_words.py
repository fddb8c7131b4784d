"""One figure of an edition in words: of which indicator it is, where, how it is divided, and which number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tracker.definitions.catalogue import Definitions
from tracker.definitions.measure import Measure
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.definitions.viewed import IndicatorView
from tracker.editions.origins import Origin
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.rows import TOTAL, Line
from tracker.words import gettext as _


class FigureWords:
    """Words under the definitions that applied in each figure's own period."""

    def __init__(self, definitions: Definitions, program: Program) -> None:
        self._organisation = definitions.organisation
        self._program = program
        self.city = definitions.organisation.city
        self._then = cache(self._read)

    def indicators(self, period: Period) -> Mapping[str, IndicatorView]:
        """Every indicator of the period by its code, in the program's order."""
        return self._then(period)[1]

    def indicator(self, line: Line) -> IndicatorView:
        return self.indicators(line.key.period)[line.key.indicator]

    def area(self, line: Line) -> str:
        if line.level == "city":
            return _("Hela staden")
        then = self._then(line.key.period)[0]
        units = {unit.code: unit for unit in then.units}
        body = units[min(line.key.bodies)]
        return body.name if line.level == "unit" else dict(then.regions).get(body.region or "", body.name)

    def category(self, line: Line) -> str:
        if line.key.category == TOTAL:
            return _("totalt")
        dimensions = self.indicator(line).measure.dimensions
        names = {(dimension.code, each.code): each.name for dimension in dimensions for each in dimension.categories}
        return names.get(line.key.category, line.key.category[1])

    def figure(self, origin: Origin) -> str:
        """Which number: ``täljaren``, ``nämnaren minus täljaren``, ``antalet, ökningen sedan 2024-T1``."""
        if origin.part == "rest":
            return _("nämnaren minus täljaren")
        word = part_word(self.indicator(origin.line).measure, origin.line)
        if origin.part == "increase":
            return _("{figure}, ökningen sedan {period}").format(figure=word, period=origin.since)
        return word

    def place(self, line: Line) -> str:
        """Where a figure stands: ``I5.1 North, younger than 18, 2024-Q2``."""
        key = line.key
        return f"{key.indicator} {self.area(line)}, {self.category(line)}, {key.period.code}"

    def whole(self, origin: Origin) -> str:
        return f"{self.place(origin.line)}, {self.figure(origin)}"

    def body(self, code: str) -> str:
        """What a body is called, also one that does not exist any more."""
        unit = self._organisation.find(code)
        return unit.name if unit else code

    def _read(self, period: Period) -> tuple[View, dict[str, IndicatorView]]:
        then = view(self._organisation, self._program, period)
        return then, {indicator.code: indicator for indicator in then.indicators()}


def part_word(measure: Measure, line: Line) -> str:
    """What a figure is to its indicator: its n, its d, or all there is of it."""
    if line.key.measured == "d":
        return _("nämnaren")
    return kind_of(measure.kind).n_word()
