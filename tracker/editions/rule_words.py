"""What the rules tell of a figure, in words: which figure it is, and which numbers remain possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tracker.definitions.program import Measure
from tracker.definitions.view import IndicatorView, View, view
from tracker.disclosure.ledger import Line
from tracker.disclosure.rule_reader import Inference
from tracker.editions.publishing import Prepared
from tracker.editions.rule_reading import Told
from tracker.periods import Period
from tracker.rollup.figures import TOTAL
from tracker.words import gettext as _

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

    @cache
    def indicators(period: Period) -> tuple[View, dict[str, IndicatorView]]:
        then = view(sources.definitions.organisation, sources.program, period)
        return then, {indicator.code: indicator for indicator in then.indicators()}

    def place(told: Told) -> tuple[int, int, int]:
        year, part = sources.program.calendar.order(told.line.key.period)
        return -year, -part, _LEVELS.index(told.line.level)

    by_indicator: dict[str, list[Told]] = {}
    for told in sorted(found, key=place):
        by_indicator.setdefault(told.line.key.indicator, []).append(told)
    return tuple(
        ToldIndicator(
            code,
            indicators(of_indicator[0].line.key.period)[1][code].title,
            sum(not told.inference.above for told in of_indicator),
            tuple(_row(told, *indicators(told.line.key.period), threshold) for told in of_indicator),
        )
        for code, of_indicator in sorted(by_indicator.items())
    )


def _row(told: Told, then: View, indicators: dict[str, IndicatorView], threshold: int) -> ToldRow:
    key = told.line.key
    measure = indicators[key.indicator].measure
    names = {(d.code, c.code): c.name for d in measure.dimensions for c in d.categories} | {TOTAL: _("totalt")}
    return ToldRow(
        period=key.period.code,
        area=_area(then, told.line),
        category=names[key.category],
        figure=_figure(measure, told),
        remains=remains(told.inference, threshold),
    )


def _area(then: View, line: Line) -> str:
    if line.level == "city":
        return _("Hela staden")
    units = {unit.code: unit for unit in then.units}
    body = units[min(line.key.bodies)]
    return body.name if line.level == "unit" else dict(then.regions).get(body.region or "", body.name)


def _figure(measure: Measure, told: Told) -> str:
    if told.part == "rest":
        return _("nämnaren utom täljaren")
    if told.part == "increase":
        return _("{figure}, ökningen sedan {period}").format(figure=part_word(measure, told.line), period=told.since)
    return part_word(measure, told.line)


def part_word(measure: Measure, line: Line) -> str:
    """What a figure is to its indicator: its n, its d, or all there is of it."""
    if line.key.measured == "d":
        return _("nämnaren")
    return _("antalet") if measure.kind == "count" else _("täljaren")


def remains(inference: Inference, threshold: int) -> str:
    """The numbers that remain: ``1–4``, ``bara 3``, ``3–4 eller minst 5``."""
    if len(inference.small) == 1 and not inference.above:
        return _("bara {number}").format(number=inference.small[0])
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in _runs(inference.small)]
    if inference.above:
        parts.append(_("minst {threshold}").format(threshold=threshold))
    return _("{numbers} eller {last}").format(numbers=", ".join(parts[:-1]), last=parts[-1]) if parts[1:] else parts[0]


def _runs(numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Numbers in a row as first and last."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return zip(starts, ends, strict=True)
