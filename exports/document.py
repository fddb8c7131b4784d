"""``docx``: the follow-up as the document that it is handed over in, with headings, styles, tables and charts.

Its sections and their headings are the program's definitions; a program without any gets one chapter per goal.
"""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from exports.body_document import write_body
from exports.document_categories import write_categories
from exports.document_charts import summary_charts
from exports.document_goal import write_goal
from exports.document_styles import Page
from exports.document_threads import write_threads
from exports.explanations import explained_rows
from exports.steps import Tell, one_by_one, tell_nobody
from tracker.letterhead.about import About, drawn
from tracker.report import body_words, overview, wording
from tracker.report.asked_under import of_no_goal
from tracker.report.brief import brief
from tracker.report.live_fields import language_of
from tracker.report.message import statements
from tracker.report.method import method_texts
from tracker.report.model import Report, Section
from tracker.words import gettext as _
from tracker.words import language

EXPLAINED = (1.4, 3.0, 2.8, 9.8)
"""Centimetres of the columns of the table that explains totals."""


def write_document(
    report: Report, stream: BinaryIO, today: date, letterhead: bytes | None = None, tell: Tell = tell_nobody
) -> None:
    """Write the report as .docx. ``today``: the day that the document says it was drawn. ``letterhead``: the city's own
    Word file."""
    page = Page(_about(report, today), letterhead)
    page.describe(f"{report.about.short_title} {report.period}", today)
    if report.unit:
        write_body(page, report, today)
    else:
        _city(page, report, today, tell)
    page.save(stream)


def _city(page: Page, report: Report, today: date, tell: Tell) -> None:
    _front(page, report, today)
    _body(page, report, tell)


def _marks(report: Report) -> str:
    if report.unit:
        return " · ".join(body_words.marks(report))
    return " · ".join(m for m in (wording.audience_mark(report), wording.fictional_mark(report)) if m)


def _about(report: Report, today: date) -> About:
    period, unit = report.calendar, [body.name for body in report.bodies if body.code == report.unit]
    return About(
        title=report.about.title, program=report.about.short_title, header=_header(report),
        source=_source(report, today), today=today, marks=_marks(report), period=f"{period.name} {period.year}",
        unit="".join(unit), edition=report.edition or "",
    )  # fmt: skip


def _header(report: Report) -> str:
    named = f"{report.about.short_title} {report.edition or report.period}"
    return " · ".join(part for part in (named, _marks(report)) if part)


def _source(report: Report, today: date) -> str:
    """Which edition it is, and the beginning of what it can be checked by; the whole stands with the method."""
    edition = [_("Utgåva {edition}").format(edition=report.edition)] if report.edition else []
    checksum = _("underlagets SHA-256: {sum}").format(sum=f"{report.generated_from[:12]}…")
    return " · ".join([*edition, drawn(today), checksum])


def _front(page: Page, report: Report, today: date) -> None:
    period = report.calendar
    page.title(report.about.title)
    which = (f"{period.name} ({period.code})", wording.edition_text(report))
    page.paragraph(" · ".join(filter(None, which)), "Subtitle")
    covered = _("Avser {first}–{last}. Uttaget {today}.")
    page.paragraph(covered.format(first=period.first_day, last=period.last_day, today=today.isoformat()))
    if language() != language_of(report):
        told = _("Det här exemplaret är på svenska. Det som är skrivet på ett annat språk står som det är skrivet.")
        page.paragraph(told)
    if _marks(report):
        page.mark(_marks(report))


def _body(page: Page, report: Report, tell: Tell) -> None:
    """The sections that the program's definitions have; where they have none, summary, goals and method."""
    if not report.sections:
        page.heading(_("Sammanfattning"), 1)
        _summary(page, report)
        for goal in one_by_one(report.goals, tell):
            write_goal(page, report, goal)
        page.heading(_("Metod och tecken"), 1)
        _method(page, report)
        page.heading(_("Så har summorna räknats fram"), 1)
        _explained(page, report)
        return
    for section in report.sections:
        if report.edition and section.holds is None and not (section.text or "").strip():
            continue  # nobody has written it: in what is published, no heading stands over nothing
        page.heading(section.title, 1)
        page.rich(section.text)
        _held(page, report, section, tell)


def _held(page: Page, report: Report, section: Section, tell: Tell) -> None:
    """What the report itself says in a section, after what was written there."""
    match section.holds:
        case "summary":
            _summary(page, report)
        case "goals":
            for goal in one_by_one(report.goals, tell):
                write_goal(page, report, goal, 2)
        case "categories":
            write_categories(page, report)
        case "appendices":
            page.heading(_("Metod och tecken"), 2)
            _method(page, report)
            page.heading(_("Så har summorna räknats fram"), 2)
            _explained(page, report)


def _summary(page: Page, report: Report) -> None:
    for answer in brief(report):
        page.answer(answer.question, answer.text)
    for statement in statements(report):
        page.paragraph(statement.text, "List Bullet")
        for point in statement.points:
            page.paragraph(f"{point.code} {point.text}", "List Bullet 2")
    if note := overview.counted_twice(report):
        page.paragraph(note)
    write_threads(page, of_no_goal(report.threads, report.goals), named=True)
    for chart in summary_charts(report):
        page.chart(chart)


def _method(page: Page, report: Report) -> None:
    page.table([_("Tecken"), _("Betydelse")], [list(sign) for sign in wording.signs()], (4.0, 13.0))
    for sentence in method_texts(report):
        page.paragraph(sentence, "List Bullet")
    page.paragraph(_("Underlagets kontrollsumma (SHA-256): {sum}").format(sum=report.generated_from))


def _explained(page: Page, report: Report) -> None:
    """Every total of the period, with who is in it and who is not: the words of the indicators' pages."""
    rows = [list(row) for row in explained_rows(report)]
    if not rows:
        page.paragraph(_("Inga indikatorer följs upp i den här perioden."))
        return
    page.table([_("Kod"), _("Område"), _("Utfall"), _("Så har det räknats fram")], rows, EXPLAINED)
