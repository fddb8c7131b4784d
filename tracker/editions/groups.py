"""What differs, put together by whose it is: a body that came late is one line, with all of its rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.editions.words import Spoken
from tracker.report.model import Body, Report
from tracker.words import gettext as _
from tracker.words import ngettext


@dataclass(frozen=True)
class Group:
    """``whole``: a body's whole part came or went, so that the title says what matters."""

    title: str
    rows: tuple[Spoken, ...]
    whole: bool = False


def grouped(found: Iterable[Spoken], before: Report, after: Report) -> tuple[Group, ...]:
    """First the bodies, in the report's order; then the sums under each goal; last what concerns the whole."""
    rows: dict[tuple[str, str], list[Spoken]] = {}
    for each in found:
        rows.setdefault(("body", each.body) if each.body else ("goal", each.goal), []).append(each)
    old, new = _bodies(before), _bodies(after)
    goals = {goal.code: goal.title for report in (before, after) for goal in report.goals}
    groups = [_of_body(old.get(code), new.get(code), rows.get(("body", code), [])) for code in {**new, **old}]
    groups += [_group(f"{code} {title}", rows.get(("goal", code), [])) for code, title in goals.items()]
    groups.append(_group(_("Om programmet och perioden"), rows.get(("goal", ""), [])))
    return tuple(group for group in groups if group.rows)


def _of_body(before: Body | None, after: Body | None, rows: list[Spoken]) -> Group:
    named = after or before
    name = named.name if named else ""
    came, went = (side.reported if side else 0 for side in (after, before))
    if came and not went:
        text = ngettext("{name} har tillkommit: {n} uppgift", "{name} har tillkommit: {n} uppgifter", came)
        return Group(text.format(name=name, n=came), tuple(rows), whole=True)
    if went and not came:
        text = ngettext(
            "{name} ingår inte längre: {n} uppgift utgår", "{name} ingår inte längre: {n} uppgifter utgår", went
        )
        return Group(text.format(name=name, n=went), tuple(rows), whole=True)
    return _group(name, rows)


def _group(name: str, rows: list[Spoken]) -> Group:
    text = ngettext("{name}: {n} skillnad", "{name}: {n} skillnader", len(rows))
    return Group(text.format(name=name, n=len(rows)), tuple(rows))


def _bodies(report: Report) -> Mapping[str, Body]:
    return {body.code: body for body in (*(part.body for part in report.own), *report.bodies)}
