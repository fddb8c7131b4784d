"""The rules that warn: what is unusual but may well be true. A comment, or a confirmation, settles them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.entry import findings
from tracker.entry.earlier import Past, PastFigure
from tracker.entry.findings import Finding, Rule
from tracker.entry.model import ActivityEntry, Entry, FigureRow, Form, IndicatorEntry, Judgement
from tracker.entry.other_meant import other_meant
from tracker.entry.personal import personal_data
from tracker.measures.numbers import whole_text
from tracker.periods import Period
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _

Values = Mapping[RowKey, Value]

UNUSUAL_FACTOR = 2
UNUSUAL_DIFFERENCE = 10
"""A value is unusual when it is outside half the least … twice the greatest of the body's own earlier values
for the same part of the year, and at least ten from both: small counts swing by themselves."""

SMALLEST_CHANGE = 3
"""A d that changes by more than a third but by less than this many is no reason to ask. Where d is persons or families
(it is protected) the least difference is that of an unusual value: 7 families after 11 is a year like another."""

LARGEST_SHARE_OF_INHABITANTS = 100
"""One inhabitant in this many. All known victims of violence in the city (2 779 in 2021) are one in 350."""


def warnings(form: Form, entry: Entry, values: Values, past: Past) -> Iterator[Finding]:
    """The warnings at one entry."""
    if isinstance(entry, IndicatorEntry):
        for row in entry.rows:
            for rule, field, message in _figures(form, entry, row, values, past):
                settled = bool(_comment(values, row.key) or _comment(values, RowKey(entry.code)))
                yield Finding(rule, field, entry.code, message, settled)
    if isinstance(entry, ActivityEntry) and entry.status is not None:
        yield from _status(form, entry, values)
    yield from other_meant(form, entry, values)
    if isinstance(entry, Judgement):
        yield from _analysis(entry, values)
    yield from _personal(entry, values)


Found = tuple[Rule, str, str]


def _figures(form: Form, entry: IndicatorEntry, row: FigureRow, values: Values, past: Past) -> Iterator[Found]:
    value = values.get(row.key, BLANK)
    if value.empty:
        return
    if row.d is not None and (value.n is None) != (value.d is None):
        empty_field = row.n.name if value.n is None else row.d.name
        yield findings.PAIR, empty_field, _("Bara ett av talen är ifyllt; raden räknas inte förrän båda finns.")
    if value.n is None and value.d is None:
        return
    yield from _lower(form, entry, row, value, past)
    yield from _sum(form, entry, row, value, past)
    yield from _unusual(form, row, value, past)
    yield from _size(form, entry, row, value)
    yield from _d_changed(form, entry, row, value, past)
    yield from _same_d(entry, row, value, values)


def _lower(form: Form, entry: IndicatorEntry, row: FigureRow, value: Value, past: Past) -> Iterator[Found]:
    if not entry.measure.accumulates:
        return
    earlier = _latest(past, row.key, past.program.calendar.earlier_in_year(form.period))
    if earlier is None:
        return
    period, figure = earlier
    for attribute, field in (("n", row.n), ("d", row.d)):
        now, then = getattr(value, attribute), getattr(figure, attribute)
        if field is None or now is None or then is None or now >= then:
            continue
        message = _("{now} är lägre än {then} i {period}{bodies}, fast båda räknas från samma dag.")
        bodies = _(" (summan av {names})").format(names=", ".join(figure.bodies)) if figure.bodies else ""
        shown = message.format(now=whole_text(now), then=whole_text(then), period=period, bodies=bodies)
        yield findings.CUMULATIVE, field.name, shown


def _sum(form: Form, entry: IndicatorEntry, row: FigureRow, value: Value, past: Past) -> Iterator[Found]:
    """What accumulates over a part is the sum of the parts that tile it, where all of them are known."""
    if not entry.measure.accumulates:
        return
    tilings = past.program.calendar.tilings(form.period.year, entry.measure.asked)
    for tiling in (each for each in tilings if each.whole == form.period):
        figures = [past.figure(row.key, part) for part in tiling.parts]
        for attribute, field in (("n", row.n), ("d", row.d)):
            now, counts = getattr(value, attribute), [getattr(figure, attribute, None) for figure in figures]
            known: list[int] = [count for count in counts if count is not None]
            if field is None or now is None or len(known) < len(counts) or now == sum(known):
                continue
            message = _("{now} är inte summan av {parts}, som är {sum}.")
            parts, total = ", ".join(part.code for part in tiling.parts), whole_text(sum(known))
            yield findings.SUM, field.name, message.format(now=whole_text(now), parts=parts, sum=total)


def _unusual(form: Form, row: FigureRow, value: Value, past: Past) -> Iterator[Found]:
    if value.n is None:
        return
    same_part = [Period(year, form.period.part) for year in _earlier_years(form, past)]
    found = [past.figure(row.key, period) for period in same_part]
    known = [figure.n for figure in found if figure is not None and figure.n is not None]
    if not known:
        return
    low, high = min(known), max(known)
    too_high = value.n > UNUSUAL_FACTOR * high and value.n - high >= UNUSUAL_DIFFERENCE
    too_low = UNUSUAL_FACTOR * value.n < low and low - value.n >= UNUSUAL_DIFFERENCE
    if too_high or too_low:
        if low == high:
            message = _("{now} avviker mycket från tidigare år, då värdet var {low}.")
        else:
            message = _("{now} avviker mycket från tidigare år, då värdet låg mellan {low} och {high}.")
        shown = message.format(now=whole_text(value.n), low=whole_text(low), high=whole_text(high))
        yield findings.HISTORY, row.n.name, shown


def _earlier_years(form: Form, past: Past) -> range:
    return range(past.program.from_.year, form.period.year)


def _size(form: Form, entry: IndicatorEntry, row: FigureRow, value: Value) -> Iterator[Found]:
    """Only for what is protected, that is, persons or families: schools have no ratio to the inhabitants."""
    inhabitants = form.unit.population
    for attribute, field in (("n", row.n), ("d", row.d)):
        number: int | None = getattr(value, attribute)
        if field is None or number is None or not inhabitants or attribute not in entry.measure.protects:
            continue
        if number * LARGEST_SHARE_OF_INHABITANTS > inhabitants:
            message = _("{now} är mer än en på hundra av de {inhabitants} invånarna.")
            shown = message.format(now=whole_text(number), inhabitants=whole_text(inhabitants))
            yield findings.SIZE, field.name, shown


def _d_changed(form: Form, entry: IndicatorEntry, row: FigureRow, value: Value, past: Past) -> Iterator[Found]:
    """Against the same part of last year; for what is read on a day also the latest known."""
    if row.d is None or value.d is None:
        return
    calendar = past.program.calendar
    periods = [calendar.previous_year(form.period)]
    if not entry.measure.accumulates:
        periods += calendar.before_in_year(form.period)
    earlier = _latest(past, row.key, tuple(periods))
    if earlier is None or not earlier[1].d or earlier[1].lacking:
        return
    period, figure = earlier
    then = figure.d or 0
    change = abs(value.d - then)
    least = UNUSUAL_DIFFERENCE if "d" in entry.measure.protects else SMALLEST_CHANGE
    if change * 3 > then and change >= least:
        message = _("{now} mot {then} i {period}: skillnaden är mer än en tredjedel.")
        shown = message.format(now=whole_text(value.d), then=whole_text(then), period=period)
        yield findings.D_CHANGED, row.d.name, shown


def _same_d(entry: IndicatorEntry, row: FigureRow, value: Value, values: Values) -> Iterator[Found]:
    """The d that is declared to equal another indicator's d (``I5.1.d``) does so."""
    other_code = (entry.measure.d_same_as or "").removesuffix(".d")
    if not other_code or row.d is None or value.d is None:
        return
    other = values.get(RowKey(other_code, row.key.dimension, row.key.category), BLANK).d
    if other is not None and other != value.d:
        message = _("{now} ska vara samma tal som {other} vid {code}.")
        shown = message.format(now=whole_text(value.d), other=whole_text(other), code=other_code)
        yield findings.SAME_D, row.d.name, shown


def _status(form: Form, entry: ActivityEntry, values: Values) -> Iterator[Finding]:
    """What is done is described once: a comment of the period before counts for as long as the status stays."""
    value = values.get(RowKey(entry.code), BLANK)
    place = RowKey(entry.code).field("comment")
    before = [text for text in entry.latest if text.status == "done"]
    if value.status == "done" and not value.comment and not any(text.comment for text in before):
        yield Finding(findings.DONE_COMMENT, place, entry.code, _("Beskriv kort vad som är gjort."))
    # Of several bodies that merged, all must have done it.
    if before and len(before) == len(entry.latest) and value.status not in (None, "done"):
        message = _("Aktiviteten var genomförd i {period}.").format(period=form.columns[0])
        yield Finding(findings.DONE_BEFORE, place, entry.code, message, bool(value.comment))


def _personal(entry: Entry, values: Values) -> Iterator[Finding]:
    for name in {field.name: None for field in entry.fields() if field.kind == "text"}:
        key, attribute = RowKey(*name.split("/")[:-1]), name.rsplit("/", 1)[1]
        text = getattr(values.get(key, BLANK), attribute) or ""
        for what in personal_data(text):
            message = _("Texten ser ut att innehålla {what}. Ta bort uppgifter som pekar ut en person.")
            yield Finding(findings.PERSONAL, name, entry.code, message.format(what=what))


def _latest(past: Past, key: RowKey, periods: tuple[Period, ...]) -> tuple[Period, PastFigure] | None:
    """The latest of the periods in which the row had a number."""
    for period in sorted(periods, key=past.program.calendar.order, reverse=True):
        figure = past.figure(key, period)
        if figure is not None and (figure.n is not None or figure.d is not None):
            return period, figure
    return None


def _comment(values: Values, key: RowKey) -> str | None:
    return values.get(key, BLANK).comment


def _analysis(entry: Judgement, values: Mapping[RowKey, Value]) -> Iterator[Finding]:
    """A judgement says why, where the program's definitions ask for it."""
    value = values.get(RowKey(entry.code), BLANK)
    asked = entry.analysis.get(value.status or "", "optional")
    if asked == "optional" or value.text:
        return
    word = next((choice.word for choice in entry.status.choices if choice.code == value.status), "")
    if asked == "required":
        message = _("Skriv varför målet {word}.").format(word=word)
        yield Finding(findings.NO_ANALYSIS, entry.text.name, entry.code, message)
    else:
        message = _("Skriv gärna varför målet {word}.").format(word=word)
        yield Finding(findings.ANALYSIS_ASKED, entry.text.name, entry.code, message)
