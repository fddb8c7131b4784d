"""Links between items: the same activity under two goals, shared denominators, goals of others."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Activity, Indicator, Measure, Program
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        activities = {activity.code: activity for activity in program.activities()}
        for here, activity in walk.activities(at, program):
            if activity.same_as is not None and activity.same_as not in spared:
                yield from _same((*here, "same_as"), activity, activities)
        indicators = {indicator.code: indicator for indicator in program.indicators()}
        for here, indicator in walk.indicators(at, program):
            for number, measure in enumerate(indicator.measure):
                loc = (*here, "measure", number, "d_same_as")
                yield from _same_d(loc, indicator, measure, indicators, spared)
        yield from _goals(at, program, spared)


def _same(at: Loc, activity: Activity, activities: dict[str, Activity]) -> Iterator[Finding]:
    names = {"code": activity.code, "other": activity.same_as}
    other = activities.get(activity.same_as or "")
    if other is None:
        yield Finding(at, _("{code}: aktiviteten ”{other}” finns inte i programmet.").format(**names))
    elif other.code == activity.code:
        yield Finding(at, _("{code} kan inte vara samma som sig själv.").format(**names))
    elif other.same_as is not None:
        message = _("{code}: ”{other}” är i sin tur samma som {third}; hänvisa direkt dit.")
        yield Finding(at, message.format(third=other.same_as, **names))
    elif other.responsible != activity.responsible:
        message = _("{code} är samma som {other} men har andra ansvariga.")
        yield Finding(at, message.format(**names))


def _same_d(
    at: Loc, indicator: Indicator, measure: Measure, indicators: dict[str, Indicator], spared: frozenset[str]
) -> Iterator[Finding]:
    if measure.d_same_as is None:
        return
    code, dot, part = measure.d_same_as.rpartition(".")
    names = {"code": indicator.code, "other": measure.d_same_as}
    if part != "d" or not dot or (code not in indicators and code not in spared):
        message = _("{code}: ”{other}” är ingen indikators nämnare; skriv t.ex. I5.1.d.")
        yield Finding(at, message.format(**names))
        return
    if not measure.takes_d:
        yield Finding(at, _("{code} har ingen egen nämnare att dela.").format(**names))
    if code == indicator.code:
        yield Finding(at, _("{code} kan inte dela nämnare med sig själv.").format(**names))
    elif code in indicators:
        others = indicators[code].measure
        if not all(other.takes_d for other in others):
            yield Finding(at, _("{code}: ”{other}” lämnas inte av nämnderna.").format(**names))
        if any(other.d_same_as for other in others):
            yield Finding(at, _("{code}: ”{other}” är i sin tur en annans nämnare.").format(**names))


def _goals(at: Loc, program: Program, spared: frozenset[str]) -> Iterator[Finding]:
    regional = spared.union(goal.code for goal in program.regional_goals)
    for here, goal in walk.goals(at, program):
        if goal.regional_goal is not None and goal.regional_goal not in regional:
            message = _("{code}: det regionala målet ”{other}” finns inte i program.yaml.")
            yield Finding((*here, "regional_goal"), message.format(code=goal.code, other=goal.regional_goal))
    own = spared.union(goal.code for goal in program.goals)
    for number, council in enumerate(program.kf_goals):
        for place, code in enumerate(council.goals):
            if code not in own:
                message = _("{code}: programmet har inget mål ”{other}”.")
                loc = (*at, "kf_goals", number, "goals", place)
                yield Finding(loc, message.format(code=council.code, other=code))
