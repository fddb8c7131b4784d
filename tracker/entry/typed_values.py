"""Typed text → values. What cannot be read becomes a finding at its field, and the rest is still read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.entry import findings
from tracker.entry.days import DayFault, parse_day
from tracker.entry.field import Field
from tracker.entry.findings import Finding, Rule
from tracker.entry.model import Form
from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import parse_decimal, parse_whole
from tracker.entry.suggestions import meant_by
from tracker.rows import BLANK, RowKey, Value, parse_field
from tracker.typed import one_line, shortened, typed_text
from tracker.words import gettext as _

LONGEST_TEXT = 10_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Control characters that are neither tabs nor line breaks; they show nothing."""


@dataclass(frozen=True)
class ReadValues:
    """``values``: every row of the follow-up, what was typed over what is held. ``unread``: findings at the
    fields whose text is no value; those fields keep what is held."""

    values: Mapping[RowKey, Value]
    unread: tuple[Finding, ...]

    def changed(self, held: Mapping[RowKey, Value]) -> dict[RowKey, Value]:
        """The rows that differ from what is held."""
        return {key: value for key, value in self.values.items() if value != held.get(key, BLANK)}


class _Unreadable(ValueError):
    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def read(form: Form, held: Mapping[RowKey, Value], typed: Mapping[str, str]) -> ReadValues:
    """Read what was typed in the form's fields. Names that the form does not have are left alone."""
    values, unread = dict(held), []
    for entry in form.entries():
        for field in entry.fields():
            if field.name not in typed:
                continue
            key, attribute = parse_field(field.name)
            try:
                parsed = _parse(form, field, typed[field.name])
            except (NumberFault, _Unreadable) as fault:
                unread.append(Finding(fault.rule, field.name, entry.code, str(fault)))
                continue
            values[key] = _with(values.get(key, BLANK), field, attribute, parsed)
    kept = {key: value for key, value in values.items() if value != BLANK or key in held}
    return ReadValues(kept, tuple(unread))


def _with(value: Value, field: Field, attribute: str, parsed: object) -> Value:
    changes = {attribute: parsed}
    if field.kind == "answer" and attribute == "n":
        changes["d"] = None if parsed is None else 1
    if attribute in ("forecast", "target") and isinstance(parsed, int):
        changes[attribute] = Decimal(parsed)
    # The attributes are Value's own fields and each kind of field parses to its attribute's type.
    return value._replace(**changes)  # type: ignore[arg-type]  # see above


def _parse(form: Form, field: Field, typed: str) -> object:
    return _date(form, field, typed) if field.kind == "date" else _PARSERS[field.kind](field, typed)


def _whole(field: Field, typed: str) -> object:
    return parse_whole(typed)


def _decimal(field: Field, typed: str) -> object:
    return parse_decimal(typed)


def _choice(field: Field, typed: str) -> str | None:
    code = one_line(typed)
    if code and code not in {choice.code for choice in field.choices}:
        raise _Unreadable(findings.CHOICE, _no_choice(field, code))
    return code or None


def _no_choice(field: Field, typed: str) -> str:
    told = _("”{typed}” är inget av svaren.").format(typed=shortened(typed))
    meant = meant_by(typed, [(choice.code, choice.word) for choice in field.choices])
    word = next((choice.word for choice in field.choices if choice.code == meant), None)
    return told + " " + (_("Menar du ”{word}”?").format(word=word) if word else _("Välj ett av svaren i listan."))


def _yes_no(field: Field, typed: str) -> int | None:
    code = _choice(field, typed)
    return None if code is None else int(code)


def _date(form: Form, field: Field, typed: str) -> date | None:
    try:
        return parse_day(typed, last=field.name.endswith("/end"), within=form.days)
    except DayFault as fault:
        raise _Unreadable(findings.DATE, str(fault)) from None


def _text(field: Field, typed: str) -> str | None:
    text = _CONTROL.sub("", typed_text(typed)).strip()
    if len(text) > LONGEST_TEXT:
        message = _("Texten har {length} tecken; korta den till högst {longest}.")
        raise _Unreadable(findings.LONG_TEXT, message.format(length=len(text), longest=LONGEST_TEXT))
    return text or None


_PARSERS: dict[str, Callable[[Field, str], object]] = {
    "whole": _whole,
    "decimal": _decimal,
    "choice": _choice,
    "answer": _yes_no,
    "text": _text,
}
