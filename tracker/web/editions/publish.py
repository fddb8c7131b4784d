"""Publishing in two steps: see what will be published, then say so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.editions.answers import ANSWERS
from tracker.editions.groups import Group, grouped
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Order, Refused, check, publish
from tracker.editions.texts import usual_title
from tracker.editions.words import spoken
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.store.base import utc_now
from tracker.web.access import current_account, requires
from tracker.web.database import write_session
from tracker.web.editions.preview import PATH, prepared_for
from tracker.web.editions.rules import blueprint as blueprint
from tracker.web.editions.writing import texts as texts
from tracker.web.forms.publishing import PublishForm
from tracker.words import gettext as _

ANSWER = "answer:"
"""What the names of the fields begin with that answer for a number; the place of the number follows."""


@blueprint.get(f"{PATH}/bekrafta")
@requires("publish")
def confirm(program: str, period: str) -> ResponseReturnValue:
    prepared = prepared_for(program, period)
    form = PublishForm(title=usual_title(prepared.report), seen=_fingerprint(prepared))
    return _confirm_page(prepared, form)


@blueprint.post(f"{PATH}/bekrafta")
@requires("publish")
def publish_now(program: str, period: str) -> ResponseReturnValue:
    prepared, form = prepared_for(program, period), PublishForm()
    if form.seen.data != _fingerprint(prepared):
        form.seen.data = _fingerprint(prepared)
        message = _("Underlaget har ändrats sedan sidan visades. Granska igen och publicera på nytt.")
        return _confirm_page(prepared, form, refusal=message), 409
    answers = _answers()
    faults = form.faults(prepared, answers)
    if faults:
        return _confirm_page(prepared, form, faults), 422
    order = Order(
        title=(form.title.data or "").strip(),
        reason=(form.reason.data or "").strip() or None,
        answers=answers,
        incidents_accepted=(form.incidents_accepted.data or "").strip() or None,
    )
    try:
        check(prepared, order)
        with write_session() as session:
            made = publish(session, prepared, order, by=current_account().name, now=utc_now())
    except Refused as refusal:
        return _confirm_page(prepared, form, refusal=str(refusal)), 422
    if made is None:
        flash(_("Inget skiljer från den senaste utgåvan; ingen ny har gjorts."), "warn")
        return redirect(url_for("editions.index", program=program))
    flash(_("Utgåva {code} är publicerad. Kontrollsumma (SHA-256): {sum}").format(code=made.code, sum=made.sha256))
    return redirect(url_for("editions.show", program=program, edition=made.code))


def _confirm_page(
    prepared: Prepared, form: PublishForm, faults: Sequence[tuple[str, str]] = (), refusal: str | None = None
) -> str:
    return render_template(
        "publishing/confirm.html",
        prepared=prepared,
        report=prepared.report,
        form=form,
        questions=form.questions(prepared),
        kinds=ANSWERS,
        given=_answers(),
        faults=faults,
        refusal=refusal,
        changes=_changes(prepared),
        unanswered=dict(faults),
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


def _fingerprint(prepared: Prepared) -> str:
    """Of what the person sees: the same text goes into the edition, or the person is asked again."""
    return hashlib.sha256(to_json(prepared.report).encode()).hexdigest()
