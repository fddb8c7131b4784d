"""What bodies wrote in a period, read together: by goal, by what they judge, by body, or with some words in it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.report import wording
from tracker.report.model import Goal, Report
from tracker.report.said import Said, said_under
from tracker.web.access import requires
from tracker.web.database import read_session
from tracker.web.followups.receipt import LIST
from tracker.web.followups.receipt import blueprint as blueprint
from tracker.web.progress import recent_reports


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
    """Everything that is received and fits what is asked for, goal by goal."""
    with read_session() as session:
        report = recent_reports().internal(session, program, period)
    asked = (request.args.get(name, "").strip() for name in ("mal", "status", "namnd", "sok"))
    choice = Choice(*asked)
    found = chosen(report, choice)
    return render_template(
        "receive/written.html", report=report, choice=choice, found=found, statuses=statuses(report),
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
