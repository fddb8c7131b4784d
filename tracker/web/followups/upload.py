"""The Excel round trip: fetch a follow-up's entry sheet, send it back, see the difference, confirm it."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from sqlalchemy.orm import Session

from exports.entry_sheet import write_entry_sheet
from tracker.clock import today
from tracker.entry.findings import Finding
from tracker.entry.sheet_package import LARGEST_FILE, SheetRefused
from tracker.entry.sheet_reading import Sheet, read_sheet
from tracker.followups.importing import apply_import
from tracker.followups.remarks import with_remarks
from tracker.followups.sheet_place import check_place, words
from tracker.followups.sheet_plan import ASKED_FIRST, ItemDifference, SheetPlan, questions
from tracker.followups.sheet_planning import plan_sheet
from tracker.followups.unsaved import keep_unsaved
from tracker.followups.work import Work, find
from tracker.store import queries
from tracker.web.access import current_account, requires, takes
from tracker.web.database import read_session, write_session
from tracker.web.followups.entry import bare_page, entry_page
from tracker.web.followups.location import location
from tracker.web.followups.page import EntryPage
from tracker.web.followups.sheet_carrying import Carried, CarryingFault, pack, unpack
from tracker.words import gettext as _
from tracker.words import lazy, ngettext

blueprint = Blueprint("upload", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/blad"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_UPLOAD = 2 * LARGEST_FILE
"""Bytes: the file, so that one that is too large is answered at its field; and, to be confirmed, what it says."""

LONGEST_NAME = 80
MOST_LISTED = 50
"""Refusals that the page lists; a column pasted below the table gives one per row."""


class UploadForm(FlaskForm):
    file = FileField(
        lazy("Excel-blad"),
        description=lazy("Bladet som du har hämtat här och fyllt i. Inget sparas förrän du bekräftar."),
    )


@dataclass(frozen=True)
class Difference:
    """The page between sending a sheet and saving it. ``chosen``: items that are ticked.

    ``warnings``: per item what the rules ask to be put right or explained, once all of the sheet is saved.
    """

    page: EntryPage
    plan: SheetPlan
    file: str
    carried: str
    chosen: Collection[str]
    warnings: Mapping[str, list[Finding]]
    listed: int = MOST_LISTED

    def of(self, *kinds: str) -> list[ItemDifference]:
        return [d for d in self.plan.differences if ("cleared" if _clears(d) else d.what) in kinds]

    @property
    def counts(self) -> str:
        """How much there is of each kind; what there is none of is left out."""
        refused = len({refusal.item or refusal.place for refusal in self.plan.refusals})
        new, changed, conflicts = (len(self.of(kind)) for kind in ("new", "changed", "conflict"))
        cleared, unchanged = len(self.of("cleared", "removed")), self.plan.unchanged
        counted = (
            (ngettext("{n} ny", "{n} nya", new), new),
            (ngettext("{n} ändrad", "{n} ändrade", changed), changed),
            (ngettext("{n} tömd", "{n} tömda", cleared), cleared),
            (ngettext("{n} ändrad av andra", "{n} ändrade av andra", conflicts), conflicts),
            (_("{n} som inte kan läsas in"), refused),
            (ngettext("{n} oförändrad", "{n} oförändrade", unchanged), unchanged),
        )
        return ", ".join(text.format(n=count) for text, count in counted if count) + "."


@blueprint.get(f"{PATH}.xlsx")
@requires("view")
def template(program: str, period: str, unit: str) -> ResponseReturnValue:
    stream = io.BytesIO()
    with read_session() as session:
        work = find(session, program, period, unit)
        form = with_remarks(session, work)
    write_entry_sheet(
        form, stream, tokens=work.tokens, words=words(work.program), fictional=work.fictional, today=today()
    )
    stream.seek(0)
    return send_file(stream, WORKBOOK, as_attachment=True, download_name=f"{program}-{unit}-{period}.xlsx")


@blueprint.get(PATH)
@requires("edit")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    return _form_page(program, period, unit, UploadForm(formdata=None))


@blueprint.post(PATH)
@requires("edit")
@takes(LARGEST_UPLOAD)
def send(program: str, period: str, unit: str) -> ResponseReturnValue:
    form = UploadForm()
    upload = form.file.data
    if not upload:
        form.file.errors = [_("Välj filen först.")]
        return _form_page(program, period, unit, form), 422
    try:
        sheet = read_sheet(upload.stream.read(LARGEST_FILE + 1))
        with read_session() as session:
            work = find(session, program, period, unit)
            check_place(work.definitions, work.view, unit, sheet)
            shown = _difference(session, work, sheet, file_name(upload.filename))
    except SheetRefused as refusal:
        form.file.errors = [str(refusal)]
        return _form_page(program, period, unit, form), 422
    return _difference_page(shown)


@blueprint.post(f"{PATH}/spara")
@requires("edit")
@takes(LARGEST_UPLOAD)
def save(program: str, period: str, unit: str) -> ResponseReturnValue:
    chosen, account = set(request.form.getlist("item")), current_account()
    try:
        carried = unpack(request.form.get("carried", ""), account.id, (program, unit, period))
    except CarryingFault as fault:
        form = UploadForm(formdata=None)
        form.file.errors = [str(fault)]
        return _form_page(program, period, unit, form), 422
    with write_session() as session:
        work = find(session, program, period, unit)
        shown = _difference(session, work, carried.sheet, carried.file, chosen)
        hindrance = _unconfirmed(shown, carried.shown)
        if _is_saved_already(shown, work):
            flash(_("Det markerade är redan sparat."))
            return redirect(location(work))
        if hindrance:
            return _difference_page(shown, hindrance), 409 if chosen else 422
        plan, reason = shown.plan.only(chosen), _("inläst ur {file}").format(file=carried.file)
        apply_import(session, plan, by=account, today=today(), reason=reason)
        _keep_refused(session, work, carried)
    count = len({row.key.item for followup in plan.followups for row in followup.rows})
    flash(ngettext("{n} uppgift ur bladet är sparad.", "{n} uppgifter ur bladet är sparade.", count).format(n=count))
    if carried.refused:
        names = "; ".join(work.form.name(item) for item in carried.refused)
        flash(_("Kunde inte läsas in ur bladet och måste rättas på sidan: {items}.").format(items=names), "warn")
    return redirect(location(work))


def _keep_refused(session: Session, work: Work, carried: Carried) -> None:
    """What the sheet says and cannot be saved stands in the fields, to be put right there."""
    typed = {item: fields for item, fields in carried.refused.items() if fields}
    followup = queries.find_followup(session, work.program.code, work.unit, work.period)
    if typed and followup is not None:
        by, seen = current_account(), carried.sheet.seen
        keep_unsaved(session, followup=followup.id, view=work.view, typed=typed, seen=seen, by=by, today=today())


def file_name(given: str | None) -> str:
    """The file's own name, fit to stand in the history."""
    name = re.split(r"[/\\]", given or "")[-1]
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_NAME] or _("ett Excel-blad")


def _difference(
    session: Session, work: Work, sheet: Sheet, file: str, chosen: Collection[str] | None = None
) -> Difference:
    plan = plan_sheet(session, view=work.view, unit=work.unit, sheet=sheet)
    account = current_account()
    warnings = questions(work, plan)
    if chosen is None:
        asked = {item for item, found in warnings.items() if any(f.rule in ASKED_FIRST for f in found)}
        chosen = {d.item for d in plan.differences if d.what != "conflict" and not _clears(d)} - asked
    page = bare_page(session, work, account)
    return Difference(page, plan, file, pack(sheet, plan, file, account.id), chosen, warnings)


def _clears(difference: ItemDifference) -> bool:
    return difference.what != "conflict" and difference.clears


def _is_saved_already(shown: Difference, work: Work) -> bool:
    """Whether what was ticked is held as the sheet says it: the button was pressed twice."""
    differing = {difference.item for difference in shown.plan.differences} | set(shown.plan.refused)
    asked = {entry.code for entry in work.form.entries()}
    return bool(shown.chosen) and set(shown.chosen) <= asked - differing


def _unconfirmed(shown: Difference, versions: Mapping[str, int]) -> str:
    """Why what was ticked cannot be saved as it was shown; empty if it can."""
    ticked = [d for d in shown.plan.differences if d.item in shown.chosen]
    if not ticked:
        return _("Inget är markerat, så inget är sparat. Markera de uppgifter som ska sparas.")
    changed = [shown.page.form.name(d.item) for d in ticked if versions.get(d.item) != d.token]
    if changed:
        message = _("{items} ändrades av någon annan medan du läste. Inget är sparat; se efter och bekräfta på nytt.")
        return message.format(items=", ".join(changed))
    return ""


def _form_page(program: str, period: str, unit: str, form: UploadForm) -> str:
    with read_session() as session:
        work = find(session, program, period, unit)
        page = entry_page(session, work, current_account())
    return render_template("upload/form.html", page=page, form=form, fictional=work.fictional)


def _difference_page(shown: Difference, fault: str = "") -> str:
    page = shown.page
    return render_template("upload/difference.html", page=page, shown=shown, fault=fault, fictional=page.work.fictional)
