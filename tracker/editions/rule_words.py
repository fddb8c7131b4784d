"""What the rules tell of a figure, in words: which figure it is, and which numbers remain possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.editions.figure_words import FigureWords
from tracker.editions.number_words import remaining
from tracker.editions.publishing import Prepared
from tracker.editions.rule_reading import Told

_LEVELS = ("city", "region", "unit")


@dataclass(frozen=True)
class ToldRow:
    """One figure in words. ``remains``: the numbers that a reader who knows the rules cannot rule out."""

    period: str
    area: str
    category: str
    figure: str
    remains: str


@dataclass(frozen=True)
class ToldIndicator:
    """The figures of one indicator, the latest period first and in it the city's. ``small``: how many of them such a
    reader knows to be below the threshold."""

    code: str
    title: str
    small: int
    rows: tuple[ToldRow, ...]


def told_indicators(prepared: Prepared, found: Iterable[Told]) -> tuple[ToldIndicator, ...]:
    """What was found, by indicator in the order of their codes."""
    sources = prepared.sources
    threshold = sources.rules.disclosure.threshold

    words = FigureWords(sources.definitions, sources.program)

    def place(told: Told) -> tuple[int, int, int]:
        year, part = sources.program.calendar.order(told.origin.line.key.period)
        return -year, -part, _LEVELS.index(told.origin.line.level)

    by_indicator: dict[str, list[Told]] = {}
    for told in sorted(found, key=place):
        by_indicator.setdefault(told.origin.line.key.indicator, []).append(told)
    return tuple(
        ToldIndicator(
            code,
            words.indicator(of_indicator[0].origin.line).title,
            sum(not told.inference.above for told in of_indicator),
            tuple(_row(told, words, threshold) for told in of_indicator),
        )
        for code, of_indicator in sorted(by_indicator.items())
    )


def _row(told: Told, words: FigureWords, threshold: int) -> ToldRow:
    line = told.origin.line
    return ToldRow(
        period=line.key.period.code,
        area=words.area(line),
        category=words.category(line),
        figure=words.figure(told.origin),
        remains=remaining(told.inference.small, told.inference.above, threshold),
    )
