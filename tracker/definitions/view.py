"""What applied in one period: the definitions resolved to the period's last day.

A view holds nothing that was decided for a later day, so that a later change leaves it identical.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tracker.definitions.city import City
from tracker.definitions.dated import T, applicable
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Activity, Goal, Indicator, Program, Responsibility, Text
from tracker.definitions.references import Comparison
from tracker.definitions.same import Same
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView, UnitView, answering
from tracker.periods import Period, population_day


@dataclass(frozen=True)
class View:
    """A program and the organisation in one period. ``units``: every body that answers for something. ``formed``: those
    that are formed within the period, and their first day; no report depends on it."""

    city: City
    program: Program
    period: Period
    last_day: date
    goals: tuple[GoalView, ...]
    units: tuple[UnitView, ...]
    regions: tuple[tuple[str, str], ...]
    formed: Mapping[str, date]

    @property
    def content(self) -> tuple[object, ...]:
        """All that a report takes from the definitions: equal contents make equal reports of equal figures."""
        head = (self.program.title, self.program.judgements, self.program.statuses, self.program.matrices)
        return (*head, self.goals, self.units, self.regions)

    def indicators(self) -> tuple[IndicatorView, ...]:
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    def activities(self) -> tuple[ActivityView, ...]:
        return tuple(activity for goal in self.goals for activity in goal.activities)

    def unit(self, code: str) -> UnitView:
        return next(unit for unit in self.units if unit.code == code)


def view(organisation: Organisation, program: Program, period: Period, until: date | None = None) -> View:
    """Resolve the program and its bodies to what applied on the period's last day.

    ``until``: the last day of the report that the view is for. The year's plan goes on after it, and what is decided
    for the days after it is not yet known.
    """
    last_day = min(program.calendar.last_day(period), until or date.max)
    return _resolved(Same(organisation), Same(program), period, last_day)


@lru_cache(maxsize=256)
def _resolved(within: Same[Organisation], of: Same[Program], period: Period, last_day: date) -> View:
    """Definitions do not change, so neither does what they say of a period: a page asks for many periods."""
    organisation, program = within.held, of.held
    resolve = _Resolver(organisation, program, period, last_day)
    goals = tuple(seen for goal in program.goals if (seen := resolve.goal(goal)) is not None)
    responsible = {code for goal in goals for code in answering(goal)}
    units = tuple(resolve.unit(code) for code in _ordered(organisation, responsible))
    used = {unit.region for unit in units}
    regions = tuple((region.code, region.name) for region in organisation.regions if region.code in used)
    first_day = program.calendar.first_day(period)
    formed = {unit.code: unit.from_ for unit in organisation.units if unit.from_ and first_day < unit.from_ <= last_day}
    return View(organisation.city, program, period, last_day, goals, units, regions, formed)


def _ordered(organisation: Organisation, codes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(unit.code for unit in organisation.units if unit.code in wanted)


@dataclass(frozen=True)
class _Resolver:
    """``known``: lists of bodies by day, as already looked up: most items name the same few."""

    organisation: Organisation
    program: Program
    period: Period
    last_day: date
    known: dict[tuple[tuple[str, ...], date], tuple[str, ...]] = field(default_factory=dict)

    def text(self, versions: tuple[Text, ...]) -> str:
        version = applicable(versions, self.last_day)
        return version.text if version else ""

    def short_title(self, versions: tuple[Text, ...]) -> str | None:
        version = applicable(versions, self.last_day)
        return version.short_title if version else None

    def responsible(self, versions: tuple[Responsibility, ...]) -> tuple[str, ...]:
        """The bodies that owe the item in this period, in the organisation's order."""
        if self.program.calendar.part(self.period).existing == "last_day":
            return self._answering(versions, self.last_day)
        first_day = self.program.calendar.first_day(self.period)
        formed = {u.from_ for u in self.organisation.units if u.from_ and first_day < u.from_ <= self.last_day}
        owing = set(self._answering(versions, first_day))
        for day in formed:
            new = {u.code for u in self.organisation.units if u.from_ == day}
            owing |= new & set(self._answering(versions, day))
        return _ordered(self.organisation, owing)

    def _answering(self, versions: tuple[Responsibility, ...], day: date) -> tuple[str, ...]:
        version = applicable(versions, day)
        bodies = version.bodies if version else ()
        if (bodies, day) not in self.known:
            expanded = (u for body in bodies for u in self.organisation.expand(body, day))
            self.known[bodies, day] = _ordered(self.organisation, expanded)
        return self.known[bodies, day]

    def unit(self, code: str) -> UnitView:
        unit = self.organisation.unit(code)
        inhabitants = self.organisation.inhabitants(code, population_day(self.last_day), self.last_day)
        return UnitView(
            code=unit.code,
            name=unit.name_on(self.last_day),
            kind=unit.kind,
            region=unit.region,
            population=inhabitants.value if inhabitants else None,
            population_quality=inhabitants.quality if inhabitants else None,
            attributes=tuple(each.group for each in unit.attributes if each.applies(self.last_day)),
        )

    def indicator(self, indicator: Indicator) -> IndicatorView | None:
        measure = applicable(indicator.measure, self.last_day)
        title = self.text(indicator.wording)
        if measure is None or not title:
            return None
        targets = [t for t in indicator.targets if t.year == self.period.year and t.applies(self.last_day)]
        target = targets[0] if targets else None
        return IndicatorView(
            code=indicator.code,
            title=title,
            origin=indicator.origin,
            measure=_until_further_notice(measure),
            responsible=self.responsible(indicator.responsible),
            target=target.city if target else None,
            unit_targets=tuple(sorted(target.units.items())) if target else (),
            comparison=tuple(_until(series, self.period.year) for series in indicator.comparison),
            breaks=tuple(b for b in indicator.breaks if b.date <= self.last_day),
            note=indicator.note,
            short_title=self.short_title(indicator.wording),
            about=indicator.about,
            continues=indicator.continues,
            matrix=indicator.matrix,
            decided_by=indicator.decided_by,
        )

    def activity(self, activity: Activity) -> ActivityView | None:
        title = self.text(activity.wording)
        if not title:
            return None
        responsible = self.responsible(activity.responsible)
        return ActivityView(
            code=activity.code,
            title=title,
            origin=activity.origin,
            same_as=activity.same_as,
            responsible=responsible,
            note=activity.note,
            short_title=self.short_title(activity.wording),
            about=activity.about,
        )

    def goal(self, goal: Goal) -> GoalView | None:
        title = self.text(goal.wording)
        if not title:
            return None
        indicators = [self.indicator(indicator) for indicator in goal.indicators]
        activities = [self.activity(activity) for activity in goal.activities]
        kept_indicators = tuple(i for i in indicators if i is not None)
        kept_activities = tuple(a for a in activities if a is not None)
        items: tuple[IndicatorView | ActivityView, ...] = (*kept_indicators, *kept_activities)
        judging = {code for item in items if item.origin == "program" for code in item.responsible}
        return GoalView(
            code=goal.code,
            title=title,
            note=goal.note,
            regional_goal=goal.regional_goal,
            conditions=tuple((c.code, text) for c in goal.conditions if (text := self.text(c.wording))),
            kf_goals=tuple(
                _until_further_notice(council)
                for council in self.program.kf_goals
                if goal.code in council.goals and council.applies(self.last_day)
            ),
            indicators=kept_indicators,
            activities=kept_activities,
            responsible=_ordered(self.organisation, judging),
            short_title=self.short_title(goal.wording),
        )


def _until_further_notice(version: T) -> T:
    """The version as it stood: that it was to end one day may have been decided later."""
    return version.model_copy(update={"to": None})


def _until(series: Comparison, year: int) -> Comparison:
    """What the series says of years up to this one."""
    known = {
        "points": tuple(point for point in series.points if point.year <= year),
        "ranges": tuple(spread for spread in series.ranges if spread.year <= year),
        "texts": tuple(quote for quote in series.texts if quote.year <= year),
    }
    return series.model_copy(update=known)
