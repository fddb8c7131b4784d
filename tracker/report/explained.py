"""How a total came about, in words: what is added up and divided, over whom, who is left out and why, who merged and
what each of them gave.

Made of the report's own cells and names alone, so it tells no reader more than the tables do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.measures.numbers import whole_text
from tracker.measures.table import kind_of
from tracker.report import measure_words, wording
from tracker.report.existed import taken_over
from tracker.report.model import Area, Indicator, Report
from tracker.report.over_time import yearly
from tracker.words import gettext as _
from tracker.words import lazy

_LEFT_OUT = {
    "not_reported": lazy("Inte med, för att inget är mottaget"),
    "missing": lazy("Inte med, för att uppgiften saknas hos dem"),
    "not_applicable": lazy("Inte med, för att det inte kan förekomma hos dem"),
    "suppressed": lazy("Egna tal visas inte eller bara delvis"),
}


@dataclass(frozen=True)
class Explained:
    """``area``: the city, a region, or a body that took over from others. ``value``: its total as it is printed.
    ``steps``: how it is reckoned, sentence by sentence. ``left_out``: why, and the bodies' names."""

    code: str
    area: str
    value: str
    steps: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]


def explained(report: Report, indicator: Indicator) -> tuple[Explained, ...]:
    """Every total over several bodies: the whole city's first, then the regions'."""
    return tuple(_explained(report, indicator, area) for area in (indicator.city, *indicator.regions))


def merged(report: Report, indicator: Indicator) -> tuple[Explained, ...]:
    """Every body that took over from others: what its figures of earlier years, re-cast, are the sum of."""
    found = []
    for unit in indicator.units:
        if steps := tuple(_addends(report, indicator, unit.code)):
            value = wording.cell_text(unit.total, indicator.kind)
            found.append(Explained(unit.code, wording.area_name(report, unit), value, steps, ()))
    return tuple(found)


def _addends(report: Report, indicator: Indicator, code: str) -> Iterator[str]:
    """Year by year, as long as it had not yet taken over."""
    before = taken_over(report, code)
    if not before:
        return
    sums = {(point.period, unit.code): unit for point in indicator.series.recast for unit in point.units}
    for point in yearly(report, indicator.series.as_reported):
        parts = [unit for unit in point.units if unit.code in before]
        whole = sums.get((point.period, code))
        if parts and whole is not None and whole.total.state in ("value", "suppressed"):
            given = [f"{unit.name} {wording.cell_text(unit.total, indicator.kind)}" for unit in parts]
            text = _("{period}: {parts} ger tillsammans {whole}.")
            sum_text = wording.cell_text(whole.total, indicator.kind)
            yield text.format(period=point.period, parts=" + ".join(given), whole=sum_text)


def _explained(report: Report, indicator: Indicator, area: Area) -> Explained:
    regions = {body.code: body.region for body in report.bodies}
    whole = area.code == indicator.city.code
    bodies = [unit for unit in indicator.units if whole or regions.get(unit.code) == area.code]
    return Explained(
        code=area.code,
        area=wording.area_name(report, area),
        value=wording.cell_text(area.total, indicator.kind),
        steps=tuple(_steps(report, indicator, area)),
        left_out=tuple(_left_out(bodies)),
    )


def _steps(report: Report, indicator: Indicator, area: Area) -> Iterator[str]:
    cell, labels = area.total, indicator.labels
    if cell.state == "value":
        sums = [(labels.n, cell.n)] + ([(labels.d, cell.d)] if labels.d else [])
        told = _("Summan av ”{label}” hos dem som räknas med är {number}.")
        yield from (told.format(label=label, number=whole_text(number)) for label, number in sums if number is not None)
        if cell.d and cell.value is not None and kind_of(indicator.kind).is_quotient:
            value = wording.amount(cell.value, indicator.kind)
            yield _("Den första summan delad med den andra ger {value}, avrundat en gång, sist.").format(value=value)
        elif told := measure_words.base_text(indicator, cell):
            yield told
    else:
        yield f"{wording.empty_meaning(cell)}."
    yield _("Räknas med: {coverage}.").format(coverage=wording.coverage_text(report, area.coverage))
    for dimension in indicator.dimensions:
        if names := [category.name for category in dimension.categories]:
            yield _("Lämnas uppdelat på {names}; den som saknar en obligatorisk del räknas inte alls.").format(
                names=", ".join(names)
            )


def _left_out(bodies: Iterable[Area]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Bodies without a figure to count, by what stands in its place."""
    found: dict[str, list[str]] = {}
    for unit in bodies:
        if unit.total.state in _LEFT_OUT:
            found.setdefault(unit.total.state, []).append(unit.name)
    yield from ((str(_LEFT_OUT[state]), tuple(names)) for state, names in found.items())


def earlier_bodies(indicator: Indicator) -> tuple[str, ...]:
    """The names of bodies that stand in earlier periods and no longer: others have taken over from them."""
    now = {unit.code for unit in indicator.units}
    points = indicator.series.as_reported
    return tuple(dict.fromkeys(unit.name for point in points for unit in point.units if unit.code not in now))
