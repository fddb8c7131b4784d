"""One goal of a follow-up, read by who cannot change it: as a document, beside what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.editions.of_body import own_report
from tracker.entry.field import Field
from tracker.entry.findings import Finding
from tracker.report import body_words
from tracker.report.body_parts import ActivityPart, BodyReport
from tracker.report.model import Report
from tracker.report.short_names import short_name
from tracker.web.followups.body_tables import ShownGoal, shown_goals
from tracker.web.followups.one_goal import GoalPages
from tracker.web.followups.page import EntryPage
from tracker.web.followups.reading import Before, Neighbour, neighbours, said_before


@dataclass(frozen=True)
class ReadActivity:
    """``status``, ``days``: in words. ``plan``, ``comment``: the body's own."""

    code: str
    title: str
    status: str
    days: str
    plan: str
    comment: str
    delayed: bool


@dataclass(frozen=True)
class GoalReading:
    """``goals``: all of them, with the one that is read open. ``part``: what the body has given under it. ``said``: by
    item, what it said the period before. ``before``, ``after``: the bodies whose same goal is read next."""

    page: EntryPage
    goals: GoalPages
    report: Report
    part: ShownGoal
    said: Mapping[str, Before]
    before: Neighbour | None
    after: Neighbour | None

    @property
    def activities(self) -> list[ReadActivity]:
        """Those that the filter leaves."""
        kept = {entry.code for entry in self.goals.goal.activities}
        return [_read(self.report, each) for each in self.part.part.activities if each.activity.code in kept]

    @property
    def aims(self) -> list[str]:
        """The body's own targets, in a plan, of the indicators that the filter leaves."""
        kept = {entry.code for entry in self.goals.goal.indicators}
        told = zip(self.part.part.aims, self.part.aims, strict=True)
        return [text for aim, text in told if aim.indicator.code in kept]

    @property
    def perspectives(self) -> list[Field]:
        """What is written of the program's perspectives beside the judgement."""
        judged = self.goals.goal.judgement
        return [field for field in judged.perspectives if field.value] if judged else []

    def findings(self, code: str) -> list[Finding]:
        """What is to be looked at in an item, answered or not."""
        return [finding for finding in self.page.checked.findings if finding.item == code]


def goal_reading(session: Session, page: EntryPage, code: str, chosen: str) -> GoalReading:
    work = page.work
    report = own_report(session, work.program.code, work.period.code, work.unit)
    part = next(part for part in shown_goals(BodyReport(report)) if part.part.goal.code == code)
    before, after = neighbours(work, page.account, "entry.goal", goal=code)
    return GoalReading(page, GoalPages(page, code, chosen), report, part, said_before(work), before, after)


def _read(report: Report, part: ActivityPart) -> ReadActivity:
    follows = "statuses" in report.calendar.asks
    return ReadActivity(
        code=part.activity.code,
        title=short_name(part.activity),
        status=body_words.status_text(report, part) if follows else "",
        days=body_words.days_text(report, part),
        plan=part.unit.plan or "",
        comment=part.unit.comment or "",
        delayed=part.unit.delayed,
    )
