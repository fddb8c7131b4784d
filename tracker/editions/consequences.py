"""What a change of definitions does to figures that are already reported, and which editions have printed them.

Asked before the change is made. Each period is compared in its own report; what later periods repeat of it (series,
last year) changes with it and is not told twice. An edition never changes: what it has printed is then no longer what
its period's report says, until a correction is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.editions.difference import Difference, differences, value_at
from tracker.editions.reading import city_report
from tracker.editions.words import Spoken, spoken
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.build import build_report
from tracker.report.model import Area, Cell, Report
from tracker.store.editions import Edition, editions
from tracker.store.loading import before_and_after
from tracker.store.observed import approved_observations


@dataclass(frozen=True)
class ChangedFigure:
    """``said``: what it is, as it was and as it would be. ``printed_in``: the editions that have printed it and would
    no longer say what the report says."""

    said: Spoken
    printed_in: tuple[str, ...]


@dataclass(frozen=True)
class Consequence:
    """One period whose reported figures would change."""

    program: Program
    period: Period
    figures: tuple[ChangedFigure, ...]

    @property
    def editions(self) -> Mapping[str, int]:
        """By edition, how many of the figures it has printed."""
        found: dict[str, int] = {}
        for code in (code for figure in self.figures for code in figure.printed_in):
            found[code] = found.get(code, 0) + 1
        return found


def consequences(
    session: Session, definitions: Definitions, today: date, retire: Collection[str] = ()
) -> list[Consequence]:
    """Period by period, what loading the definitions would change. Raises LoadRefused."""
    known = before_and_after(session, definitions, today, retire)
    if known is None:
        return []
    then, now = known
    there = {program.code for program in then.programs}
    found: list[Consequence] = []
    for program in (program for program in now.programs if program.code in there):
        found += _of_program(session, (then, then.program(program.code)), (now, program))
    return found


def _of_program(
    session: Session, then: tuple[Definitions, Program], now: tuple[Definitions, Program]
) -> Iterator[Consequence]:
    by_period: dict[Period, list[Observation]] = {}
    for row in approved_observations(session, then[1]):
        by_period.setdefault(row.period, []).append(row)
    for period in sorted(by_period, key=then[1].calendar.order):
        if period in _periods(now[1]) and _applied(then, period) != _applied(now, period):
            before, after = (build_report(*side, period, by_period[period]) for side in (then, now))
            published = editions(session, now[1].code, period)
            figures = tuple(_changed(before, after, published))
            if figures:
                yield Consequence(now[1], period, figures)


def _periods(program: Program) -> Collection[Period]:
    return program.calendar.between(program.from_, program.to)


def _applied(side: tuple[Definitions, Program], period: Period) -> Any:
    return view(side[0].organisation, side[1], period).content


def _changed(before: Report, after: Report, published: Iterable[Edition]) -> Iterator[ChangedFigure]:
    found = [_figure(each) for each in differences(before, after) if _is_figure(each)]
    printed = [(edition.code, city_report(edition)) for edition in published]
    for each in found:
        for said in spoken([each], before, after):
            yield ChangedFigure(said, tuple(code for code, report in printed if _printed(report, each)))


def _figure(found: Difference) -> Difference:
    """Of an area that comes or goes whole, its total."""
    sides = [side.total if isinstance(side, Area) else side for side in (found.before, found.after)]
    return Difference((*found.place, "total"), *sides) if sides != [found.before, found.after] else found


def _is_figure(found: Difference) -> bool:
    """Names, texts and the series over the periods are none."""
    return "series" not in found.place and any(isinstance(side, BaseModel) for side in (found.before, found.after))


def _printed(report: Report, found: Difference) -> bool:
    """Whether the report prints it, and something else than what would be there."""
    held = value_at(report, found.place)
    if isinstance(held, Cell) and held.state == "suppressed":
        return False
    return held is not None and held != found.after
