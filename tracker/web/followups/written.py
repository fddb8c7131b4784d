"""What bodies wrote in a period, read together: by goal, by what they judge, by body, or with some words in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.entry.due import open_periods
from tracker.report import wording
from tracker.report.model import Goal, Report
from tracker.report.said import Said, said_under
from tracker.store.catalogue import read_program
from tracker.web.access import requires
from tracker.web.database import read_session
from tracker.web.followups.receipt import LIST
from tracker.web.followups.receipt import blueprint as blueprint
from tracker.web.progress import recent_reports

ASKED = ("mal", "status", "namnd", "sok")
"""What is asked for, in the address."""


@dataclass(frozen=True)
class Choice:
    """What is asked for; blank where it does not matter. ``status``: the code of a judgement or a status."""

    goal: str = ""
    status: str = ""
    body: str = ""
    words: str = ""

    def fits(self, said: Said) -> bool:
        wanted = self.words.casefold()
        return (
            self.status in ("", said.status)
            and self.body in ("", said.body)
            and (not wanted or wanted in said.text.casefold())
        )


@blueprint.get(f"{LIST}/skrivet")
@requires("view_internal")
def written(program: str, period: str) -> ResponseReturnValue:
    """Everything that is received and fits what is asked for, goal by goal; of another period at its own address."""
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in ASKED}
    if (other := request.args.get("period", period)) != period:
        return redirect(url_for("receipt.written", program=program, period=other, **asked))
    with read_session() as session:
        report = recent_reports().internal(session, program, period)
        followed = read_program(session, program).program(program)
    choice = Choice(*asked.values())
    found = chosen(report, choice)
    return render_template(
        "receive/written.html", report=report, choice=choice, found=found, statuses=statuses(report),
        periods=open_periods(followed, today()), calendar=followed.calendar,
        count=sum(len(said) for _goal, said in found), audience="internal", fictional=report.fictional,
    )  # fmt: skip


def chosen(report: Report, choice: Choice) -> list[tuple[Goal, list[Said]]]:
    """The goals that have anything that fits, each with that."""
    goals = [goal for goal in report.goals if choice.goal in ("", goal.code)]
    found = ((goal, [said for said in said_under(report, goal) if choice.fits(said)]) for goal in goals)
    return [(goal, said) for goal, said in found if said]


def statuses(report: Report) -> list[tuple[str, str]]:
    """The codes that can be asked for, with their words: judgements first."""
    judged = [(word.code, wording.judgement_word(report, word.code)) for word in report.about.judgements]
    return [*judged, *((word.code, word.word) for word in report.about.statuses)]
