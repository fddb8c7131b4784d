"""What differs between two editions, in the reader's words: where, before, after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tracker.editions.difference import Difference
from tracker.editions.field_words import field_words
from tracker.editions.value_words import Speaker
from tracker.report.model import Body, Coverage, Goal, Indicator, Report
from tracker.words import gettext as _


@dataclass(frozen=True)
class Spoken:
    """One difference in words. ``item``: what it concerns, in words; ``goal``, ``body``: the codes of the goal and of
    the body that it stands under, or empty. ``series``: only the series over the periods differ."""

    item: str
    where: str
    before: str
    after: str
    series: bool
    goal: str = ""
    body: str = ""


def spoken(found: Iterable[Difference], before: Report, after: Report) -> tuple[Spoken, ...]:
    """The differences in words, in their order; what another line says already is left out."""
    listed = tuple(found)
    narrator = _Narrator(before, after)
    totals = {each.place: each for each in listed if each.place[-1] == "total"}
    return tuple(narrator.difference(each) for each in listed if not _said_elsewhere(each, totals))


def _said_elsewhere(found: Difference, totals: Mapping[tuple[str, ...], Difference]) -> bool:
    """Who compares the same bodies as in the total, and that one body has reported: the figures themselves say it."""
    if found.place[-1] == "same_bodies":
        total = totals.get((*found.place[:-1], "total"))
        return total is not None and (total.before, total.after) == (found.before, found.after)
    sides = (found.before, found.after)
    return all(isinstance(side, Coverage) and side.expected <= 1 for side in sides)


@dataclass(frozen=True)
class _Narrator:
    before: Report
    after: Report

    @cached_property
    def items(self) -> Mapping[str, str]:
        """Goals, indicators and activities by code, named as the later report names them."""
        found = {}
        for report in (self.before, self.after):
            for goal in _goals(report):
                found[goal.code] = f"{goal.code} {goal.title}"
                found |= {item.code: f"{item.code} {item.title}" for item in goal.indicators}
                found |= {item.code: f"{item.code} {item.title}" for item in goal.activities}
        return found

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        reports = (self.before, self.after)
        own = {part.code: part.body for report in reports for part in report.own}
        return own | {body.code: body for report in reports for body in report.bodies}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Areas by code, and what only holds others together."""
        found = {code: body.name for code, body in self.bodies.items()}
        for indicator in (i for report in (self.before, self.after) for i in _indicators(report).values()):
            points = (*indicator.series.as_reported, *indicator.series.recast)
            found |= {a.code: a.name for a in (*indicator.regions, *indicator.units)}
            found |= {a.code: a.name for point in points for a in (*point.regions, *point.units)}
        return found

    @cached_property
    def sides(self) -> tuple[Mapping[str, Indicator], Mapping[str, Indicator]]:
        return _indicators(self.before), _indicators(self.after)

    def difference(self, found: Difference) -> Spoken:
        steps = found.place
        item = next((step for step in reversed(steps) if step in self.items), "")
        old, new = (side.get(item) for side in self.sides)
        # What leads to the item is said by the item itself.
        rest = steps[steps.index(item) + 1 :] if item else steps
        field = steps[-1]
        return Spoken(
            item=self.items.get(item, ""),
            where=self._where(rest, new or old),
            before=_("fanns inte") if found.before is None else Speaker(self.before, old).words(found.before, field),
            after=_("finns inte") if found.after is None else Speaker(self.after, new).words(found.after, field),
            series="series" in steps,
            goal=next((step for step in steps if step in self.items), ""),
            body=self._body(steps),
        )

    def _body(self, steps: tuple[str, ...]) -> str:
        """Whose figure it is; the sums of regions and of the city are nobody's."""
        holders = ("bodies", "own", "units", "judgements")
        held = (step for holder, step in pairwise(steps) if holder in holders)
        return next((step for step in held if step in self.bodies), "")

    def _where(self, steps: tuple[str, ...], indicator: Indicator | None) -> str:
        said = [self._step(step, indicator) for step in steps]
        return ", ".join(word for word in said if word) or _("hela posten")

    def _step(self, step: str, indicator: Indicator | None) -> str:
        dimensions = indicator.dimensions if indicator else ()
        # The category says what it is a category of.
        known = {d.code: "" for d in dimensions} | {c.code: c.name for d in dimensions for c in d.categories}
        about = self.after.about
        known |= {word.code: word.word for word in (*about.judgements, *about.statuses)}
        return {**field_words(), **known, **self.names}.get(step, step)


def _goals(report: Report) -> Iterator[Goal]:
    """The city's goals, and those that bodies' own items stand under."""
    yield from report.goals
    for part in report.own:
        yield from part.goals


def _indicators(report: Report) -> dict[str, Indicator]:
    return {indicator.code: indicator for goal in _goals(report) for indicator in goal.indicators}
