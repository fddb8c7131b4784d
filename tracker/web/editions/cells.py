"""The decided figures of a next edition in words: which are dotted, of which indicator, where, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tracker.definitions.viewed import IndicatorView
from tracker.editions.figure_words import FigureWords, part_word
from tracker.editions.prepared import Prepared
from tracker.rows import Line


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator's figures: all, and those dotted for their own sake, to protect others, or by choice."""

    code: str
    title: str
    all: int
    primary: int
    complementary: int
    chosen: int


@dataclass(frozen=True)
class DottedRow:
    """One dotted figure. ``number`` names it in the form that asks what printing it would cost. ``part`` is what
    it is to the indicator. ``why``: dotted for its own sake (``primary``), by choice, or to protect others."""

    number: int
    indicator: str
    area: str
    category: str
    part: str
    why: Literal["primary", "chosen", "others"]
    level: str


@dataclass(frozen=True)
class Decided:
    """What a prepared edition prints, in words."""

    prepared: Prepared

    @cached_property
    def _words(self) -> FigureWords:
        return FigureWords(self.prepared.sources.definitions, self.prepared.sources.program)

    @cached_property
    def _indicators(self) -> Mapping[str, IndicatorView]:
        return self._words.indicators(self.prepared.sources.period)

    @cached_property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Every indicator with figures, in the program's order."""
        found = []
        for code, indicator in self._indicators.items():
            lines = [line for line in self.prepared.protection.lines if line.key.indicator == code]
            dotted = [line for line in lines if not line.printed]
            why = Counter(map(self._why, dotted))
            if lines:
                reasons = (why["primary"], why["others"], why["chosen"])
                found.append(IndicatorRow(code, indicator.title, len(lines), *reasons))
        return tuple(found)

    @cached_property
    def dotted(self) -> tuple[DottedRow, ...]:
        """Every dotted figure: the city's first, then the regions', then the bodies'."""
        order = {"city": 0, "region": 1, "unit": 2}
        indicators = list(self._indicators)
        rows = [self._row(number, line) for number, line in enumerate(self.prepared.protection.dotted)]
        return tuple(sorted(rows, key=lambda row: (indicators.index(row.indicator), order[row.level], row.area)))

    @property
    def totals(self) -> tuple[DottedRow, ...]:
        """The dotted figures of the city and the regions: those worth asking the price of."""
        return tuple(row for row in self.dotted if row.level != "unit")

    def line(self, number: int) -> Line:
        """The dotted figure of a row. Raises IndexError."""
        return self.prepared.protection.dotted[number]

    def words(self, line: Line) -> str:
        """The figure in a few words: ``I5.1 the whole city, younger than 18, numerator``."""
        row = self._row(0, line)
        return f"{row.indicator} {row.area}, {row.category}, {row.part}"

    def _why(self, line: Line) -> Literal["primary", "chosen", "others"]:
        protection = self.prepared.protection
        return "primary" if line in protection.primary else "chosen" if line in protection.withheld else "others"

    def _row(self, number: int, line: Line) -> DottedRow:
        return DottedRow(
            number=number,
            indicator=line.key.indicator,
            area=self._words.area(line),
            category=self._words.category(line),
            part=part_word(self._words.indicator(line).measure, line),
            why=self._why(line),
            level=line.level,
        )
