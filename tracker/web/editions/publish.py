"""Publishing in two steps: see what will be published, then say so. A job does it, and has its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.editions.groups import Group, grouped
from tracker.editions.ordered import Publication, publication, seen_of
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Refused, check
from tracker.editions.question_words import ANSWERS
from tracker.editions.texts import usual_title
from tracker.editions.waiting import unpublished_before
from tracker.editions.words import spoken
from tracker.report.reading import from_json
from tracker.store.edition_texts import edition_texts
from tracker.store.job import Job, Unfinished, find_job, unfinished_job
from tracker.web.access import current_account, requires
from tracker.web.addresses import key
from tracker.web.database import read_session
from tracker.web.editions.job_page import blueprint as blueprint
from tracker.web.editions.preparing import preparations
from tracker.web.editions.preview import PATH, counting, period_of, prepared_for
from tracker.web.editions.writing import texts as texts
from tracker.web.editions.writing_page import place_lines
from tracker.web.forms.publishing import PublishForm
from tracker.web.job_steps import failure_of
from tracker.web.working import order
from tracker.words import gettext as _

ANSWER = "answer:"
"""What the names of the fields begin with that answer for a number; the place of the number follows."""


@blueprint.get(f"{PATH}/bekrafta")
@requires("publish")
def confirm(program: str, period: str) -> ResponseReturnValue:
    """``jobb``: a job that failed; what was typed then stands in the form."""
    if (calm := counting(program, period)) is not None:
        return calm
    prepared = prepared_for(program, period)
    form = PublishForm(title=usual_title(prepared.report), seen=seen_of(prepared))
    failed = _failed(program, prepared.sources.period.code)
    if failed is None:
        return _confirm_page(prepared, form)
    typed = publication(failed)
    form.title.data, form.reason.data = typed.title, typed.reason
    form.incidents_accepted.data = typed.incidents_accepted
    return _confirm_page(prepared, form, given=typed.answers, refusal=failure_of(failed))


@blueprint.post(f"{PATH}/bekrafta")
@requires("publish")
def publish_now(program: str, period: str) -> ResponseReturnValue:
    """Order the publication. What this process can tell at once is refused at once; the rest is judged by the job."""
    form, answers = PublishForm(), _answers()
    with read_session() as session:
        code = period_of(session, program, period).code
        at_hand = preparations().at_hand(session, program, code)
    wanted = Publication(
        period=code,
        seen=form.seen.data or "",
        title=(form.title.data or "").strip(),
        reason=(form.reason.data or "").strip() or None,
        answers=answers,
        incidents_accepted=(form.incidents_accepted.data or "").strip() or None,
    )
    # What the page asks for is asked for because the edition needs it.
    blank = any(not request.form[name].strip() for name in ("reason", "incidents_accepted") if name in request.form)
    if at_hand or blank or not form.validate():
        prepared = prepared_for(program, period)
        if (refused := _refused(prepared, form, wanted)) is not None:
            return refused
    try:
        number = order(program, "publish", wanted.document())
    except Unfinished:
        return _other_first(program, wanted, form)
    return redirect(url_for("publishing.job", program=program, number=number))


def _refused(prepared: Prepared, form: PublishForm, wanted: Publication) -> tuple[str, int] | None:
    """The page again with what is wrong, if anything is."""
    if wanted.seen != seen_of(prepared):
        form.seen.data = seen_of(prepared)
        message = _("Underlaget har ändrats sedan sidan visades. Granska igen och publicera på nytt.")
        return _confirm_page(prepared, form, refusal=message), 409
    faults = form.faults(prepared, wanted.answers)
    if faults:
        return _confirm_page(prepared, form, faults), 422
    try:
        check(prepared, wanted.order)
    except Refused as refusal:
        return _confirm_page(prepared, form, refusal=str(refusal)), 422
    return None


def _other_first(program: str, wanted: Publication, form: PublishForm) -> ResponseReturnValue:
    """The program has a job that is not finished: lead to it where it is the same order, sent twice."""
    with read_session() as session:
        going = unfinished_job(session, program)
    if going is not None and going.document == wanted.document() and going.account == current_account().id:
        return redirect(url_for("publishing.job", program=program, number=going.id))
    message = _("En annan publicering i programmet pågår. Vänta tills den är klar, och publicera sedan på nytt.")
    return _confirm_page(prepared_for(program, wanted.period), form, refusal=message), 409


def _failed(program: str, period: str) -> Job | None:
    """The failed publication of the period that the address names."""
    number = request.args.get("jobb", type=key)
    if number is None:
        return None
    with read_session() as session:
        found = find_job(session, program, number)
    right = found is not None and found.state == "failed" and publication(found).period == period
    return found if right else None


def _confirm_page(
    prepared: Prepared,
    form: PublishForm,
    faults: Sequence[tuple[str, str]] = (),
    refusal: str | None = None,
    given: Mapping[str, str] | None = None,
) -> str:
    with read_session() as session:
        going = unfinished_job(session, prepared.report.program)
        kept = edition_texts(session, prepared.report.program, prepared.sources.period)
        earlier = unpublished_before(session, prepared.sources.program, prepared.sources.period)
    lines = place_lines(prepared.report, kept)
    return render_template(
        "publishing/confirm.html",
        prepared=prepared,
        report=prepared.report,
        form=form,
        questions=form.questions(prepared),
        kinds=ANSWERS,
        written={line.place for line in lines},
        lines=lines,
        given=_answers() if given is None else given,
        faults=faults,
        refusal=refusal,
        changes=_changes(prepared),
        unanswered=dict(faults),
        going=going,
        earlier=[(each, f"{prepared.sources.program.calendar.part(each).name} {each.year}") for each in earlier],
        audience="preview",
        fictional=prepared.report.fictional,
    )


def _answers() -> dict[str, str]:
    """What was answered of each number, by its place in the texts."""
    return {name.removeprefix(ANSWER): value for name, value in request.form.items() if name.startswith(ANSWER)}


def _changes(prepared: Prepared) -> tuple[Group, ...]:
    """What a correction changes in the period's own figures and texts; its series follow from them."""
    if prepared.last is None:
        return ()
    before = from_json(prepared.last.report)
    found = spoken(prepared.changes, before, prepared.report)
    return grouped([each for each in found if not each.series], before, prepared.report)
