"""The rules that block: what no follow-up may hold, whoever says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.entry import findings
from tracker.entry.findings import Finding
from tracker.entry.model import ActivityEntry, Entry, FigureRow, IndicatorEntry
from tracker.measures.numbers import decimal_text, shortest, whole_text
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _

Values = Mapping[RowKey, Value]


def blocking(entry: Entry, values: Values) -> Iterator[Finding]:
    """The findings of one entry that have to be corrected."""
    if isinstance(entry, IndicatorEntry):
        for row in entry.rows:
            yield from _row(entry, row, values)
        yield from _whole(entry, values)
        yield from _totals(entry, values)
        yield from _ahead(entry, values)
    elif isinstance(entry, ActivityEntry):
        yield from _dates(entry, values)


def _row(entry: IndicatorEntry, row: FigureRow, values: Values) -> Iterator[Finding]:
    value = values.get(row.key, BLANK)
    d = value.d if entry.measure.gives_d else _shared_d(entry, row, values)
    if entry.kind.n_within_d and value.n is not None and d is not None and value.n > d:
        message = _("{n} av {d}: delen är större än det hela. Kontrollera båda talen.")
        shown = message.format(n=whole_text(value.n), d=whole_text(d))
        yield Finding(findings.N_WITHIN_D, row.n.name, entry.code, shown)
    if value.empty and (value.n is not None or value.d is not None):
        message = _("Raden är märkt men har också ett tal. Ta bort talet eller märkningen.")
        yield Finding(findings.EMPTY_OR_VALUE, row.empty.name, entry.code, message)
    if value.empty == "-" and not value.comment and not values.get(RowKey(entry.code), BLANK).comment:
        yield Finding(findings.REASON, row.reason.name, entry.code, _("Skriv varför uppgiften saknas."))


def _shared_d(entry: IndicatorEntry, row: FigureRow, values: Values) -> int | None:
    """What was entered, for this row too, at the indicator whose n or d is this one's d."""
    owner, _dot, theirs = (entry.measure.shared.d or "").rpartition(".")
    held: int | None = getattr(values.get(row.key._replace(item=owner), BLANK), theirs or "d")
    return held


def _whole(entry: IndicatorEntry, values: Values) -> Iterator[Finding]:
    """The mark for all categories at once excludes what stands in them, and needs its reason."""
    mark = values.get(RowKey(entry.code), BLANK)
    if not mark.empty:
        return
    if entry.whole is not None and mark.empty == "-" and not mark.comment:
        yield Finding(findings.REASON, entry.comment.name, entry.code, _("Skriv varför uppgiften saknas."))
    parts = [values.get(row.key, BLANK) for row in entry.rows if row.key.dimension]
    if any(part.n is not None or part.d is not None or part.empty for part in parts):
        message = _("Hela indikatorn är märkt men en av raderna är ifylld. Ta bort det ena.")
        yield Finding(findings.EMPTY_OR_VALUE, RowKey(entry.code).field("empty"), entry.code, message)


def _totals(entry: IndicatorEntry, values: Values) -> Iterator[Finding]:
    """A total is the sum of its categories; of distinct persons at least the largest category and at most their sum."""
    for dimension in entry.measure.dimensions:
        keys = [(RowKey(entry.code, dimension.code, c.code), c.required) for c in dimension.categories]
        parts = [values.get(key, BLANK) for key, required in keys]
        lacking = any(required and values.get(key, BLANK).n is None for key, required in keys)
        complete = not lacking and not any(part.empty for part in parts)
        place = RowKey(entry.code) if entry.measure.total_is_given else keys[0][0]
        for attribute in ("n", "d"):
            whole = _total(entry, values, attribute)
            numbers: list[int] = [v for p in parts if (v := getattr(p, attribute)) is not None]
            if whole is None or not numbers:
                continue
            if dimension.total == "sum" and (whole < sum(numbers) or (complete and whole > sum(numbers))):
                message = _("Totalen är {total} men summan över {dimension} är {sum}; de ska vara lika.")
                names = {"total": whole_text(whole), "dimension": dimension.name, "sum": whole_text(sum(numbers))}
                yield Finding(findings.DISTINCT_TOTAL, place.field(attribute), entry.code, message.format(**names))
            elif dimension.total == "distinct" and (whole < max(numbers) or (complete and whole > sum(numbers))):
                message = _("Totalen ska ligga mellan {low} (största raden) och {high} (radernas summa).")
                shown = message.format(low=whole_text(max(numbers)), high=whole_text(sum(numbers)))
                yield Finding(findings.DISTINCT_TOTAL, place.field(attribute), entry.code, shown)


def _total(entry: IndicatorEntry, values: Values, attribute: str) -> int | None:
    """The total as given beside the categories, or else the sum over the first dimension once it is complete."""
    if entry.measure.total_is_given:
        given: int | None = getattr(values.get(RowKey(entry.code), BLANK), attribute)
        return given
    first = entry.measure.dimensions[0]
    parts = [
        (getattr(values.get(RowKey(entry.code, first.code, c.code), BLANK), attribute), c.required)
        for c in first.categories
    ]
    if any(part is None and required for part, required in parts):
        return None
    return sum(part for part, _required in parts if part is not None)


def _ahead(entry: IndicatorEntry, values: Values) -> Iterator[Finding]:
    """A forecast and a target of one's own are in the indicator's unit: percent of a share, whole for a count."""
    value = values.get(RowKey(entry.code), BLANK)
    for field, number in ((entry.forecast, value.forecast), (entry.target, value.target)):
        if field is None or number is None:
            continue
        typed = decimal_text(shortest(number))
        if entry.kind.is_percentage and number > 100:
            message = _("{number} är mer än 100; skriv andelen i procent.").format(number=typed)
            yield Finding(findings.PERCENT, field.name, entry.code, message)
        elif entry.kind.adds_up and number != int(number):
            message = _("”{typed}” har decimaler; här behövs ett helt tal.").format(typed=typed)
            yield Finding(findings.WHOLE, field.name, entry.code, message)


def _dates(entry: ActivityEntry, values: Values) -> Iterator[Finding]:
    value = values.get(RowKey(entry.code), BLANK)
    if value.start and value.end and value.start > value.end:
        message = _("Slutdatumet {end} ligger före startdatumet {start}.")
        shown = message.format(start=value.start.isoformat(), end=value.end.isoformat())
        yield Finding(findings.START_BEFORE_END, RowKey(entry.code).field("end"), entry.code, shown)
    elif shown := _against_the_plan(entry, value):
        yield Finding(findings.START_BEFORE_END, RowKey(entry.code).field("end"), entry.code, shown)


def _against_the_plan(entry: ActivityEntry, value: Value) -> str:
    """Where one day is given alone, the other is the plan's."""
    plans = [text for text in entry.planned if not text.body and (text.start or text.end)]
    if entry.plan is not None or len(plans) != 1:
        return ""
    [plan] = plans
    if value.start and not value.end and plan.end and value.start.isoformat() > plan.end:
        text = _("Startdatumet {start} är efter slutdatumet i planen, {end}. Skriv också det slutdatum som gäller nu.")
        return text.format(start=value.start.isoformat(), end=plan.end)
    if value.end and not value.start and plan.start and value.end.isoformat() < plan.start:
        text = _("Slutdatumet {end} är före startdatumet i planen, {start}. Skriv också det startdatum som gäller nu.")
        return text.format(end=value.end.isoformat(), start=plan.start)
    return ""
