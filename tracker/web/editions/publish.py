"""The compilers' texts, and publishing in two steps: see what will be published, then say so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.editions.answers import ANSWERS
from tracker.editions.groups import Group, grouped
from tracker.editions.publishing import Order, Prepared, Refused, check, publish
from tracker.editions.texts import usual_title
from tracker.editions.words import spoken
from tracker.report.reading import from_json
from tracker.report.serialise import to_json
from tracker.store.base import utc_now
from tracker.store.edition_texts import EditionText, edition_texts, save_texts
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.editions.preview import PATH, prepared_for
from tracker.web.editions.rules import blueprint as blueprint
from tracker.web.forms.publishing import PublishForm
from tracker.words import gettext as _

ANSWER = "answer:"
"""What the names of the fields begin with that answer for a number; the place of the number follows."""


@blueprint.get(f"{PATH}/texter")
@requires("publish")
def texts(program: str, period: str) -> ResponseReturnValue:
    return _texts_page(prepared_for(program, period), {}, {})


@blueprint.post(f"{PATH}/texter")
@requires("publish")
def save(program: str, period: str) -> ResponseReturnValue:
    """Save every text that was changed; what somebody else changed meanwhile is shown beside what was typed."""
    prepared = prepared_for(program, period)
    goals = [goal.code for goal in prepared.report.goals]
    typed = {goal: request.form.get(f"text-{goal}", "").replace("\r\n", "\n").strip() for goal in goals}
    seen = {goal: request.form.get(f"version-{goal}", 0, type=int) for goal in goals}
    with write_session() as session:
        clashes = save_texts(
            session, program, prepared.sources.period, typed, seen, by=current_account().name, now=utc_now()
        )
    if clashes:
        return _texts_page(prepared, {goal: typed[goal] for goal in clashes}, clashes), 409
    flash(_("Texterna är sparade."))
    return redirect(url_for("publishing.preview", program=program, period=period))


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


def _texts_page(prepared: Prepared, typed: dict[str, str], clashes: dict[str, EditionText]) -> str:
    with read_session() as session:
        kept = edition_texts(session, prepared.sources.program.code, prepared.sources.period)
    return render_template(
        "publishing/texts.html",
        prepared=prepared,
        report=prepared.report,
        kept={goal.code: kept.get(goal.code, EditionText(goal.code)) for goal in prepared.report.goals},
        typed=typed,
        clashes=clashes,
        audience="preview",
        fictional=prepared.report.fictional,
    )


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
