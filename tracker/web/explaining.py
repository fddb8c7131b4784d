"""An indicator's totals explained: how they came about, what of them the edition before said otherwise, and, for the
compilers alone, from whom and when the figures came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.account import shown_name
from tracker.clock import moment, today
from tracker.editions.difference import differences
from tracker.editions.recent import RecentReports
from tracker.editions.words import Spoken, spoken
from tracker.followups.work import view_of
from tracker.report.explained import Explained, earlier_bodies, explained, merged
from tracker.report.model import Goal, Indicator, Report
from tracker.report.overview import first_year
from tracker.store.catalogue import read_program
from tracker.store.edition_heads import edition_heads
from tracker.web.followups.standings import standings
from tracker.words import gettext as _


@dataclass(frozen=True)
class Source:
    """A body's follow-up, for the compilers: its address and the last step of it."""

    name: str
    address: str
    told: str


@dataclass(frozen=True)
class Explanation:
    """``since``: the edition before, or blank. ``changed``: what it said otherwise. ``sources``: empty for all others
    than compilers."""

    totals: tuple[Explained, ...]
    earlier: tuple[str, ...]
    since: str
    changed: tuple[Spoken, ...]
    sources: tuple[Source, ...]


def explanation(session: Session, recent: RecentReports, report: Report, indicator: Indicator) -> Explanation:
    since = _edition_before(session, report)
    changed: tuple[Spoken, ...] = ()
    if since:
        before = recent.edition(session, report.program, report.period, since)
        changed = _changed(before, report, indicator.code)
    sources = tuple(_sources(session, report, indicator)) if report.audience == "internal" else ()
    totals = (*explained(report, indicator), *merged(report, indicator))
    return Explanation(totals, earlier_bodies(indicator), since, changed, sources)


def _edition_before(session: Session, report: Report) -> str:
    """The edition that came before the report: the one before it, or the latest before what is not published."""
    codes = [head.code for head in edition_heads(session, report.program) if str(head.period) == report.period]
    if report.edition in codes:
        codes = codes[: codes.index(report.edition)]
    return codes[-1] if codes else ""


def _changed(before: Report, after: Report, code: str) -> tuple[Spoken, ...]:
    """What differs in the period's figures of one indicator.

    An edition knows only what was published before it. Where that was no earlier year, last year's figures have not
    changed since.
    """
    narrowed = (_only(before, code), _only(after, code))
    unknown = {"previous_year", "same_bodies"} if first_year(before) else set()
    found = [each for each in differences(*narrowed) if code in each.place and unknown.isdisjoint(each.place)]
    return tuple(each for each in spoken(found, *narrowed) if not each.series)


def _only(report: Report, code: str) -> Report:
    goals = tuple(_with_only(goal, code) for goal in report.goals if any(i.code == code for i in goal.indicators))
    return report.model_copy(update={"goals": goals})


def _with_only(goal: Goal, code: str) -> Goal:
    return goal.model_copy(update={"indicators": tuple(each for each in goal.indicators if each.code == code)})


def _sources(session: Session, report: Report, indicator: Indicator) -> Iterable[Source]:
    seen = view_of(read_program(session, report.program), report.program, report.period)
    answering = {unit.code for unit in indicator.units}
    for row in standings(session, seen, today()):
        if row.unit in answering:
            place = url_for("entry.show", program=report.program, period=report.period, unit=row.unit)
            last = row.last
            who = _("{what} {who}, {when}").format(
                what=row.last_word, who=shown_name(last.by), when=moment(last.at)
            ) if last else row.state_word  # fmt: skip
            yield Source(row.name, f"{place}#item:{indicator.code}", who)
