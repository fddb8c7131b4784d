"""Bodies among those of like conditions, on the pages of an indicator, of a body and of bodies beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.measures.numbers import n_of_d
from tracker.report import wording
from tracker.report.change_words import groups_text, spread_words
from tracker.report.like_conditions import Grouping, LikeGroup, group_figure, groups_spread, spread_within
from tracker.report.model import Body, Indicator, Report
from tracker.report.short_names import listed_name
from tracker.web.tables import Column, Row, Table, Text
from tracker.words import gettext as _


@dataclass(frozen=True)
class Members:
    """A group with its bodies by name. ``codes``: for the page that shows them beside each other."""

    name: str
    names: str
    codes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Grouped:
    """One way to part the bodies, and the groups' figures. ``by_answers``: by what they answer to a question."""

    title: str
    by_answers: bool
    members: tuple[Members, ...]
    table: Table


def all_members(report: Report, grouping: Grouping) -> tuple[Members, ...]:
    return tuple(members(report, group) for group in grouping.groups)


def members(report: Report, group: LikeGroup) -> Members:
    names = {body.code: body.name for body in report.bodies}
    return Members(group.name, ", ".join(names[code] for code in group.bodies), group.bodies, group.source)


def grouped(report: Report, found: Sequence[Grouping], indicators: Sequence[Indicator]) -> tuple[Grouped, ...]:
    """Each grouping that any of the indicators has figures in, but for the question that makes the groups."""
    tables = ((each, _table(report, each, indicators)) for each in found)
    return tuple(
        Grouped(each.title, each.question is not None, all_members(report, each), table)
        for each, table in tables
        if table is not None
    )


def groups_of(found: Sequence[Grouping], body: Body) -> tuple[LikeGroup, ...]:
    """The groups that the definitions have the body in."""
    listed = (group for each in found if each.question is None for group in each.groups)
    return tuple(group for group in listed if body.code in group.bodies)


def beside_body(groups: Sequence[LikeGroup]) -> tuple[Column, ...]:
    """Columns of a body's page: each group's figure, and what may be said of the bodies in it."""
    pairs = ((Column(_titled(group), number=True), Column(_within_title(group))) for group in groups)
    return tuple(column for pair in pairs for column in pair)


def beside_body_places(report: Report, indicator: Indicator, groups: Sequence[LikeGroup]) -> tuple[Text, ...]:
    pairs = ((_figure(indicator, group), _within(report, indicator, group)) for group in groups)
    return tuple(text for pair in pairs for text in pair)


def _table(report: Report, grouping: Grouping, indicators: Sequence[Indicator]) -> Table | None:
    """One row per indicator, one column per group."""
    rows = tuple(
        Row(
            listed_name(each),
            (*(_figure(each, group) for group in grouping.groups), Text(groups_text(groups_spread(each, grouping)))),
            key=each.code,
        )
        for each in indicators
        if each.code != grouping.question and any(group_figure(each, group) for group in grouping.groups)
    )
    heads = (Column(_titled(group), number=True) for group in grouping.groups)
    columns = (Column(_("Indikator")), *heads, Column(_("Grupperna bredvid varandra")))
    caption = _("{title}: grupperna, {period}").format(title=grouping.title, period=report.period)
    return Table(caption, columns, rows) if rows else None


def _titled(group: LikeGroup) -> str:
    return f"{group.name} ({len(group.bodies)})"


def _within_title(group: LikeGroup) -> str:
    return _("Inom {group}").format(group=group.name)


def _within(report: Report, indicator: Indicator, group: LikeGroup) -> Text:
    return Text(spread_words(report, spread_within(indicator, group), "bodies"))


def _figure(indicator: Indicator, group: LikeGroup) -> Text:
    """The sum; where not all of the group are in it, of how many."""
    found = group_figure(indicator, group)
    if found is None:
        return Text("", number=True)
    cell, covered = found
    text = wording.cell_text(cell, indicator.kind)
    if 0 < covered.reported < covered.expected:
        text = _("{figure}, från {counted}").format(figure=text, counted=n_of_d(covered.reported, covered.expected))
    return Text(text, wording.empty_meaning(cell), number=True)
