"""``xlsx`` of one body's own report: a summary with its judgements, its figures, its activities, and the signs."""

from __future__ import annotations

from collections.abc import Iterator

from exports.book.book import Book
from exports.book.cells import Entry, amount, figure, text, value
from exports.book.heading import Heading
from exports.book.page import Page
from exports.book.tables import fitted
from exports.sheets.activities import day
from tracker.report import body_words as words
from tracker.report import wording
from tracker.report.body_parts import BodyReport, FigureLine, FigurePart, GoalPart
from tracker.report.method import own_method_texts
from tracker.report.model import Report
from tracker.report.questions import unit_of_measure
from tracker.report.vocabulary import judgement_looks, status_looks
from tracker.words import gettext as _

SUMMARY = (1.6, 7.4, 3.4, 11.0)
FIGURES, EARLIER, BESIDE = (1.1, 1.2, 3.7, 2.0, 1.6, 2.1, 1.6, 1.7), 1.6, (1.6, 1.6, 3.0, 1.8)
ACTIVITIES = (1.1, 1.3, 5.6, 1.9, 1.8, 1.8, 1.6, 4.2, 4.1)


def write_sheets(book: Book, report: Report, heading: Heading) -> None:
    """Every sheet of one body's workbook, in order; those of which the period asks nothing are left out."""
    shown = BodyReport(report)
    _summary(book, shown, heading)
    if shown.figures:
        _figures(book, shown, heading)
    if any(part.activities for part in shown.goals):
        _activities(book, shown, heading)
    _signs(book, shown, heading)


def _summary(book: Book, shown: BodyReport, heading: Heading) -> None:
    page = Page(book, _("Sammanfattning"), shown.body.name, SUMMARY, heading)
    page.keep_heading()
    page.paragraph(shown.report.about.title, "subsection")
    for sentence in (*words.judgements_text(shown), f"{words.filled_text(shown)}."):
        page.paragraph(sentence)
    for sentence in filter(None, (words.secret_text(shown), words.public_text(shown.report))):
        page.paragraph(sentence)
    judged = [part for part in shown.goals if part.status is not None or part.analysis]
    if judged:
        page.section(_("Bedömningar"))
        head = [_("Mål"), _("Lydelse"), _("Bedömning"), _("Analys")]
        page.table("judgements", head, [_judged(shown, part) for part in judged])
    for title, lines in (
        (_("Målvärden för året"), [words.aim_text(aim) for part in shown.goals for aim in part.aims]),
        (_("Underlag"), _evidence(shown)),
        (_("Försenade aktiviteter"), words.late_texts(shown)),
        (_("Inte lämnat"), [f"{code} {name}" for code, name in shown.lacking]),
    ):
        if lines:
            page.section(title)
            for line in lines:
                page.paragraph(f"•  {line}")
    page.close()


def _evidence(shown: BodyReport) -> list[str]:
    """What each item rests on, in the order of the report."""
    return list(words.evidence_texts(shown, shown.evidence))


def _judged(shown: BodyReport, part: GoalPart) -> list[Entry]:
    look = judgement_looks(shown.report)[part.status] if part.status else "text"
    word = wording.judgement_word(shown.report, part.status) if part.status else None
    return [text(part.goal.code), text(part.goal.title), Entry(word, look), text(part.analysis)]


def _figures(book: Book, shown: BodyReport, heading: Heading) -> None:
    widths = (*FIGURES, *(EARLIER,) * len(_earlier(shown)), *BESIDE)
    head = [
        _("Mål"), _("Kod"), _("Indikator"), _("Uppdelning"), _("Täljare"), _("Nämnare"), _("Värde"), _("Enhet"),
        *_earlier(shown), _("Prognos helår"), _("Målvärde"), _("Kommentar"), _("Spridning"),
    ]  # fmt: skip
    rows = [
        [text(goal.goal.code), *_line(part, line, place == 0, _earlier(shown))]
        for goal in shown.goals
        for part in goal.figures
        for place, line in enumerate(part.lines)
    ]
    fitting = fitted(widths, rows, growing=(len(widths) - 2,))
    page = Page(book, _("Indikatorer"), _("Indikatorer i perioden"), fitting, heading)
    page.long_table("figures", head, rows, frozen=3)
    page.close()


def _earlier(shown: BodyReport) -> list[str]:
    """The earlier periods of any indicator, in the order of the calendar as they come."""
    return list(dict.fromkeys(code for part in shown.figures for code in part.earlier))


def _line(part: FigurePart, line: FigureLine, first: bool, earlier: list[str]) -> Iterator[Entry]:
    indicator = part.indicator
    yield text(indicator.code, first)
    yield text(indicator.title, first) if first else Entry(indicator.title, "quiet")
    yield text(words.line_name(line), first)
    yield from figure(line.now, indicator, first)
    yield text(unit_of_measure(indicator))
    for code in earlier:
        yield value(line.then[code], indicator) if code in line.then else text(None)
    yield amount(part.area.forecast if first else None, indicator)
    yield amount(part.area.target if first else None, indicator)
    yield text(" ".join(filter(None, (words.lacking_text(part), part.area.comment))) if first else None)
    yield Entry(f"{words.secret_word()}: {', '.join(sorted(line.secret))}", "delayed") if line.secret else text(None)


def _activities(book: Book, shown: BodyReport, heading: Heading) -> None:
    report, follows = shown.report, shown.asks("statuses")
    head = [
        _("Mål"), _("Kod"), _("Aktivitet"), _("Status"), _("Start"), _("Slut"), _("Försening"), _("Plan"),
        _("Kommentar"),
    ]  # fmt: skip
    looks = status_looks(report)
    rows = [
        [
            text(goal.goal.code),
            text(part.activity.code),
            text(part.activity.title),
            Entry(wording.status_word(report, part.unit.status), looks[part.unit.status]) if follows else text(None),
            day(report, part.unit, part.unit.start),
            day(report, part.unit, part.unit.end),
            Entry(wording.delayed_word(), "delayed") if part.unit.delayed else text(None),
            text(part.unit.plan),
            text(part.unit.comment),
        ]
        for goal in shown.goals
        for part in goal.activities
    ]
    fitting = fitted(ACTIVITIES, rows, growing=(len(ACTIVITIES) - 2, len(ACTIVITIES) - 1))
    page = Page(book, _("Aktiviteter"), _("Aktiviteter i perioden"), fitting, heading)
    page.long_table("activities", head, rows, frozen=3)
    page.close()


def _signs(book: Book, shown: BodyReport, heading: Heading) -> None:
    page = Page(book, _("Metod och tecken"), _("Metod och tecken"), SUMMARY, heading)
    page.section(_("Tecken i tabellerna"))
    page.pairs(wording.signs())
    page.section(_("Så är uppgifterna framtagna"))
    for sentence in own_method_texts(shown.report):
        page.paragraph(f"•  {sentence}")
    page.paragraph(_("Underlagets kontrollsumma (SHA-256): {sum}").format(sum=shown.report.generated_from))
    page.close()
