"""Check rows before they are kept: only what the form of the body and period asks for, and nothing impossible."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from tracker.definitions.organisation import Organisation
from tracker.definitions.view import View
from tracker.entry.blocking import blocking
from tracker.entry.build import build
from tracker.entry.earlier import Past
from tracker.entry.field import Field
from tracker.entry.model import Form
from tracker.entry.numbers import LARGEST
from tracker.followups.errors import NotOwed, Refused
from tracker.followups.writing import FIELDS, Held
from tracker.observations import Observations
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _

Rows = Mapping[RowKey, Value]

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def check_values(view: View, unit: str, held: Rows, wanted: Rows) -> None:
    """Raises Refused, with a sentence per field, or NotOwed if the body answers for nothing.

    ``wanted``: the rows that would change. What they leave as it is may stay, even if it is no longer asked for.
    """
    if not any(unit == known.code for known in view.units):
        raise NotOwed(_("{unit} har inget att följa upp i {period}.").format(unit=unit, period=view.period))
    after = {**held, **wanted}
    items = {key.item for key in wanted}
    form = plain_form(view, unit, after, items)
    fields = {field.name: field for field in form.fields()}
    faults: dict[str, str] = {}
    for key, value in wanted.items():
        faults |= _field_faults(form, fields, key, held.get(key, BLANK), value)
    faults |= _impossible(form, after)
    if faults:
        raise Refused(faults)


def impossible(view: View, unit: str, after: Rows, items: Collection[str]) -> dict[str, str]:
    """What the rules that block find in these items, by field name."""
    return _impossible(plain_form(view, unit, after, items), after)


def _impossible(form: Form, after: Rows) -> dict[str, str]:
    found = (finding for entry in form.entries() for finding in blocking(entry, after))
    return {finding.field: finding.message for finding in found}


def plain_form(view: View, unit: str, values: Rows, items: Collection[str] | None = None) -> Form:
    """The form as such, or these items of it; what was given before plays no part in what may be kept."""
    nothing = Past(Organisation(city=view.city, units=()), view.program, unit, view.period, Observations(()))
    return build(view, unit, values, nothing, items=items)


def _field_faults(form: Form, fields: Mapping[str, Field], key: RowKey, before: Value, after: Value) -> dict[str, str]:
    faults = {}
    for attribute in FIELDS:
        wanted: Held = getattr(after, attribute)
        if wanted is None or wanted == getattr(before, attribute):
            continue
        name = key.field(attribute)
        field = fields.get(name)
        # The d of a yes or no follows from n and has no field of its own.
        answer = fields.get(key.field("n"))
        if field is None and attribute == "d" and answer is not None and answer.kind == "answer":
            continue
        fault = _not_asked(form, key) if field is None else _fault(field, wanted)
        if fault:
            faults[name] = fault
    return faults


def _not_asked(form: Form, key: RowKey) -> str:
    entry = form.entry(key.item)
    same_as = getattr(entry, "same_as", None)
    if same_as:
        return _("{item} följs upp vid {same_as}; fyll i där.").format(item=key.item, same_as=same_as)
    message = _("{item} efterfrågas inte i det här fältet för {unit} i {period}.")
    return message.format(item=key.item, unit=form.unit.name, period=form.period)


def _fault(field: Field, wanted: Held) -> str | None:
    if field.choices and str(wanted) not in {choice.code for choice in field.choices}:
        return _("Välj ett av svaren i listan.")
    if isinstance(wanted, str) and UNWRITABLE.search(wanted):
        return _("Texten innehåller tecken som inte kan visas; skriv om den.")
    if isinstance(wanted, int) and not 0 <= wanted <= LARGEST:
        return _("{number} kan inte vara ett antal; skriv 0 eller mer.").format(number=wanted)
    return None
