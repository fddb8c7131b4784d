"""Sheets *Metod och tecken* (the signs, and how figures are made) and *Definitioner* (of every indicator)."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book.book import Book
from exports.book.cells import Entry, text
from exports.book.heading import Heading
from exports.book.page import Page
from tracker.report import measure_words, wording
from tracker.report.existed_words import changes
from tracker.report.method import method_texts
from tracker.report.model import Indicator, Report
from tracker.report.questions import unit_of_measure
from tracker.report.reference_words import contradiction_lines, reference_lines
from tracker.words import gettext as _

WIDTHS = (2.6, 21.0)
DEFINED = (1.5, 7.0, 1.8, 4.5, 4.5, 4.0, 4.0, 3.0, 2.4, 7.0)


def write(book: Book, report: Report, heading: Heading) -> None:
    page = Page(book, _("Metod och tecken"), _("Metod och tecken"), WIDTHS, heading)
    page.section(_("Tecken i tabellerna"))
    page.pairs(wording.signs())
    page.section(_("Så är uppgifterna framtagna"))
    for sentence in method_texts(report):
        page.paragraph(f"•  {sentence}")
    _origin(page, report)
    _notes(page, report)
    page.close()


def write_definitions(book: Book, report: Report, heading: Heading) -> None:
    title = _("Indikatorernas definitioner")
    page = Page(book, _("Definitioner"), title, DEFINED, heading, printed=False)
    indicators = (indicator for goal in report.goals for indicator in goal.indicators)
    page.long_table("definitions", _head(), (_definition(indicator) for indicator in indicators), frozen=1)
    page.close()


def _origin(page: Page, report: Report) -> None:
    page.section(_("Underlag"))
    page.paragraph(_("Programmets vision: {vision}").format(vision=report.about.vision))
    if report.about.ils_key:
        page.paragraph(_("Programmets namn i ILS: {name}").format(name=report.about.ils_key))
    page.paragraph(_("Underlagets kontrollsumma (SHA-256): {sum}").format(sum=report.generated_from))


def _notes(page: Page, report: Report) -> None:
    """Comparison series with their sources, breaks in the series and merged bodies, where there are any."""
    indicators = [indicator for goal in report.goals for indicator in goal.indicators]
    compared = [
        f"{i.code}: {series.name}. {_('Källa: {source}').format(source=series.source)}"
        for i in indicators
        for series in i.comparison
    ]
    printed = [f"{i.code}: {line}" for i in indicators for line in reference_lines(i)]
    against = [f"{i.code}: {line}" for i in indicators for line in contradiction_lines(i)]
    broken = [f"{i.code}: {mark.date} – {mark.text}" for i in indicators for mark in i.breaks]
    merged = list(changes(report, [e for e in report.existed if e.since], [e for e in report.existed if e.until]))
    other = ((_("Tryckt i källor"), printed), (_("Där källorna säger emot sig själva"), against))
    series = ((_("Brott i serierna"), broken), (_("Bildade, upphörda och sammanslagna"), merged))
    for title, sentences in ((_("Jämförelseserier"), compared), *series, *other):
        if sentences:
            page.section(title)
            for sentence in sentences:
                page.paragraph(f"•  {sentence}")


def _head() -> list[str]:
    return [
        _("Kod"), _("Indikator"), _("Slag"), _("Täljare"), _("Nämnare"), _("Enhet och riktning"),
        _("Över året"), _("Uppgifter som skyddas"), _("Fastställd"), _("Källa och metod"),
    ]  # fmt: skip


def _definition(indicator: Indicator) -> list[Entry]:
    return [text(content) for content in _words(indicator)]


def _words(indicator: Indicator) -> Iterator[str]:
    yield indicator.code
    yield indicator.title
    yield measure_words.kind_word(indicator.kind)
    yield indicator.labels.n
    yield indicator.labels.d or ""
    yield f"{unit_of_measure(indicator)}; {measure_words.direction_word(indicator.direction)}"
    yield _("räknas från periodens första dag") if indicator.accumulates else _("avläses periodens sista dag")
    named = {"n": _("täljaren"), "d": _("nämnaren")}
    yield _(" och ").join(named[which] for which in indicator.protects) or _("inga")
    yield _("ja") if indicator.confirmed else _("nej, förslag")
    parts = [measure_words.source_word(indicator.source), indicator.method, indicator.note]
    yield "; ".join(part for part in parts if part)
