"""Plan what an uploaded entry sheet would change, field by field against the version that it was made from.

A field counts only where the sheet says something else than that version did: what others saved meanwhile in
fields that the sheet left alone stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.definitions.view import View
from tracker.entry.build import show
from tracker.entry.choices import code_of
from tracker.entry.field import Field
from tracker.entry.model import Form
from tracker.entry.sheet_found import Typed
from tracker.entry.sheet_identity import without_misplaced
from tracker.entry.sheet_layout import field_labels, word
from tracker.entry.sheet_reading import Sheet
from tracker.entry.typed_values import read
from tracker.followups.checking import impossible, plain_form
from tracker.followups.clashes import as_seen
from tracker.followups.planning import PlannedFollowup, PlannedRow, What
from tracker.followups.sheet_plan import FieldDifference, ItemDifference, SheetPlan, SheetRefusal
from tracker.followups.states import EDITABLE
from tracker.followups.writing import texts
from tracker.rows import BLANK, RowKey, Value, parse_field
from tracker.store.queries import find_followup, history_of, tokens_of, values_of
from tracker.store.read import Change, Followup
from tracker.words import gettext as _

Rows = Mapping[RowKey, Value]


def plan_sheet(session: Session, *, view: View, unit: str, sheet: Sheet, approve: bool = False) -> SheetPlan:
    """Compare a sheet of this body and period with what the follow-up holds now.

    ``approve``: a follow-up that is locked may be reopened (command line). Nothing is written.
    """
    followup = find_followup(session, view.program.code, unit, view.period)
    held = values_of(session, followup.id) if followup else {}
    tokens = tokens_of(session, followup.id) if followup else {}
    changed = {item for item, token in tokens.items() if token != sheet.seen.get(item, 0)}
    histories = _histories(session, followup.id, changed) if followup and changed else {}
    form = plain_form(view, unit, held)
    sheet = without_misplaced(form, sheet)
    planner = _Planner(view, unit, form, sheet, followup, held, tokens, histories)
    return planner.plan(approve)


def _histories(session: Session, followup: int, items: Collection[str]) -> dict[str, list[Change]]:
    """By item, what has happened to it, first to last."""
    found: dict[str, list[Change]] = {item: [] for item in items}
    for change in history_of(session, followup):
        if change.row is not None and change.row.item in found:
            found[change.row.item].append(change)
    return found


def _fields_of(touched: Mapping[str, Typed], item: str) -> dict[str, str]:
    return {name: typed.text for name, typed in touched.items() if parse_field(name)[0].item == item}


@dataclass(frozen=True)
class _Planner:
    view: View
    unit: str
    form: Form
    sheet: Sheet
    followup: Followup | None
    held: Rows
    tokens: Mapping[str, int]
    histories: Mapping[str, list[Change]]

    def plan(self, approve: bool) -> SheetPlan:
        form = self.form
        fields = {field.name: field for field in form.fields()}
        touched = self._touched(form, fields)
        result = read(form, self.held, {name: typed.text for name, typed in touched.items()})
        changes = result.changed(self.held)
        refusals = [*self._cells(), *self._foreign(form, fields)]
        for finding in result.unread:
            refusals.append(SheetRefusal(finding.item, self._place(finding.field), finding.message))
        faults = impossible(self.view, self.unit, result.values, {key.item for key in changes})
        for name, message in faults.items():
            refusals.append(SheetRefusal(parse_field(name)[0].item, self._place(name), message))
        refused = {refusal.item for refusal in refusals}
        rows = tuple(self._row(key, value) for key, value in changes.items() if key.item not in refused)
        differences = tuple(self._differences(form, fields, rows))
        left = {entry.code for entry in form.entries() if entry.owed} - refused - {d.item for d in differences}
        return SheetPlan(
            followup=self._planned(rows, approve),
            differences=differences,
            refusals=tuple(sorted(dict.fromkeys(refusals), key=lambda refusal: not refusal.item)),
            unchanged=len(left),
            elsewhere=tuple(sorted(left & set(self.histories))),
            deleted=sum(not self._has(row) for row in self.sheet.rows),
            touched={name: typed for name, typed in touched.items() if parse_field(name)[0].item not in refused},
            refused={item: _fields_of(touched, item) for item in sorted(refused) if form.entry(item)},
            notes=tuple(self._notes(touched)),
            outside=self.sheet.outside,
        )

    def _touched(self, form: Form, fields: Mapping[str, Field]) -> dict[str, Typed]:
        """The sheet's fields that do not say what they said when it was made, choices as codes."""
        typed = {n: Typed(code_of(fields[n], t.text), t.place) for n, t in self.sheet.typed.items() if n in fields}
        base = self._base()
        other = {name: base.get(name, "") for name, cell in typed.items() if base.get(name, "") != cell.text}
        then = read(form, {}, other)
        now = read(form, {}, {name: cell.text for name, cell in typed.items()})
        unread = {finding.field for finding in now.unread}
        differing = {name for name in other if _at(now.values, name) != _at(then.values, name)}
        return {name: cell for name, cell in typed.items() if name in unread or name in differing}

    def _base(self) -> dict[str, str]:
        """Field name → text in the version that the sheet was made from."""
        rows = {key: texts(value) for key, value in self.held.items()}
        for item, history in self.histories.items():
            own = {key: value for key, value in self.held.items() if key.item == item}
            rows |= as_seen(history, own, self.sheet.seen.get(item, 0))
        return {key.field(attribute): text for key, row in rows.items() for attribute, text in row.items()}

    def _cells(self) -> Iterator[SheetRefusal]:
        for cell in self.sheet.refused:
            yield SheetRefusal(cell.key.item if cell.key else "", cell.place, cell.message)

    def _notes(self, touched: Mapping[str, Typed]) -> Iterator[SheetRefusal]:
        """What to know of the file, and of cells that say something else than the version that it was made from."""
        yield from (SheetRefusal("", "", remark) for remark in self.sheet.remarks)
        places = {typed.place for typed in touched.values()}
        for note in self.sheet.notes:
            if note.place in places:
                yield SheetRefusal(note.key.item, note.place, note.message)

    def _foreign(self, form: Form, fields: Mapping[str, Field]) -> Iterator[SheetRefusal]:
        """What is written where the form has no field: it is told, since it would be lost otherwise."""
        for name, typed in self.sheet.typed.items():
            if name in fields or not typed.text.strip():
                continue
            item = parse_field(name)[0].item
            if form.entry(item) is None:
                message = _("{item} efterfrågas inte av {unit} i {period}.")
            else:
                message = _("Här ska inget fyllas i; skriv i de gula cellerna.")
            message = message.format(item=item, unit=form.unit.name, period=form.period)
            yield SheetRefusal(item, typed.place, message)

    def _row(self, key: RowKey, after: Value) -> PlannedRow:
        before = self.held.get(key, BLANK)
        what: What = "changed"
        if key.item in self.histories:
            what = "conflict"
        elif BLANK in (before, after):
            what = "new" if before == BLANK else "removed"
        return PlannedRow(key, what, before, after)

    def _differences(
        self, form: Form, fields: Mapping[str, Field], rows: tuple[PlannedRow, ...]
    ) -> Iterator[ItemDifference]:
        labels = field_labels(form.entries())
        for item in dict.fromkeys(entry.code for entry in form.entries()):
            mine = [row for row in rows if row.key.item == item]
            if not mine:
                continue
            names = [name for row in mine for name in _changed(row) if name in fields]
            found = tuple(self._difference(fields[name], labels[name], mine) for name in names)
            kinds = {row.what for row in mine}
            what: What = kinds.pop() if len(kinds) == 1 else "changed"
            last = self.histories[item][-1] if what == "conflict" else None
            by, at = (last.by, last.at) if last else ("", None)
            yield ItemDifference(item, what, found, self.tokens.get(item, 0), by, at)

    def _difference(self, field: Field, label: str, rows: list[PlannedRow]) -> FieldDifference:
        key, attribute = parse_field(field.name)
        row = next(row for row in rows if row.key == key)
        before, after = (word(field, show(getattr(value, attribute))) for value in (row.before, row.after))
        return FieldDifference(label, before, after)

    def _planned(self, rows: tuple[PlannedRow, ...], approve: bool) -> PlannedFollowup:
        kinds = {indicator.code: indicator.measure.kind for indicator in self.view.indicators()}
        refusals = []
        if self.followup is not None and rows and not approve and self.followup.state not in EDITABLE:
            refusals.append(_("Uppföljningen är inlämnad och låst. Be om att få den åter innan bladet läses in."))
        fictional = self.followup.fictional if self.followup else False
        program, period = self.view.program.code, self.view.period
        return PlannedFollowup(program, self.unit, period, self.followup, fictional, rows, kinds, tuple(refusals))

    def _place(self, name: str) -> str:
        """Where a field stands in the sheet; a row's first cell for a field that has none."""
        typed = self.sheet.typed.get(name)
        return typed.place if typed else ""

    def _has(self, row: str) -> bool:
        return any(shown.key.name == row for shown in self.sheet.shown)


def _at(values: Rows, name: str) -> object:
    key, attribute = parse_field(name)
    return getattr(values.get(key, BLANK), attribute)


def _changed(row: PlannedRow) -> Iterator[str]:
    before, after = texts(row.before), texts(row.after)
    for attribute in dict.fromkeys((*before, *after)):
        if before.get(attribute) != after.get(attribute):
            yield row.key.field(attribute)
