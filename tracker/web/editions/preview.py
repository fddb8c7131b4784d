"""A period's next edition before it is published: what is dotted and why, and what other rules would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.definitions.program import Program
from tracker.editions.alternative_words import alternatives_told, choices_told, chosen_told
from tracker.editions.prepared import Prepared
from tracker.editions.publishing import Contradictory, NothingApproved
from tracker.editions.rule_words import HOW, told_indicators
from tracker.editions.what_if import Price, price, with_insiders, with_printed, with_threshold
from tracker.editions.withholding import UnknownPart, choose
from tracker.periods import Period, PeriodError
from tracker.report.written import OVERALL
from tracker.store.base import utc_now
from tracker.store.catalogue import read_organisation, read_program
from tracker.store.edition_texts import edition_texts
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.editions.cells import Decided
from tracker.web.editions.preparing import preparations
from tracker.words import gettext as _

blueprint = Blueprint("publishing", __name__)

PATH = "/publicera/<program>/<period>"
THRESHOLDS = (3, 4, 5, 6, 8, 10)


COUNTED = "raknat"
"""Stands in the address that the calm page leads to: the answer is then worked out, however long it takes."""


@blueprint.get(PATH)
@requires("preview")
def begin(program: str, period: str) -> ResponseReturnValue:
    """A calm page while the next one is worked out; the browser asks for that at once and shows it when it comes."""
    asked: dict[str, Any] = {name: request.args[name] for name in ("grans", "tal", "lasare") if name in request.args}
    question = "rules" if "regler" in request.args else "what_if" if asked else "preview"
    page = "publishing.rules" if question == "rules" else "publishing.preview"
    anchor = "vad-om" if question == "what_if" else "dolja" if "valt" in request.args else None
    asked[COUNTED] = "ja"
    wanted = url_for(page, program=program, period=period, _anchor=anchor, **asked)
    if question == "preview":
        return counting(program, period, wanted) or redirect(wanted)
    with read_session() as session:
        known = read_program(session, program).program(program)
    return _counting(known, _period(known, period), wanted, question)


def counting(program: str, period: str, wanted: str | None = None) -> ResponseReturnValue | None:
    """A calm page that leads to ``wanted``, by default the address that was asked for; None where this process has
    the figures at hand, or where the reader comes from that page.
    """
    if COUNTED in request.args:
        return None
    with read_session() as session:
        known = read_program(session, program).program(program)
        code = _period(known, period)
        if preparations().at_hand(session, program, code.code):
            return None
    if wanted is None:
        here = {**(request.view_args or {}), **request.args.to_dict(), COUNTED: "ja"}
        wanted = url_for(request.endpoint or "", **here)
    return _counting(known, code, wanted, "preview")


def _counting(program: Program, period: Period, wanted: str, question: str) -> ResponseReturnValue:
    """Sent as 202: what was asked for is being worked out, and nothing of it is shown (nor logged as read)."""
    name, page = program.calendar.part(period).name, "publishing/counting.html"
    return render_template(page, name=name, period=period, question=question, next=wanted), 202


@blueprint.get(f"{PATH}/forhandsvisning")
@requires("preview")
def preview(program: str, period: str) -> ResponseReturnValue:
    if (calm := counting(program, period)) is not None:
        return calm
    prepared = prepared_for(program, period)
    decided = Decided(prepared)
    with read_session() as session:
        texts = edition_texts(session, program, prepared.sources.period)
    return render_template(
        "publishing/preview.html",
        prepared=prepared,
        report=prepared.report,
        decided=decided,
        now=price(prepared.protection, prepared.sources.rules),
        asked=_what_if(decided),
        rules=prepared.sources.rules.disclosure,
        helping=alternatives_told(prepared),
        chosen=chosen_told(prepared),
        choices=choices_told(prepared),
        thresholds=THRESHOLDS,
        written=sum(1 for place, text in texts.items() if text.text.strip() and not place.startswith(OVERALL)),
        audience="preview",
        fictional=prepared.report.fictional,
    )


@blueprint.post(f"{PATH}/dolj")
@requires("publish")
def withhold(program: str, period: str) -> ResponseReturnValue:
    """Choose what else the next edition leaves out, or take it back; the preview is then worked out anew."""
    place, chosen = request.form.get("plats", ""), request.form.get("gor") == "dolj"
    by, now = current_account().name, utc_now()
    try:
        with write_session() as session:
            known = period_of(session, program, period)
            choose(session, program, known.code, place, chosen=chosen, by=by, now=now)
    except UnknownPart:
        abort(400, description=_("Välj något som perioden har."))
    return redirect(url_for("publishing.begin", program=program, period=period, valt="ja"))


@blueprint.app_errorhandler(NothingApproved)
def nothing_approved(refusal: NothingApproved) -> ResponseReturnValue:
    return render_template("publishing/nothing.html", message=str(refusal)), 404


@blueprint.app_errorhandler(Contradictory)
def contradictory(refusal: Contradictory) -> ResponseReturnValue:
    with read_session() as session:
        organisation = read_organisation(session)
    names = {unit.code: unit.name for unit in organisation.units}
    bodies = [(names.get(body, body), body, period) for body, period in refusal.bodies]
    page = "publishing/contradictory.html"
    return render_template(page, message=str(refusal), bodies=bodies, audience="internal"), 409


def prepared_for(program: str, period: str) -> Prepared:
    """The period's next edition with the texts as saved. Raises NothingApproved, Contradictory."""
    with read_session() as session:
        known = read_program(session, program).program(program)
        return preparations().get(session, known.code, _period(known, period).code)


def period_of(session: Session, program: str, period: str) -> Period:
    """A period of the program, by its code. Raises PeriodError."""
    return _period(read_program(session, program).program(program), period)


def _period(program: Program, code: str) -> Period:
    """A period of the program. Raises PeriodError."""
    found = program.calendar.parse(code)
    if found not in program.calendar.between(program.from_, program.to):
        raise PeriodError(_("Perioden {period} ligger utanför programmets giltighetstid.").format(period=code))
    return found


@dataclass(frozen=True)
class Question:
    """What was asked, and what it would cost."""

    words: str
    answer: Price


def _what_if(decided: Decided) -> Question | None:
    """The question in the address, if there is one: another threshold, other readers, or one figure kept printed."""
    threshold, number = request.args.get("grans", type=int), request.args.get("tal", type=int)
    if threshold is not None:
        if threshold not in THRESHOLDS:
            abort(400)
        return Question(_("Tal mindre än {k} skyddas").format(k=threshold), with_threshold(decided.prepared, threshold))
    if "lasare" in request.args:
        bodies = decided.prepared.sources.rules.disclosure.insiders == "bodies"
        words = _("Bara det som trycks är känt") if bodies else _("Varje nämnd vet sina egna tal")
        return Question(words, with_insiders(decided.prepared, "none" if bodies else "bodies"))
    if number is not None:
        if not 0 <= number < len(decided.prepared.protection.dotted):
            abort(400)
        line = decided.line(number)
        words = _("{figure} trycks").format(figure=decided.words(line))
        return Question(words, with_printed(decided.prepared, line.key))
    return None


@blueprint.get(f"{PATH}/regler")
@requires("preview")
def rules(program: str, period: str) -> ResponseReturnValue:
    prepared = prepared_for(program, period)
    told = preparations().told(prepared)
    indicators = told_indicators(prepared, told.found)
    return render_template(
        "publishing/rules.html",
        prepared=prepared,
        report=prepared.report,
        told=told,
        indicators=indicators,
        how=HOW,
        counts={how: sum(indicator.count(how) for indicator in indicators) for how in HOW},
        audience="internal",
        fictional=prepared.report.fictional,
    )
