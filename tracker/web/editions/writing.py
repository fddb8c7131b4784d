"""The compilers' desk: one page for each goal and each section of the document, saved while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.editions.publishing import NothingApproved
from tracker.report.model import Report
from tracker.report.written import OVERALL, overall_place
from tracker.store.base import utc_now
from tracker.store.edition_texts import EditionText, edition_texts, save_texts, spells, text_before, text_versions
from tracker.web.access import current_account, requires
from tracker.web.database import read_session, write_session
from tracker.web.editions.preparing import preparations
from tracker.web.editions.preview import PATH, counting, period_of, prepared_for
from tracker.web.editions.preview import blueprint as blueprint
from tracker.web.editions.writing_page import FIELD, WritingPage, findings, place_lines
from tracker.web.followups.written_ever import said_of_own
from tracker.web.progress import recent_reports
from tracker.words import gettext as _

ONE = f"{PATH}/texter/<place>"


@blueprint.get(f"{PATH}/texter")
@requires("publish")
def texts(program: str, period: str) -> ResponseReturnValue:
    """Every place that can have words, with who wrote them last."""
    report = _internal(program, period)
    with read_session() as session:
        kept = edition_texts(session, program, period_of(session, program, period))
    lines = place_lines(report, kept)
    return render_template("publishing/texts.html", report=report, lines=lines, audience="internal",
                           fictional=report.fictional)  # fmt: skip


@blueprint.get(ONE)
@requires("publish")
def write(program: str, period: str, place: str) -> ResponseReturnValue:
    if (calm := counting(program, period)) is not None:
        return calm
    return _page(_writing(program, period, place))


@blueprint.post(ONE)
@requires("publish")
def save(program: str, period: str, place: str) -> ResponseReturnValue:
    """Save what was typed; what somebody else changed meanwhile is left, and shown beside it."""
    report = _internal(program, period)
    allowed = [line.place for line in place_lines(report, {})]
    if place not in allowed:
        abort(404)
    typed = _typed((place, overall_place(place)), report)
    seen = {each: request.form.get(f"seen:{each}", 0, type=int) for each in typed}
    with write_session() as session:
        known = period_of(session, program, period)
        by = current_account().name
        clashes = save_texts(session, program, known, typed, seen, by=by, now=utc_now())
        kept = edition_texts(session, program, known)
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        return jsonify(_answer(program, period, report, typed, clashes, kept))
    if clashes:
        return _page(_writing(program, period, place), typed, clashes), 409
    flash(_("Texten är sparad."))
    return redirect(url_for("publishing.write", program=program, period=period, place=place))


@blueprint.get(f"{ONE}/kontroll")
@requires("publish")
def checked(program: str, period: str, place: str) -> ResponseReturnValue:
    """What the text as last saved says that the figures do not, for the page's script; the figures are worked out."""
    page = _writing(program, period, place)
    return jsonify({"findings": page.findings})


@blueprint.get(f"{ONE}/versioner")
@requires("publish")
def versions(program: str, period: str, place: str) -> ResponseReturnValue:
    """Every version of the text, the newest first; one spell of writing is one."""
    report = _internal(program, period)
    line = next((line for line in place_lines(report, {}) if line.place == place), None)
    if line is None:
        abort(404)
    with read_session() as session:
        found = text_versions(session, program, period_of(session, program, period), place)
    return render_template("publishing/versions.html", report=report, line=line, versions=spells(found),
                           audience="internal", fictional=report.fictional)  # fmt: skip


def _typed(places: tuple[str, ...], report: Report) -> dict[str, str]:
    """What was sent, by place; only judgements that the program has can be chosen."""
    codes = {word.code for word in report.about.judgements} | {""}
    fields = {each: request.form.get(f"{each}/{FIELD}") for each in places}
    typed = {each: value.replace("\r\n", "\n").strip() for each, value in fields.items() if value is not None}
    return {each: value for each, value in typed.items() if not each.startswith(OVERALL) or value in codes}


def _internal(program: str, period: str) -> Report:
    """The compilers' own report. Raises NothingApproved where nothing of the period is received."""
    with read_session() as session:
        report = recent_reports().internal(session, program, period)
    if not any(body.reported for body in report.bodies):
        raise NothingApproved(_("Ingen mottagen uppföljning finns för {period}.").format(period=period))
    return report


def _writing(program: str, period: str, place: str) -> WritingPage:
    internal, prepared = _internal(program, period), prepared_for(program, period)
    with read_session() as session:
        sources = prepared.sources
        kept = edition_texts(session, program, sources.period)
        own = said_of_own(session, sources.definitions, sources.program, sources.period).get(place, [])
        before = text_before(session, program, sources.program.calendar, sources.period, place)
    lines = place_lines(prepared.report, kept)
    if place not in {line.place for line in lines}:
        abort(404)
    return WritingPage(place, internal, prepared, lines, kept, tuple(own), before)


def _page(page: WritingPage, typed: Mapping[str, str] | None = None, clashes: Mapping[str, EditionText] | None = None
          ) -> str:  # fmt: skip
    return render_template(
        "publishing/write.html", page=page, report=page.report, typed=typed or {}, clashes=clashes or {},
        account=current_account(), audience="internal", fictional=page.report.fictional,
    )  # fmt: skip


def _answer(
    program: str,
    period: str,
    report: Report,
    typed: Mapping[str, str],
    clashes: Mapping[str, EditionText],
    kept: Mapping[str, EditionText],
) -> dict[str, Any]:
    """What the page's script is told: the same as of a follow-up that is saved. Where this process has no figures at
    hand nothing can be said of the text yet (``findings`` is None), and the saving does not wait for them."""
    saved = [place for place in typed if place not in clashes]
    lines = place_lines(report, kept)
    with read_session() as session:
        prepared = preparations().figures(session, program, period)
    texts = {place: text for place, text in typed.items() if not place.startswith(OVERALL)}
    # Not judged here and now, as in another process than the one that made the page: what is shown stays.
    found = None
    if prepared is not None:
        found = [each for place, text in texts.items() for each in findings(prepared, place, text)]
    return {
        "saved": saved,
        "refused": [],
        "tokens": {place: kept[place].version for place in saved if place in kept},
        "values": {f"{place}/{FIELD}": typed[place] for place in saved},
        "findings": found,
        "progress": {"filled": sum(line.written for line in lines), "owed": len(lines)},
        "goals": {},
        "to_fix": {},
        "kinds": {},
        "begins": {},
        "faults": [],
        "partly": {},
        "clashes": [_clash(clash, typed[place]) for place, clash in clashes.items()],
    }


def _clash(clash: EditionText, mine: str) -> dict[str, Any]:
    """Both versions of a text. ``own``: saved by the same person, in another tab."""
    field = {
        "name": f"{clash.goal}/{FIELD}", "label": _("Text"), "mine": mine, "theirs": clash.text,
        "mine_word": mine, "theirs_word": clash.text,
    }  # fmt: skip
    return {
        "item": clash.goal,
        "by": shown_name(clash.by),
        "own": clash.by == current_account().name,
        "at": moment(clash.at) if clash.at else "",
        "token": clash.version,
        "fields": [field],
    }
