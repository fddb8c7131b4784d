"""The page of a publication that was ordered: how far it is, and then the edition, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.editions.ordered import publication
from tracker.editions.steps import Step
from tracker.store.base import utc_now
from tracker.store.editions import find_edition
from tracker.store.job import SILENT, Job, find_job
from tracker.web.access import requires
from tracker.web.database import read_session
from tracker.web.editions.preview import blueprint as blueprint
from tracker.words import gettext as _
from tracker.words import lazy

STEPS: dict[Step, str] = {
    "reading": lazy("Läser det som utgåvan görs av"),
    "deciding": lazy("Väljer vilka tal som prickas, och granskar dem"),
    "rules": lazy("Prövar vad den som kan reglerna kan räkna ut"),
    "freezing": lazy("Skriver utgåvan"),
}
"""In the order in which they come; those that this process has at hand already are passed over."""


@dataclass(frozen=True)
class StepLine:
    """``state``: done, now or later."""

    words: str
    state: str


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
        steps=_steps(found),
        made=made,
    )


def failure_of(found: Job) -> str:
    """Why a job failed; it is told nothing where it was given up."""
    return found.outcome or _("Arbetet avbröts gång på gång och prövas inte mer. Säg till den som sköter tjänsten.")


def _said(found: Job, checksum: str) -> str:
    """Where it is, in one sentence, which a screen reader is told when it changes."""
    if found.state == "failed":
        return _("Inget har publicerats.")
    if found.state == "done" and not found.outcome:
        return _("Inget skiljer från den senaste utgåvan; ingen ny har gjorts.")
    if found.state == "done":
        text = _("Utgåva {code} är publicerad. Kontrollsumma (SHA-256): {sum}")
        return text.format(code=found.outcome, sum=checksum)
    if (found.alive_at or found.ordered_at) < utc_now() - SILENT:
        return _("Det väntar fortfarande. Det tas upp av sig självt; säg till den som sköter tjänsten om det dröjer.")
    place = list(STEPS).index(found.step) if found.step in STEPS else -1
    if place < 0:
        return _("Väntar på sin tur.")
    text = _("Steg {number} av {all}: {step}.")
    return text.format(number=place + 1, all=len(STEPS), step=_step(found))


def _step(found: Job) -> str:
    words = str(STEPS[found.step])  # type: ignore[index]  # asked only where it is one of them
    if not found.of:
        return words
    return _("{step} (grupp {number} av {all})").format(step=words, number=found.done + 1, all=found.of)


def _steps(found: Job) -> list[StepLine]:
    now = list(STEPS).index(found.step) if found.step in STEPS else -1
    if found.state == "done":
        now = len(STEPS)
    states = ["done" if place < now else "now" if place == now else "later" for place in range(len(STEPS))]
    return [StepLine(str(words), state) for words, state in zip(STEPS.values(), states, strict=True)]
