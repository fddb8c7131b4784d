"""What the rules tell of a figure, in words: which figure it is, and which numbers remain possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.editions.figure_words import FigureWords
from tracker.editions.number_words import remaining
from tracker.editions.prepared import Prepared
from tracker.editions.rule_reading import Told
from tracker.words import lazy

How = Literal["exact", "narrowed", "small"]
HOW: Mapping[How, str] = {
    "exact": lazy("exakt känt"),
    "narrowed": lazy("insnävat"),
    "small": lazy("bara känt som litet"),
}
"""How much is told of a figure, the worst first: one number remains; some numbers are ruled out; it is known only to be
below the threshold."""

_LEVELS = ("city", "region", "unit")


@dataclass(frozen=True)
class ToldRow:
    """One figure in words. ``remains``: the numbers that a reader who knows the rules cannot rule out. ``how``: how
    much that tells, one of ``HOW``."""

    how: How
    period: str
    area: str
    category: str
    figure: str
    remains: str


@dataclass(frozen=True)
class ToldIndicator:
    """The figures of one indicator, those of which most is told first, and of them the latest period's."""

    code: str
    title: str
    rows: tuple[ToldRow, ...]

    def count(self, how: How) -> int:
        return sum(row.how == how for row in self.rows)


def told_indicators(prepared: Prepared, found: Iterable[Told]) -> tuple[ToldIndicator, ...]:
    """What was found, by indicator in the order of their codes."""
    sources = prepared.sources
    threshold = sources.rules.disclosure.threshold

    words = FigureWords(sources.definitions, sources.program)

    def place(told: Told) -> tuple[int, int, int, int]:
        year, part = sources.program.calendar.order(told.origin.line.key.period)
        return list(HOW).index(how_much(told, threshold)), -year, -part, _LEVELS.index(told.origin.line.level)

    by_indicator: dict[str, list[Told]] = {}
    for told in sorted(found, key=place):
        by_indicator.setdefault(told.origin.line.key.indicator, []).append(told)
    return tuple(
        ToldIndicator(
            code,
            words.indicator(of_indicator[0].origin.line).title,
            tuple(_row(told, words, threshold) for told in of_indicator),
        )
        for code, of_indicator in sorted(by_indicator.items())
    )


def how_much(told: Told, threshold: int) -> How:
    small, above = told.inference.small, told.inference.above
    if len(small) == 1 and not above:
        return "exact"
    return "small" if not above and set(range(1, threshold)) <= set(small) else "narrowed"


def _row(told: Told, words: FigureWords, threshold: int) -> ToldRow:
    line = told.origin.line
    return ToldRow(
        how=how_much(told, threshold),
        period=line.key.period.code,
        area=words.area(line),
        category=words.category(line),
        figure=words.figure(told.origin),
        remains=remaining(told.inference.small, told.inference.above, threshold),
    )
