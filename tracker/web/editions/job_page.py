"""The page of a publication that was ordered: how far it is, and then the edition, or why there is none."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.editions.ordered import publication
from tracker.store.editions import find_edition
from tracker.store.job import Job, find_job
from tracker.web.access import requires
from tracker.web.database import read_session
from tracker.web.editions.preview import blueprint as blueprint
from tracker.web.job_steps import failure_of, step_lines, under_way
from tracker.words import gettext as _
from tracker.words import lazy

STEPS: dict[str, str] = {
    "reading": lazy("Läser det som utgåvan görs av"),
    "deciding": lazy("Väljer vilka tal som prickas, och granskar dem"),
    "rules": lazy("Prövar vad den som kan reglerna kan räkna ut"),
    "freezing": lazy("Skriver utgåvan"),
}
"""In the order in which they come; those that this process has at hand already are passed over."""


@blueprint.get("/publicera/<program>/jobb/<int:number>")
@requires("publish")
def job(program: str, number: int) -> ResponseReturnValue:
    with read_session() as session:
        found = find_job(session, program, number)
        if found is None:
            abort(404)
        made = find_edition(session, program, found.outcome) if found.state == "done" and found.outcome else None
    return render_template(
        "publishing/job.html",
        job=found,
        wanted=publication(found),
        said=_said(found, made.sha256 if made else ""),
        failure=failure_of(found),
        steps=step_lines(found, STEPS),
        made=made,
    )


def _said(found: Job, checksum: str) -> str:
    """Where it is, in one sentence, which a screen reader is told when it changes."""
    if found.state == "failed":
        return _("Inget har publicerats.")
    if found.state == "done" and not found.outcome:
        return _("Inget skiljer från den senaste utgåvan; ingen ny har gjorts.")
    if found.state == "done":
        text = _("Utgåva {code} är publicerad. Utgåvans kontrollsumma (SHA-256): {sum}")
        return text.format(code=found.outcome, sum=checksum)
    return under_way(found, STEPS, _("{step} (grupp {number} av {all})"))
