"""Groups of bodies with like conditions, and what the printed figures of each add up to.

A body belongs to a group by an attribute in the definitions, or by its own answer to a yes-or-no question of the
program. A group's figure is the sum of its bodies' n over the sum of their d, as printed: where one of them is dotted
the sum is dotted too, so a group says nothing that the report does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from tracker.definitions.organisation import Organisation
from tracker.measures.numbers import plain
from tracker.measures.table import kind_of
from tracker.report.change import Spread, spread_among
from tracker.report.model import Area, Cell, Coverage, Indicator, Report
from tracker.report.short_names import listed_name
from tracker.rollup.figures import empty_of
from tracker.words import gettext as _


@dataclass(frozen=True)
class LikeGroup:
    """``bodies``: their codes, in the organisation's order. ``source``: where that they belong to it is known from."""

    name: str
    bodies: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Grouping:
    """Groups to be seen beside each other. ``question``: the code of the indicator whose answers part the bodies; None
    of attributes."""

    title: str
    groups: tuple[LikeGroup, ...]
    question: str | None = None


def groupings(report: Report, organisation: Organisation) -> tuple[Grouping, ...]:
    """By attributes first, then by each question to which some said yes and some no. A group has two bodies at least:
    one body is no group."""
    found = [_by_attributes(report, organisation)]
    found += [_by_answer(each) for goal in report.goals for each in goal.indicators if each.asked]
    return tuple(each for each in found if each is not None)


def group_figure(indicator: Indicator, group: LikeGroup) -> tuple[Cell, Coverage] | None:
    """The group's sum and how many of its bodies are in it; None where none of them answers for the indicator."""
    cells = [area.total for area in _members(indicator, group)]
    if not cells:
        return None
    given = [cell for cell in cells if cell.state in ("value", "suppressed")]
    empty = [cell.state for cell in cells if cell.state != "value" and cell.state != "suppressed"]
    covered = Coverage(reported=len(given), expected=len(cells))
    return (_sum(indicator, given) if given else Cell(state=empty_of(empty))), covered


def groups_spread(indicator: Indicator, grouping: Grouping) -> Spread:
    """Whether the groups' figures differ more than chance. Nothing is said where a body is in two of them."""
    codes = list(chain.from_iterable(group.bodies for group in grouping.groups))
    found = [figure for group in grouping.groups if (figure := group_figure(indicator, group))]
    return "untold" if len(codes) > len(set(codes)) else spread_among(indicator, [cell for cell, _covered in found])


def spread_within(indicator: Indicator, group: LikeGroup) -> Spread:
    """Whether the group's bodies differ more than chance from each other."""
    return spread_among(indicator, [area.total for area in _members(indicator, group)])


def _members(indicator: Indicator, group: LikeGroup) -> list[Area]:
    return [area for area in indicator.units if area.code in group.bodies]


def _sum(indicator: Indicator, given: Sequence[Cell]) -> Cell:
    """Of figures that are given. A part that is dotted anywhere is dotted in the sum."""
    kind = kind_of(indicator.kind)
    n = None if any(cell.n is None for cell in given) else sum(cell.n or 0 for cell in given)
    d = None if any(cell.d is None for cell in given) else sum(cell.d or 0 for cell in given)
    if n is None or (kind.has_d and d is None):
        return Cell(state="suppressed", n=n, d=d)
    exact = kind.value(n, d, indicator.decimals, indicator.smallest_base)
    return Cell(state="value", n=n, d=d, value=None if exact is None else plain(exact))


def _by_attributes(report: Report, organisation: Organisation) -> Grouping | None:
    day, shown = date.fromisoformat(report.calendar.last_day), {body.code for body in report.bodies}
    members: dict[str, list[str]] = {}
    sources: dict[str, dict[str, None]] = {}
    for unit in organisation.units:
        for attribute in unit.attributes:
            if unit.code in shown and attribute.applies(day):
                members.setdefault(attribute.group, []).append(unit.code)
                sources.setdefault(attribute.group, {})[attribute.source] = None
    groups = tuple(
        LikeGroup(name, tuple(codes), "; ".join(sources[name])) for name, codes in members.items() if len(codes) > 1
    )
    return Grouping(_("Liknande förutsättningar"), groups) if groups else None


def _by_answer(indicator: Indicator) -> Grouping | None:
    kind = kind_of(indicator.kind)
    if not kind.is_answer:
        return None
    answers: dict[int, list[str]] = {1: [], 0: []}
    for area in indicator.units:
        if area.total.state == "value" and area.total.n is not None and area.total.d == 1:
            answers[area.total.n].append(area.code)
    if any(len(codes) < 2 for codes in answers.values()):
        return None
    source = _("svaren på {code}").format(code=indicator.code)
    groups = (LikeGroup(kind.answer_word(said, 1) or "", tuple(codes), source) for said, codes in answers.items())
    return Grouping(listed_name(indicator), tuple(groups), indicator.code)
