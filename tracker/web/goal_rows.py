"""The program at a glance: one row per goal, so that judgements, activities and indicators are compared downwards."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.charts.spoken import spoken
from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, wording
from tracker.report.change import change_of
from tracker.report.change_words import change_in_brief
from tracker.report.counts import Judgements
from tracker.report.model import Goal, Indicator, Report
from tracker.report.short_names import listed_name
from tracker.words import gettext as _


@dataclass(frozen=True)
class Line:
    """What an indicator says in its row. ``tag``: whether it reaches its target, in words, and the look of that."""

    name: str
    text: str
    tag: tuple[str, str] | None


@dataclass(frozen=True)
class GoalRow:
    """``key``: the goal's code, for its link. ``judged``, ``before``: this year's judgements and last year's, one line
    for each; empty where there are none."""

    key: str
    name: str
    judged: tuple[str, ...]
    before: tuple[str, ...]
    activities: str
    indicators: tuple[Line, ...]


@dataclass(frozen=True)
class GoalRows:
    """``judged``, ``before``, ``activities``, ``indicators``: whether any row says anything there; else the column is
    left out. ``notes``: why figures in the rows differ from those elsewhere, where any do."""

    caption: str
    rows: tuple[GoalRow, ...]
    notes: tuple[str, ...]

    @property
    def judged(self) -> bool:
        return any(row.judged for row in self.rows)

    @property
    def before(self) -> bool:
        return any(row.before for row in self.rows)

    @property
    def activities(self) -> bool:
        return any(row.activities for row in self.rows)

    @property
    def indicators(self) -> bool:
        return any(row.indicators for row in self.rows)


def goal_rows(report: Report) -> GoalRows:
    """All goals, in the program's order."""
    caption = _("Målen, {period}").format(period=report.period)
    notes = (_compared(report), overview.counted_twice(report))
    return GoalRows(caption, tuple(_row(report, goal) for goal in report.goals), tuple(filter(None, notes)))


def attainment(indicator: Indicator) -> tuple[str, str] | None:
    """The attainment in words and the look that goes with it; None where there is nothing to say."""
    word = wording.attainment_word(indicator)
    if not word:
        return None
    return word, "good" if indicator.attainment == "reached" else "bad"


def _compared(report: Report) -> str:
    """Why an indicator's figure beside last year's may be another than the whole city's; empty where none is."""
    compared = [each for each in overview.asked_indicators(report) if change_of(each).verdict != "untold"]
    if all(each.city.same_bodies == each.city.total for each in compared):
        return ""
    return _("En indikator som jämförs med i fjol räknas i raderna bara hos dem som rapporterade båda åren.")


def _row(report: Report, goal: Goal) -> GoalRow:
    judged = "judgements" in report.calendar.asks and bool(report.about.judgements)
    before = goal.judgements_before if judged else None
    asked = (indicator for indicator in goal.indicators if indicator.asked)
    return GoalRow(
        key=goal.code,
        name=listed_name(goal),
        judged=_judged(report, goal.judgements) if judged else (),
        before=_judged(report, before) if before else (),
        activities=_activities(report, goal),
        indicators=tuple(_line(indicator) for indicator in asked),
    )


def _judged(report: Report, judgements: Judgements) -> tuple[str, ...]:
    """Best first, each of those who gave any judgement; who gave none are said last."""
    if not judgements.given:
        return (_("ingen bedömning"),)
    counts = ((word.code, judgements.of(word.code)) for word in report.about.judgements)
    lines = [f"{wording.judgement_word(report, code)}: {n_of_d(count, judgements.given)}" for code, count in counts]
    if judgements.not_reported:
        lines.append(f"{wording.not_reported()}: {whole_text(judgements.not_reported)}")
    return tuple(lines)


def _activities(report: Report, goal: Goal) -> str:
    if not goal.activities:
        return ""
    if "statuses" in report.calendar.asks:
        return wording.statuses_text(report, overview.goal_statuses(goal))
    if "plans" in report.calendar.asks:
        return wording.planned_text(report, *overview.planned(report, goal.activities))
    return ""


def _line(indicator: Indicator) -> Line:
    told = change_in_brief(indicator)
    text = told or _("{value}; kan inte jämföras med i fjol").format(value=spoken(indicator.city.total, indicator.kind))
    return Line(listed_name(indicator), text, attainment(indicator))
