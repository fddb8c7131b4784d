"""Rows of one file that have to agree: no figure twice, no total beside its parts, one status under two names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.definitions.measure import Measure
from tracker.entry.days import Days, is_far
from tracker.entry.other_meant import is_fraction, pasted_total
from tracker.entry.rows_check import NumberedRow, RowFault, RowReader
from tracker.measures.numbers import decimal_text, shortest
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.words import gettext as _

Group = list[NumberedRow]


@dataclass(frozen=True)
class Together:
    """``rows``: each once, however often and under whatever name it was given."""

    rows: tuple[NumberedRow, ...]
    faults: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def check_together(rows: Iterable[NumberedRow], reader: RowReader) -> Together:
    """Check the rows of a file against each other."""
    groups: dict[tuple[object, ...], Group] = {}
    marks: dict[tuple[object, ...], tuple[int, bool]] = {}
    faults: list[RowFault] = []
    for numbered in rows:
        row = numbered.row
        followup = (row.program, row.unit, row.period)
        line, fictional = marks.setdefault(followup, (numbered.line, row.fictional))
        if fictional != row.fictional:
            message = _("Påhittade och riktiga uppgifter för {unit} {period} blandas (jämför rad {line}).")
            faults.append(RowFault(numbered.line, message.format(unit=row.unit, period=row.period, line=line)))
        groups.setdefault((*followup, row.item), []).append(numbered)
    kept: Group = []
    warnings: list[RowFault] = []
    for group in groups.values():
        once, doubled = _once(group)
        kept += once
        faults += doubled
        first = once[0].row
        measures = {i.code: i.measure for i in reader.view(first.program, first.period).indicators()}
        program = reader.view(first.program, first.period).program
        warnings += _far_days((program.from_, program.to), once)
        if first.item in measures:
            faults += _disagreeing(measures[first.item], once)
            warnings += _incomplete(measures[first.item], once)
    return Together(tuple(sorted(kept, key=lambda r: r.line)), tuple(faults), tuple(warnings))


def _once(group: Group) -> tuple[Group, list[RowFault]]:
    """The group's rows without repetitions, and the repetitions that are no other name for the same."""
    seen: dict[tuple[str, str], NumberedRow] = {}
    faults = []
    for numbered in group:
        key = (numbered.row.dimension, numbered.row.category)
        earlier = seen.setdefault(key, numbered)
        if earlier is numbered:
            continue
        names = {"first": earlier.given_as, "second": numbered.given_as, "line": earlier.line}
        if earlier.given_as == numbered.given_as:
            message = _("{second} finns redan på rad {line}; ta bort den ena.")
            faults.append(RowFault(numbered.line, message.format(**names)))
        elif earlier.row != numbered.row:
            message = _("{second} är samma aktivitet som {first} på rad {line}, men säger något annat.")
            faults.append(RowFault(numbered.line, message.format(**names)))
    return list(seen.values()), faults


def _disagreeing(measure: Measure, group: Group) -> Iterator[RowFault]:
    whole = next((numbered for numbered in group if not numbered.row.dimension), None)
    comment = whole.row.comment if whole else None
    for numbered in group:
        if numbered.row.empty == "-" and not numbered.row.comment and not comment:
            yield RowFault(numbered.line, _("empty är - (saknas); skriv skälet i comment."))
    parts = [numbered for numbered in group if numbered.row.dimension]
    given = [part for part in parts if _gives_figure(part.row)]
    if whole is None:
        yield from _unequal(measure, parts)
        return
    if whole.row.empty is not None and given:
        message = _("Hela indikatorn är märkt med {empty}, men rad {line} ger en kategori; ta bort det ena.")
        yield RowFault(whole.line, message.format(empty=whole.row.empty, line=given[0].line))
    yield from _outside(measure, whole, parts)


def _unequal(measure: Measure, parts: Group) -> Iterator[RowFault]:
    """Where nothing is typed beside the categories, every dimension has to come to the same total."""
    for column in ("n", "d"):
        sums: dict[str, int] = {}
        for dimension in (each for each in measure.dimensions if each.total == "sum"):
            numbers = {p.row.category: getattr(p.row, column) for p in parts if p.row.dimension == dimension.code}
            if all(numbers.get(c.code) is not None for c in dimension.categories if c.required) and numbers:
                sums[dimension.name] = sum(number for number in numbers.values() if number is not None)
        if len(set(sums.values())) > 1:
            shown = ", ".join(f"{name} {total}" for name, total in sums.items())
            message = _("Summan av {column} ska vara lika i alla indelningar, men är {sums}.")
            yield RowFault(parts[0].line, message.format(column=column, sums=shown))


def _outside(measure: Measure, whole: NumberedRow, parts: Group) -> Iterator[RowFault]:
    """A total is the sum of its categories; of distinct persons at least the largest category and at most their sum."""
    for dimension in measure.dimensions:
        rows = {p.row.category: p.row for p in parts if p.row.dimension == dimension.code}
        for column in ("n", "d"):
            total: int | None = getattr(whole.row, column)
            numbers: list[int] = [v for row in rows.values() if (v := getattr(row, column)) is not None]
            if total is None or not numbers:
                continue
            required = [c.code for c in dimension.categories if c.required]
            complete = all(code in rows and getattr(rows[code], column) is not None for code in required)
            complete = complete and all(row.empty is None for row in rows.values())
            low = sum(numbers) if dimension.total == "sum" else max(numbers)
            if low <= total and not (complete and total > sum(numbers)):
                continue
            if dimension.total == "sum":
                message = _("Totalen {total} i {column} ska vara {high}, summan över {dimension}.")
            else:
                message = _(
                    "Totalen {total} i {column} ska ligga mellan {low} (största kategorin) och {high} (summan)."
                )
            names = {"column": column, "low": low, "high": sum(numbers), "dimension": dimension.name}
            yield RowFault(whole.line, message.format(total=total, **names))


def _incomplete(measure: Measure, group: Group) -> Iterator[RowFault]:
    """What is accepted but counts in no sum until the rest is given, and what is likely another figure than meant."""
    for numbered in group:
        row = numbered.row
        if kind_of(measure.kind).is_percentage and is_fraction(row.forecast):
            message = _("forecast {number} är mindre än en procent; menar du {meant}?")
            number, meant = (decimal_text(shortest(each)) for each in (row.forecast, row.forecast * 100))
            yield RowFault(numbered.line, message.format(number=number, meant=meant))
        if measure.gives_d and (row.n is None) != (row.d is None):
            lacking = "n" if row.n is None else "d"
            message = _("{item} saknar {lacking}; raden räknas inte förrän båda finns.")
            yield RowFault(numbered.line, message.format(item=row.item, lacking=lacking))
    given = [numbered for numbered in group if numbered.row.dimension and _gives_figure(numbered.row)]
    if not given:
        return
    yield from _pasted_totals(measure, given)
    for dimension in measure.dimensions:
        there = {n.row.category for n in given if n.row.dimension == dimension.code}
        lacking = ", ".join(c.code for c in dimension.categories if c.required and c.code not in there)
        if lacking:
            message = _("{item} saknar {dimension} {lacking}; indikatorn räknas inte förrän alla finns.")
            first = given[0]
            shown = message.format(item=first.row.item, dimension=dimension.code, lacking=lacking)
            yield RowFault(first.line, shown)


def _far_days(days: Days, group: Group) -> Iterator[RowFault]:
    for numbered in group:
        for column, day in (("start", numbered.row.start), ("end", numbered.row.end)):
            if day is not None and is_far(day, days):
                message = _("{column} {day} ligger långt utanför programmets år, {first}–{last}; stämmer årtalet?")
                names = {"column": column, "day": day.isoformat(), "first": days[0].year, "last": days[1].year}
                yield RowFault(numbered.line, message.format(**names))


def _pasted_totals(measure: Measure, given: Group) -> Iterator[RowFault]:
    for dimension in measure.dimensions:
        rows = {numbered.row.category: numbered for numbered in given if numbered.row.dimension == dimension.code}
        ordered = [rows.get(category.code) for category in dimension.categories]
        for column in ("n", "d"):
            numbers = [None if numbered is None else getattr(numbered.row, column) for numbered in ordered]
            place = pasted_total(numbers)
            total = ordered[place] if place is not None else None
            if place is not None and total is not None:
                message = _("{column} {total} är summan av de andra kategorierna; är det en egen uppgift?")
                yield RowFault(total.line, message.format(column=column, total=numbers[place]))


def _gives_figure(row: Observation) -> bool:
    return row.n is not None or row.d is not None or row.empty is not None
