"""A series joined to the one that it continues in an earlier program.

What is joined stands in the earlier program's own report: the compilers' for compilers, the latest edition's for
everybody else. Nothing is worked out anew, so what is dotted there is dotted here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.definitions.program import Program
from tracker.definitions.view import View
from tracker.report.model import BreakMark, Goal, Indicator, Report, Series, SeriesPoint


@dataclass(frozen=True)
class Earlier:
    """A program that ended, or was there, before this one, and its report of the last period before this one began."""

    program: Program
    report: Report

    def indicator(self, code: str) -> Indicator | None:
        found = (each for goal in self.report.goals for each in goal.indicators if each.code == code)
        return next(found, None)


def predecessors(program: Program) -> tuple[str, ...]:
    """The codes of the programs that some of the program's indicators continue, each once."""
    found = (_place(indicator.continues)[0] for indicator in program.indicators() if indicator.continues is not None)
    return tuple(dict.fromkeys(found))


def continued(report: Report, view: View, earlier: Iterable[Earlier]) -> Report:
    """The report with every series joined to the one it continues, as far as that is at hand."""
    at_hand = {each.program.code: each for each in earlier}
    wanted = {i.code: _place(i.continues) for i in view.indicators() if i.continues is not None}
    if not at_hand or not wanted:
        return report
    joining = _Joining(view, at_hand, wanted)
    goals = tuple(joining.goal(goal) for goal in report.goals)
    if goals == report.goals:
        return report
    sums = [report.generated_from, *(each.report.generated_from for each in at_hand.values())]
    together = hashlib.sha256("\n".join(sums).encode()).hexdigest()
    invented = report.fictional or any(each.report.fictional for each in at_hand.values())
    return report.model_copy(update={"goals": goals, "generated_from": together, "fictional": invented})


@dataclass(frozen=True)
class _Joining:
    view: View
    earlier: Mapping[str, Earlier]
    wanted: Mapping[str, tuple[str, str]]

    def goal(self, goal: Goal) -> Goal:
        joined = tuple(self._indicator(indicator) for indicator in goal.indicators)
        return goal if joined == goal.indicators else goal.model_copy(update={"indicators": joined})

    def _indicator(self, indicator: Indicator) -> Indicator:
        program, code = self.wanted.get(indicator.code, ("", ""))
        earlier = self.earlier.get(program)
        before = earlier.indicator(code) if earlier is not None else None
        # Figures of another kind are no earlier figures of this one.
        if earlier is None or before is None or before.kind != indicator.kind:
            return indicator
        own = indicator.series
        bodies = {area.code for area in indicator.units}
        past = before.series
        reported = tuple(self._points(earlier, past.as_reported))
        # Re-cast to other bodies than today's it would compare what cannot be compared.
        recast = tuple(p for p in self._points(earlier, past.recast) if {area.code for area in p.units} == bodies)
        series = Series(as_reported=(*reported, *own.as_reported), recast=(*recast, *own.recast))
        breaks = (*before.breaks, *self._break(earlier, before, indicator), *indicator.breaks) if reported else ()
        return indicator.model_copy(update={"series": series, "breaks": breaks or indicator.breaks})

    def _points(self, earlier: Earlier, points: Iterable[SeriesPoint]) -> Iterator[SeriesPoint]:
        """Those of the periods that ended before the program began, marked with where they come from."""
        for point in points:
            chained = point.program is not None
            if chained or self._is_past(earlier, point.period):
                part = point.part if chained else point.period.partition("-")[2]
                source = point.program or earlier.program.code
                yield point.model_copy(update={"program": source, "part": self._same_part(earlier, part)})

    def _is_past(self, earlier: Earlier, period: str) -> bool:
        calendar = earlier.program.calendar
        return calendar.last_day(calendar.parse(period)) < self.view.program.from_

    def _same_part(self, earlier: Earlier, code: str | None) -> str | None:
        """The part of this program's calendar that covers the same days of the year."""
        theirs = next((part for part in earlier.program.calendar.parts if part.code == code), None)
        mine = self.view.program.calendar.parts
        same = (p for p in mine if theirs is not None and (p.starts, p.ends) == (theirs.starts, theirs.ends))
        alike = [part for part in same if theirs is not None and ("figures" in part.asks) == ("figures" in theirs.asks)]
        return alike[0].code if alike else None

    def _break(self, earlier: Earlier, before: Indicator, now: Indicator) -> Iterator[BreakMark]:
        """Where the wording differs, the series is broken on the first day of this program, and says how it was put."""
        if (before.title, before.labels) != (now.title, now.labels):
            text = f"{earlier.program.short_title}, {before.code}: {before.title}"
            yield BreakMark(date=self.view.program.from_.isoformat(), text=text)


def _place(continues: str | None) -> tuple[str, str]:
    program, _colon, code = (continues or "").partition(":")
    return program, code
