"""The tables under the charts, as plain rows of text: every figure in the words of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.measures.numbers import n_of_d
from tracker.report import questions, wording
from tracker.report.change_words import uncertainty_text
from tracker.report.model import Area, Body, Cell, Indicator, Report, SeriesArea, SeriesPoint
from tracker.report.short_names import listed_name
from tracker.words import gettext as _


@dataclass(frozen=True)
class Text:
    """What one place of a table says. ``meaning``: its sign explained. ``number``: set flush right. ``whole``: on one
    line, as a date that a hyphen would break. ``own``: a body's own words."""

    text: str
    meaning: str | None = None
    number: bool = False
    whole: bool = False
    own: bool = False


@dataclass(frozen=True)
class Row:
    """``look``: ``total``, ``region``, ``part`` or blank. ``key``: the code of what the row is about, for its link.
    ``within``: the area that a part belongs to; heard, but not repeated on the screen."""

    heading: str
    places: tuple[Text, ...]
    look: str = ""
    key: str = ""
    within: str = ""


@dataclass(frozen=True)
class Column:
    title: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """``wide``: many columns, so its row headings stay in view while the rest scrolls."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: bool = False


def figure(cell: Cell, kind: str) -> Text:
    return Text(wording.cell_text(cell, kind), wording.empty_meaning(cell), number=True)


def areas(report: Report, indicator: Indicator) -> Table:
    """The period's figures: bodies, regions, the city; by category, with last year, target and forecast."""
    extras = _extras(indicator)
    columns = [Column(_("Område")), Column(questions.unit_of_measure(indicator), number=True)]
    columns += [Column(name, number=True) for _dimension, _category, name in _categories(indicator)]
    columns += [Column(_("Föregående år"), number=True), Column(_("Samma nämnder i år"), number=True)]
    columns += [Column(title, number=True) for title in extras]
    uncertain = any(uncertainty_text(indicator, area.total) for area, _look in _ordered(indicator))
    columns += [Column(_("Osäkerhet"))] if uncertain else []
    columns.append(Column(_("Täckning")))
    rows = [_area_row(report, indicator, area, look, extras, uncertain) for area, look in _ordered(indicator)]
    caption = _("{code} per nämnd och område, {period}").format(code=indicator.code, period=report.period)
    return Table(caption, tuple(columns), tuple(rows), wide=True)


def series(report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...], caption: str) -> Table:
    """Every period as a column, the newest first, for it is what is looked for and not all are in sight; every area,
    and each of its categories, as a row."""
    points = points[::-1]
    columns = (Column(_("Område")), *(Column(point.period, number=True) for point in points))
    rows = tuple(row for code, look in _areas_of(points) for row in _series_rows(report, indicator, points, code, look))
    return Table(caption, columns, rows, wide=True)


def as_reported(report: Report, indicator: Indicator) -> Table:
    caption = _("{code}: så som det rapporterades").format(code=indicator.code)
    return series(report, indicator, indicator.series.as_reported, caption)


def recast(report: Report, indicator: Indicator) -> Table:
    caption = _("{code}: omräknat till dagens nämnder").format(code=indicator.code)
    return series(report, indicator, indicator.series.recast, caption)


def indicators(report: Report, listed: tuple[Indicator, ...]) -> Table:
    """One row per indicator: the city's figure; last year's, beside this year's of the same bodies, which is what it
    may be compared with; and its target where any has one."""
    targets = any(indicator.target is not None for indicator in listed)
    columns = [Column(_("Indikator")), Column(wording.whole_name(report), number=True)]
    columns += [Column(_("Föregående år"), number=True), Column(_("Samma nämnder i år"), number=True)]
    if targets:
        columns.append(Column(_("Målvärde {year}").format(year=report.calendar.year), number=True))
        columns.append(Column(_("Når målvärdet")))
    columns.append(Column(_("Täckning")))
    rows = tuple(_summary(report, indicator, targets) for indicator in listed)
    return Table(_("Indikatorerna, {period}").format(period=report.period), tuple(columns), rows)


def bodies(report: Report) -> Table:
    """Who has reported, in the organisation's order."""
    columns = (Column(wording.body_head(report)), Column(_("Rapporterat"), number=True), Column(_("Status")))
    rows = tuple(
        Row(
            body.name,
            (_number(n_of_d(body.reported, body.expected)), Text(_progress(body))),
            key=body.code,
        )
        for body in report.bodies
        if body.expected
    )
    return Table(_("Vem har rapporterat, {period}").format(period=report.period), columns, rows)


def _summary(report: Report, indicator: Indicator, targets: bool) -> Row:
    kind = indicator.kind
    compared = (indicator.city.previous_year, indicator.city.same_bodies)
    places = [figure(indicator.city.total, kind), *(_number(wording.compared_text(cell, kind)) for cell in compared)]
    if targets:
        places.append(_number(wording.amount(indicator.target, kind)))
        places.append(Text(wording.attainment_word(indicator)))
    places.append(Text(wording.coverage_text(report, indicator.city.coverage)))
    return Row(listed_name(indicator), tuple(places), key=indicator.code)


def _ordered(indicator: Indicator) -> Iterator[tuple[Area, str]]:
    yield from ((area, "") for area in indicator.units)
    yield from ((area, "region") for area in indicator.regions)
    yield indicator.city, "total"


def _extras(indicator: Indicator) -> dict[str, str]:
    """Columns that only some indicators fill: title and the area's field."""
    listed = [area for area, _look in _ordered(indicator)]
    possible = {_("Målvärde"): "target", _("Prognos för året"): "forecast"}
    return {title: field for title, field in possible.items() if any(getattr(area, field) for area in listed)}


def _area_row(
    report: Report, indicator: Indicator, area: Area, look: str, extras: dict[str, str], uncertain: bool
) -> Row:
    kind = indicator.kind
    places = [figure(area.total, kind)]
    places += [figure(area.breakdown[d][c], kind) for d, c, _name in _categories(indicator)]
    compared = (area.previous_year, area.same_bodies)
    places += [_number(wording.compared_text(cell, kind)) for cell in compared]
    places += [_number(wording.amount(getattr(area, field), kind)) for field in extras.values()]
    if uncertain:
        places.append(Text(uncertainty_text(indicator, area.total)))
    places.append(Text(wording.coverage_text(report, area.coverage) if look else ""))
    return Row(wording.area_name(report, area), tuple(places), look)


def _categories(indicator: Indicator) -> list[tuple[str, str, str]]:
    return [(d.code, category.code, category.name) for d in indicator.dimensions for category in d.categories]


def _areas_of(points: tuple[SeriesPoint, ...]) -> list[tuple[str, str]]:
    """Every area of the series: bodies in order of their last appearance, regions, the city."""
    units = dict.fromkeys(area.code for point in points for area in point.units)
    regions = dict.fromkeys(area.code for point in points for area in point.regions)
    city = [("city", "total")] if points else []
    return [(code, "") for code in units] + [(code, "region") for code in regions] + city


def _series_rows(
    report: Report, indicator: Indicator, points: tuple[SeriesPoint, ...], code: str, look: str
) -> Iterator[Row]:
    found = [_area_in(point, code, look) for point in points]
    name = next(wording.area_name(report, area) for area in found if area is not None)
    totals = tuple(Text("") if area is None else figure(area.total, indicator.kind) for area in found)
    yield Row(name, totals, look)
    for dimension, category, label in _categories(indicator):
        cells = [None if area is None else area.breakdown.get(dimension, {}).get(category) for area in found]
        places = tuple(Text("") if cell is None else figure(cell, indicator.kind) for cell in cells)
        yield Row(label, places, "part", within=name)


def _area_in(point: SeriesPoint, code: str, look: str) -> SeriesArea | None:
    listed = {"total": (point.city,), "region": point.regions}.get(look, point.units)
    return next((area for area in listed if look == "total" or area.code == code), None)


def _progress(body: Body) -> str:
    if body.reported >= body.expected:
        return _("allt rapporterat")
    if body.handed_in:
        return _("inlämnat, inte mottaget")
    return _("delvis rapporterat") if body.reported else wording.not_reported()


def _number(text: str) -> Text:
    return Text(text, number=True)
