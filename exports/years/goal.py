"""One sheet per goal of a program: its judgements, indicators and activities, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book import charts
from exports.book.book import Book
from exports.book.cells import NOTHING, Entry, amount, decimals, drawn, is_percentage, text, value
from exports.book.chart_cells import ChartCells
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.paper import PRINTED_CM
from exports.years import counted
from exports.years.side_by_side import Beside, Years, absent, areas, indicators, newest, year_entry
from exports.years.summary import note_totals
from tracker.report import measure_words, questions, wording
from tracker.report.listing import capital
from tracker.report.model import Area, Cell, Goal, Indicator
from tracker.report.over_time import break_text, complete
from tracker.report.rich_text import blocks
from tracker.words import gettext as _

WIDTHS = (1.5, 3.8)
FIGURE, FIGURES = 2.25, 6
"""Centimetres of a figure, and columns of them at least: counts have as many."""

CHART_CM = 4.8


def write(
    book: Book, cells: ChartCells, years: Years, goal: Beside[Goal], judged: counted.Answers, acted: counted.Answers,
    heading: Heading,
) -> None:  # fmt: skip
    last = newest(goal)
    figures = (FIGURE,) * max(FIGURES, len(years.names))
    widths = (*WIDTHS, *figures, max(0.0, PRINTED_CM[0] - sum(WIDTHS) - sum(figures)))
    page = Page(book, last.code, _("{code} {title}").format(code=last.code, title=last.title), widths, heading)
    page.keep_heading()
    _texts(page, years, goal)
    page.section(_("Så bedömer {bodies} målet").format(bodies=years.last.about.city.bodies.many))
    counted.of_goal(page, cells, years, goal, judged, f"judgements_{last.code}")
    for found in indicators(goal):
        first = page.row
        _indicator(page, cells, years, found)
        page.keep_together(first)
    if any(each.activities for each in goal if each):
        first = page.row
        page.section(_("Aktiviteter"))
        page.paragraph(_("Antal svar per status. Varje aktivitet räknas en gång för var och en som ansvarar för den."))
        counted.of_goal(page, cells, years, goal, acted, f"activities_{last.code}")
        page.keep_together(first)
    page.close()


def _texts(page: Page, years: Years, goal: Beside[Goal]) -> None:
    """What the compilers wrote of the goal in each edition."""
    for name, report, each in zip(years.names, years.reports, goal, strict=True):
        if each is None or not (each.text or each.overall):
            continue
        page.section(_("Sammanställarens text {year}").format(year=name))
        for block in blocks(each.text or ""):
            page.rich(block)
        if each.overall:
            word = wording.judgement_word(report, each.overall)
            page.paragraph(_("Sammanställarens samlade bedömning: {word}.").format(word=word))


def _indicator(page: Page, cells: ChartCells, years: Years, found: Beside[Indicator]) -> None:
    last = newest(found)
    page.section(f"{last.code} {last.title}")
    told = [measure_words.kind_word(last.kind), questions.unit_of_measure(last)]
    told.append(measure_words.direction_word(last.direction))
    page.paragraph(". ".join(map(capital, dict.fromkeys(told))) + ".", "note")
    block = page.table(
        f"areas_{last.code}", [_("Nivå"), _("Område"), *years.names], list(_rows(years, found)), keep_empty=True
    )
    note_totals(page, years, block.first + 1, block.column(years.names[0]), found)
    _chart(page, cells, years, found, block.first, page.right_of(block))
    if notes := list(_notes(found)):
        page.paragraph("  •  ".join(notes), "note")


def _rows(years: Years, found: Beside[Indicator]) -> Iterator[list[Entry]]:
    """The whole, its categories, the targets, then regions and bodies."""
    last = newest(found)
    city = _("Staden")
    whole = [each.city if each else None for each in found]
    totals = (area.total if area else None for area in whole)
    yield [text(city, strong=True), text(years.last.about.city.whole, strong=True), *_figures(found, totals, True)]
    for dimension in last.dimensions:
        for category in dimension.categories:
            parts = (area.breakdown.get(dimension.code, {}).get(category.code) if area else None for area in whole)
            yield [text(city), text(f"– {category.name}"), *_figures(found, parts)]
    if any(each.target for each in found if each):
        targets = (amount(each.target, each) if each else NOTHING for each in found)
        yield [text(city), text(_("Målvärde")), *targets]
    for level, beside in areas(found):
        cells = (area.total if area else None for area in beside)
        yield [text(level), text(newest(beside).name), *_figures(found, cells)]


def _figures(
    found: Beside[Indicator], cells: Iterator[Cell | None], strong: bool = False
) -> Iterator[Entry]:
    for indicator, cell in zip(found, cells, strict=True):
        yield value(cell, indicator, strong) if indicator and cell else Entry(absent(), "muted")


def _chart(
    page: Page, cells: ChartCells, years: Years, found: Beside[Indicator], first: int, left: float
) -> None:
    """The whole, year by year, beside the table; none where no year has a figure."""
    last = newest(found)
    values = [drawn(each.city.total, each) if each else NOTHING for each in found]
    if all(each.content is None for each in values):
        return
    targets = [amount(each.target, each) if each else NOTHING for each in found]
    aimed = any(each.content is not None for each in targets)
    rows = [
        [year_entry(name), result, *([target] if aimed else [])]
        for name, result, target in zip(years.names, values, targets, strict=True)
    ]
    title = _("{code}: hur har det gått över åren?").format(code=last.code)
    block = cells.add(title, [_("År"), _("Utfall"), *([_("Målvärde")] if aimed else [])], rows)
    scale = charts.Scale(decimals(last), is_percentage(last))
    size = (page.width - left, CHART_CM)
    chart = charts.over_time(page.book, block, title, scale, size, aimed, _open(found))
    told = "; ".join(
        f"{name} {wording.cell_text(each.city.total, each.kind)}"
        for name, each in zip(years.names, found, strict=True)
        if each
    )
    page.place(chart, first, left, f"{title} {told}.")
    page.keep_clear(first, CHART_CM)


def _open(found: Beside[Indicator]) -> list[int]:
    """The places of figures that somebody who answers for them is not in."""
    shown: list[tuple[int, Area]] = [(place, each.city) for place, each in enumerate(found) if each]
    return [place for place, city in shown if city.total.value and not complete(city)]


def _notes(found: Beside[Indicator]) -> Iterator[str]:
    last = newest(found)
    if _open(found):
        yield _("Öppen ring: alla ansvariga är inte med.")
    if last.caution:
        yield last.caution
    yield from map(break_text, last.breaks)
