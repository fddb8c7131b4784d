"""The program at a glance: one row per goal, so that judgements, activities and indicators are compared downwards."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.measures.numbers import n_of_d, whole_text
from tracker.measures.table import kind_of
from tracker.report import overview, wording
from tracker.report.change import change_of
from tracker.report.counts import NOT_REPORTED, Judgements
from tracker.report.model import Goal, Report
from tracker.report.short_names import listed_name
from tracker.report.vocabulary import Look, counting_as, judgement_looks, met
from tracker.web.indicator_lines import IndicatorLine, indicator_line, summary
from tracker.words import gettext as _
from tracker.words import ngettext

MOST = 3
"""Indicators that a row names; of more it says how many have changed in which way."""


@dataclass(frozen=True)
class GoalRow:
    """``key``: the goal's code, for its link. ``dots``: the look of each judgement given, best first, and of each
    that is lacking. ``judged``: how many say that it is met, this year and last. ``spoken``: all judgements, for
    who hears the page. ``activities``: one or two lines. ``summary``: of the indicators together, where there are
    too many to name."""

    key: str
    name: str
    dots: tuple[Look, ...]
    judged: str
    before: str
    spoken: str
    activities: tuple[str, ...]
    indicators: tuple[IndicatorLine, ...]
    summary: str


@dataclass(frozen=True)
class GoalRows:
    """``judged``, ``activities_head``: over their columns, the words that are counted; the first empty where
    there are none. ``before``, ``activities``, ``indicators``: whether any row says anything there; else the
    column is left out. ``reading``: what must be known to read the changes right; stands above the rows.
    ``legend``: the looks of the dots in words. ``notes``: why figures in the rows differ from those elsewhere,
    where any do."""

    caption: str
    rows: tuple[GoalRow, ...]
    judged: str
    activities_head: str
    reading: str
    legend: tuple[tuple[Look, str], ...]
    notes: tuple[str, ...]

    @property
    def before(self) -> bool:
        return any(row.before for row in self.rows)

    @property
    def activities(self) -> bool:
        return any(row.activities for row in self.rows)

    @property
    def indicators(self) -> bool:
        return any(row.indicators for row in self.rows)

    @property
    def indicators_head(self) -> str:
        """With the years and the scale of the lines drawn in the rows, where all have the same years."""
        years = {line.spark.years for row in self.rows for line in row.indicators if line.spark}
        if len(years) != 1:
            return _("Indikatorer")
        first, last = years.pop()
        return _("Indikatorer, linjen {first}–{last} från noll till sitt högsta").format(first=first, last=last)


def goal_rows(report: Report) -> GoalRows:
    """All goals, in the program's order."""
    judges = "judgements" in report.calendar.asks and bool(report.about.judgements)
    rows = tuple(_row(report, goal, judges) for goal in report.goals)
    used = {look for row in rows for look in row.dots}
    looks = judgement_looks(report).items()
    return GoalRows(
        caption=_("Målen, {period}").format(period=report.period),
        rows=rows,
        judged=_("Bedömning ”{word}”").format(word=_met_word(report)) if judges else "",
        activities_head=_activities_head(report),
        reading=_counted(report),
        legend=tuple((look, wording.judgement_word(report, code)) for code, look in looks if look in used),
        notes=tuple(filter(None, (_compared(report), _broken(rows), overview.counted_twice(report)))),
    )


def _met_word(report: Report) -> str:
    return " / ".join(wording.judgement_word(report, code) for code in counting_as(report, "met"))


def _counted(report: Report) -> str:
    """Why the change of some indicators is not tested; empty where that of all is."""
    if all(change_of(each).verdict != "counted" for each in overview.asked_indicators(report)):
        return ""
    return _(
        "”Prövas inte” mot slump: kvoter, och det där alla hos dem som svarat är räknade. Om ändringen är stor säger "
        "siffrorna inte."
    )


def _compared(report: Report) -> str:
    """Why an indicator's figure beside last year's may be another than the whole city's; empty where none is."""
    compared = [each for each in overview.asked_indicators(report) if change_of(each).verdict != "untold"]
    if all(each.city.same_bodies == each.city.total for each in compared):
        return ""
    text = _("En indikator som jämförs med i fjol räknas i raderna bara hos dem som rapporterade båda åren.")
    answers = [change_of(each) for each in compared if kind_of(each.kind).is_answer]
    if any(found.now.d != found.then.d for found in answers):
        text += " " + _("De som har slagits samman räknas som en i år och var för sig i fjol.")
    return text


def _broken(rows: tuple[GoalRow, ...]) -> str:
    """What a line that is not drawn to the latest figure says; empty where all are."""
    drawn = [line.spark for row in rows for line in row.indicators if line.spark]
    if all(len(each.lines) == 1 and each.last is not None for each in drawn):
        return ""
    return _("En linje är bruten där åren inte kan jämföras, och slutar där siffran saknas.")


def _row(report: Report, goal: Goal, judges: bool) -> GoalRow:
    before = goal.judgements_before if judges else None
    asked = [indicator for indicator in goal.indicators if indicator.asked]
    return GoalRow(
        key=goal.code,
        name=listed_name(goal),
        dots=_dots(report, goal.judgements) if judges else (),
        judged=_judged(report, goal.judgements) + _lacking(goal.judgements) if judges else "",
        before=_judged(report, before) if before else "",
        spoken=wording.judgements_text(report, goal.judgements) if judges else "",
        activities=_activities(report, goal),
        indicators=tuple(indicator_line(report, indicator) for indicator in asked) if len(asked) <= MOST else (),
        summary="" if 0 < len(asked) <= MOST else summary(asked),
    )


def _dots(report: Report, judgements: Judgements) -> tuple[Look, ...]:
    looks = judgement_looks(report).items()
    return tuple(look for code, look in looks for _one in range(judgements.of(code)))


def _judged(report: Report, judgements: Judgements) -> str:
    """How many say that the goal is met, of those who judged it."""
    return n_of_d(met(report, judgements), judgements.given) if judgements.given else _("ingen bedömning")


def _lacking(judgements: Judgements) -> str:
    """How many of those who answer for the goal have not judged it; empty where all have."""
    lacking = judgements.of(NOT_REPORTED)
    return ", " + _("{count} saknas").format(count=whole_text(lacking)) if lacking else ""


def _activities(report: Report, goal: Goal) -> tuple[str, ...]:
    """How many are finished, and how many late; in a plan, how many shall be."""
    if not goal.activities:
        return ()
    if "statuses" in report.calendar.asks:
        statuses = overview.goal_statuses(goal)
        finished = overview.finished(report)
        given = statuses.given + statuses.of(NOT_REPORTED)
        lines = [n_of_d(statuses.total(finished), given)]
        if statuses.delayed:
            late = ngettext("{count} försenad", "{count} försenade", statuses.delayed)
            lines.append(late.format(count=whole_text(statuses.delayed)))
        return tuple(lines)
    if "plans" in report.calendar.asks:
        planned = overview.planned(report, goal.activities)
        return (n_of_d(planned.ending, planned.owed),)
    return ()


def _activities_head(report: Report) -> str:
    if "statuses" not in report.calendar.asks:
        return _("Aktiviteter klara {year} enligt planerna").format(year=report.calendar.year)
    word = " / ".join(wording.status_word(report, code) for code in overview.finished(report))
    return _("Aktiviteter ”{word}”").format(word=word)
