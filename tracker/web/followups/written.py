"""What bodies wrote in a period, read together: by goal, by what they judge, by body, or with some words in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.definitions.organisation import Organisation
from tracker.entry.due import open_periods
from tracker.periods import Period
from tracker.report import wording
from tracker.report.body_words import evidence_text
from tracker.report.model import Report
from tracker.report.said import Said, said_under
from tracker.store.catalogue import read_program
from tracker.store.evidence_counts import evidence_counts
from tracker.web.access import requires
from tracker.web.database import read_session
from tracker.web.followups.receipt import LIST
from tracker.web.followups.receipt import blueprint as blueprint
from tracker.web.followups.written_ever import Placed, said_ever, said_of_own
from tracker.web.progress import recent_reports

ASKED = ("mal", "status", "namnd", "sok")
"""What is asked for, in the address."""

EVER = "alla"
"""In place of a period: all of them."""

MOST = 300
"""Texts of all periods on one page."""


@dataclass(frozen=True)
class Choice:
    """What is asked for; blank where it does not matter. ``status``: the code of a judgement or a status. ``words``:
    each of them, in any order."""

    goal: str = ""
    status: str = ""
    body: str = ""
    words: str = ""

    def fits(self, said: Said, stands_for: Collection[str] = ()) -> bool:
        """``stands_for``: the bodies that were merged into the one that is asked for."""
        text, wanted = said.text.casefold(), self.words.casefold().split()
        return (
            self.status in ("", said.status)
            and (self.body in ("", said.body) or said.body in stands_for)
            and all(word in text for word in wanted)
        )


@blueprint.get(f"{LIST}/skrivet")
@requires("view_internal")
def written(program: str, period: str) -> ResponseReturnValue:
    """Everything that is received and fits what is asked for, goal by goal; of another period at its own address, or of
    all periods at once."""
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in ASKED}
    ever = (other := request.args.get("period", period)) == EVER
    if other != period and not ever:
        return redirect(url_for("receipt.written", program=program, period=other, **asked))
    with read_session() as session:
        report = recent_reports().internal(session, program, period)
        definitions = read_program(session, program)
        followed = definitions.program(program)
        choice = Choice(*asked.values())
        counts = evidence_counts(session, program, period=None if ever else followed.calendar.parse(period))
        if ever:
            found = chosen_ever(said_ever(session, definitions, followed), choice, definitions.organisation)
        else:
            own = said_of_own(session, definitions, followed, followed.calendar.parse(period))
            found = chosen(report, followed.calendar.parse(period), choice, own)
    titles = {goal.code: goal.title for goal in report.goals}
    count = sum(len(said) for _goal, said in found)
    return render_template(
        "receive/written.html", report=report, choice=choice, ever=ever, titles=titles, most=MOST,
        found=_first(found, MOST) if ever else found, statuses=statuses(report),
        periods=open_periods(followed, today()), calendar=followed.calendar,
        count=count, evidence={place: evidence_text(*each) for place, each in counts.items()},
        audience="internal", fictional=report.fictional,
    )  # fmt: skip


Found = list[tuple[str, list[Placed]]]
"""Goal by goal, what fits, with the period that it was written in."""


def chosen(report: Report, period: Period, choice: Choice, own: Mapping[str, list[Said]]) -> Found:
    """The goals that have anything that fits, each with that. ``own``: by goal, of bodies' own items."""
    goals = [goal for goal in report.goals if choice.goal in ("", goal.code)]
    texts = ((goal.code, (*said_under(report, goal), *own.get(goal.code, ()))) for goal in goals)
    found = ((goal, [(period, each) for each in said if choice.fits(each)]) for goal, said in texts)
    return [(goal, said) for goal, said in found if said]


def chosen_ever(said: Mapping[str, list[Placed]], choice: Choice, organisation: Organisation) -> Found:
    """The same of all periods; what a body's predecessors wrote is its own."""
    merged = {unit.code for unit in organisation.units if choice.body and choice.body in organisation.heirs(unit.code)}
    wanted = ((goal, texts) for goal, texts in said.items() if choice.goal in ("", goal))
    found = ((goal, [each for each in texts if choice.fits(each[1], merged)]) for goal, texts in wanted)
    return [(goal, texts) for goal, texts in found if texts]


def _first(found: Found, most: int) -> Found:
    """As many texts as a page holds: of each goal the latest, so that none is pushed out by another."""
    if not found:
        return []
    each = max(most // len(found), 1)
    return [(goal, texts[:each]) for goal, texts in found]


def statuses(report: Report) -> list[tuple[str, str]]:
    """The codes that can be asked for, with their words: judgements first."""
    judged = [(word.code, wording.judgement_word(report, word.code)) for word in report.about.judgements]
    return [*judged, *((word.code, word.word) for word in report.about.statuses)]
