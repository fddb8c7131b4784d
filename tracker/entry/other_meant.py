"""Values that can be true and are more often slips: a sum on a category's row, a share as a fraction, a wrong year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeGuard

from tracker.entry import findings
from tracker.entry.days import is_far
from tracker.entry.findings import Finding
from tracker.entry.model import ActivityEntry, Entry, Form, IndicatorEntry
from tracker.measures.numbers import decimal_text, shortest, whole_text
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _

Values = Mapping[RowKey, Value]


def other_meant(form: Form, entry: Entry, values: Values) -> Iterator[Finding]:
    """What the entry holds and was perhaps not meant so; each is asked about."""
    if isinstance(entry, IndicatorEntry):
        yield from _pasted_total(entry, values)
        yield from _fraction(entry, values)
    elif isinstance(entry, ActivityEntry):
        yield from _far_days(form, entry, values)


def _pasted_total(entry: IndicatorEntry, values: Values) -> Iterator[Finding]:
    """A column copied with its total fills the categories, and the total lands on the last of them, or the first."""
    for dimension in entry.measure.dimensions:
        keys = [RowKey(entry.code, dimension.code, category.code) for category in dimension.categories]
        for attribute in ("n", "d"):
            numbers = [getattr(values.get(key, BLANK), attribute) for key in keys]
            place = pasted_total(numbers)
            if place is not None:
                message = _("{total} är summan av de andra raderna. Är det en egen uppgift, eller följde summan med?")
                shown = message.format(total=whole_text(numbers[place] or 0))
                yield Finding(findings.PASTED_TOTAL, keys[place].field(attribute), entry.code, shown)


def pasted_total(numbers: Sequence[int | None]) -> int | None:
    """Where the sum of the others stands among at least three categories: on the last or the first; None if nowhere.

    Empty cells count as nothing. On the first it takes two others above 0, for of three, the same figure twice
    and nothing is common.
    """
    given = [number or 0 for number in numbers]
    if len(given) < 3 or not any(given):
        return None
    last, first = len(given) - 1, 0
    if numbers[last] and sum(given[:last]) == given[last]:
        return last
    parts = [number for number in given[1:] if number]
    return first if len(parts) > 1 and sum(parts) == given[first] else None


def is_fraction(number: Decimal | None) -> TypeGuard[Decimal]:
    """Whether a percentage was likely given as a part of one: 0,9 for 90 %."""
    return number is not None and 0 < number < 1


def _fraction(entry: IndicatorEntry, values: Values) -> Iterator[Finding]:
    """0,9 beside shares of 84 % is more often 90 % than nine in a thousand."""
    value = values.get(RowKey(entry.code), BLANK)
    for field, number in ((entry.forecast, value.forecast), (entry.target, value.target)):
        if field is not None and entry.kind.is_percentage and is_fraction(number):
            message = _("{number} procent är mindre än en på hundra; menar du {meant}?")
            shown = message.format(number=decimal_text(shortest(number)), meant=decimal_text(shortest(number * 100)))
            yield Finding(findings.FRACTION, field.name, entry.code, shown)


def _far_days(form: Form, entry: ActivityEntry, values: Values) -> Iterator[Finding]:
    """2052 is more often a slip for 2025 than a plan for the time when all is long done."""
    value = values.get(RowKey(entry.code), BLANK)
    for attribute, day in (("start", value.start), ("end", value.end)):
        if day is not None and is_far(day, form.days):
            message = _("{day} ligger långt utanför programmets år, {first}–{last}. Stämmer årtalet?")
            shown = message.format(day=day.isoformat(), first=form.days[0].year, last=form.days[1].year)
            yield Finding(findings.FAR_DAY, RowKey(entry.code).field(attribute), entry.code, shown)
