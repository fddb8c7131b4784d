"""Every change of a follow-up and every step of its way: who, when, from, to, why; on the page and as a file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.entry.csv_form import EXCEL
from tracker.entry.csv_marks import marked
from tracker.entry.model import Field
from tracker.followups.work import Work, find
from tracker.measures.numbers import decimal_text
from tracker.store import queries
from tracker.store.followup import STATE_AFTER
from tracker.store.read import Change, Event
from tracker.web.access import current_account, requires
from tracker.web.database import read_session
from tracker.web.followups.confirmed import confirmed_text, items_left_empty
from tracker.web.followups.entry import entry_page
from tracker.web.followups.state_words import state_word
from tracker.words import gettext as _

blueprint = Blueprint("history", __name__)

PATH = "/uppfoljning/<program>/<period>/<unit>/historik"


@dataclass(frozen=True)
class Line:
    """One change, of a field or of the follow-up's state, in words."""

    at: str
    by: str
    item: str
    field: str
    before: str
    after: str
    reason: str


@blueprint.get(PATH)
@requires("view_history")
def show(program: str, period: str, unit: str) -> ResponseReturnValue:
    item = request.args.get("item")
    with read_session() as session:
        work = find(session, program, period, unit)
        if work.followup is None:
            abort(404, _("Uppföljningen är inte påbörjad, så den har ingen historik."))
        changes = queries.history_of(session, work.followup.id, item)
        events = [] if item else queries.events_of(session, work.followup.id)
        page = entry_page(session, work, current_account())
    lines = list(reversed(_lines(work, changes, events)))
    return render_template(
        "entry/history.html", page=page, item=item, lines=lines, fictional=work.fictional
    )


@blueprint.get(f"{PATH}.csv")
@requires("view_history")
def export(program: str, period: str, unit: str) -> ResponseReturnValue:
    with read_session() as session:
        work = find(session, program, period, unit)
        changes = queries.history_of(session, work.followup.id) if work.followup else []
        events = queries.events_of(session, work.followup.id) if work.followup else []
    heads = (_("Tidpunkt"), _("Vem"), _("Uppgift"), _("Fält"), _("Från"), _("Till"), _("Skäl"))
    lines = [[marked(cell) for cell in vars(line).values()] for line in _lines(work, changes, events)]
    name = f"{program}-{unit}-{period}-historik.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(EXCEL.text([heads, *lines]), mimetype="text/csv", headers=headers)


def _lines(work: Work, changes: list[Change], events: list[Event]) -> list[Line]:
    """Changes of fields and of state, in the order in which they were made."""
    fields = {field.name: field for field in work.form.fields()}
    found = [(change.at, _line(work, fields, change)) for change in changes]
    before = ["not_opened", *(STATE_AFTER[event.kind] for event in events)]
    found += [(event.at, _step(event, state)) for event, state in zip(events, before, strict=False)]
    return [line for _at, line in sorted(found, key=lambda pair: pair[0])]


def _step(event: Event, before: str) -> Line:
    """A step of the workflow; what was confirmed with it stands as its reason."""
    empty = ", ".join(items_left_empty(event))
    told = (event.reason, confirmed_text(event), _("Tomma: {items}.").format(items=empty) if empty else "")
    return Line(
        at=moment(event.at),
        by=shown_name(event.by),
        item=_("hela uppföljningen"),
        field=_("Status"),
        before=state_word(before),
        after=state_word(STATE_AFTER[event.kind]),
        reason=" ".join(text for text in told if text),
    )


def _line(work: Work, fields: dict[str, Field], change: Change) -> Line:
    name = change.row.field(change.field) if change.row else ""
    field = fields.get(name)
    row = "" if change.row is None or not change.row.category else f" ({change.row.category})"
    return Line(
        at=moment(change.at),
        by=shown_name(change.by),
        item=work.form.name(change.row.item) if change.row else _("hela uppföljningen"),
        field=(field.label if field else _other_label(change.field)) + row,
        before=_word(field, change.before),
        after=_word(field, change.after),
        reason=change.reason or "",
    )


def _other_label(field: str) -> str:
    """Fields that are not typed: the decision, and the d of a yes or no."""
    words = {
        "decision_date": _("Beslutsdatum"),
        "decision_case": _("Diarienummer"),
        "fictional": _("Påhittade uppgifter"),
        "d": _("Antal svar"),
    }
    return words.get(field, field)


def _word(field: Field | None, text: str | None) -> str:
    """A choice's word; decimals with the reader's sign; other text as it is."""
    if text is None:
        return ""
    if field is not None and field.kind == "decimal":
        return decimal_text(text)
    return next((choice.word for choice in field.choices if choice.code == text), text) if field else text
