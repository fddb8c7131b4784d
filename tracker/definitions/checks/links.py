"""Links between items: the same activity under two goals, earlier programs' series, target groups, others' goals."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.program import Activity, Indicator, Program
from tracker.words import gettext as _


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        activities = {activity.code: activity for activity in program.activities()}
        for here, activity in walk.activities(at, program):
            if activity.same_as is not None:
                yield from _same((*here, "same_as"), activity, activities, spared)
        groups = spared.union(group.code for group in program.target_groups)
        for here, item in walk.items(at, program):
            for number, group in enumerate(item.about):
                if group not in groups:
                    message = _("{code}: målgruppen ”{group}” finns inte i program.yaml (target_groups).")
                    yield Finding((*here, "about", number), message.format(code=item.code, group=group))
        for here, indicator in walk.indicators(at, program):
            if indicator.continues is not None:
                yield from _continues((*here, "continues"), program, indicator, definitions, spared)
        yield from _goals(at, program, spared)


def _same(at: Loc, activity: Activity, activities: dict[str, Activity], spared: frozenset[str]) -> Iterator[Finding]:
    names = {"code": activity.code, "other": activity.same_as}
    other = activities.get(activity.same_as or "")
    if other is None:
        if activity.same_as not in spared:
            yield Finding(at, _("{code}: aktiviteten ”{other}” finns inte i programmet.").format(**names))
    elif other.code == activity.code:
        yield Finding(at, _("{code} kan inte vara samma som sig själv.").format(**names))
    elif other.same_as is not None:
        message = _("{code}: ”{other}” är i sin tur samma som {third}; hänvisa direkt dit.")
        yield Finding(at, message.format(third=other.same_as, **names))
    elif other.responsible != activity.responsible:
        message = _("{code} är samma som {other} men har andra ansvariga.")
        yield Finding(at, message.format(**names))


def _continues(
    at: Loc, program: Program, indicator: Indicator, definitions: Definitions, spared: frozenset[str]
) -> Iterator[Finding]:
    """A series goes on from an indicator of an earlier program, which is among the definitions."""
    code, colon, other = (indicator.continues or "").partition(":")
    names = {"code": indicator.code, "other": indicator.continues}
    earlier = next((each for each in definitions.programs if each.code == code), None)
    if not colon or not other:
        yield Finding(at, _("{code}: ”{other}” ska skrivas PROGRAM:KOD.").format(**names))
    elif code == program.code:
        message = _("{code}: ”{other}” hör till samma program; en serie fortsätter ett tidigare.")
        yield Finding(at, message.format(**names))
    elif earlier is None or other not in {each.code for each in earlier.indicators()}:
        if code not in spared and other not in spared:
            yield Finding(at, _("{code}: indikatorn ”{other}” finns inte bland definitionerna.").format(**names))
    elif earlier.from_ >= program.from_:
        yield Finding(at, _("{code}: ”{other}” börjar inte före det här programmet.").format(**names))


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
