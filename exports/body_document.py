"""``docx`` of one body's own report: its judgements, figures, activities and texts, in its own words."""

from __future__ import annotations

from datetime import date

from exports.document_styles import Page
from tracker.report import body_words as words
from tracker.report import wording
from tracker.report.body_parts import ActivityPart, BodyReport, FigurePart, GoalPart
from tracker.report.method import own_method_texts
from tracker.report.model import Report
from tracker.words import gettext as _

WIDTH, FIRST = 17.0, 5.0
"""Centimetres of a table, and of its column of names."""


def write_body(page: Page, report: Report, today: date) -> None:
    """Fill in the document of one body's report."""
    shown = BodyReport(report)
    _front(page, shown, today)
    for part in shown.goals:
        _goal(page, shown, part)
    _ends(page, shown)


def _front(page: Page, shown: BodyReport, today: date) -> None:
    report, period = shown.report, shown.report.calendar
    page.title(report.about.title)
    page.paragraph(f"{shown.body.name} · {period.name} {period.year} ({period.code})", "Subtitle")
    covered = _("Avser {first}–{last}. Uttaget {today}.")
    page.paragraph(covered.format(first=period.first_day, last=period.last_day, today=today.isoformat()))
    page.mark(" · ".join(words.marks(report)))
    page.heading(_("Sammanfattning"), 1)
    for sentence in words.judgements_text(shown):
        page.paragraph(sentence)
    page.paragraph(f"{words.filled_text(shown)}.")
    for title, lines in ((_("Försenade aktiviteter"), words.late_texts(shown)), (_("Inte lämnat"), _lacking(shown))):
        if lines:
            page.heading(title, 2)
            for line in lines:
                page.paragraph(line, "List Bullet")
    for text in filter(None, (words.secret_text(shown), words.public_text(report))):
        page.paragraph(text)


def _lacking(shown: BodyReport) -> list[str]:
    return [f"{code} {title}" for code, title in shown.lacking]


def _goal(page: Page, shown: BodyReport, part: GoalPart) -> None:
    page.heading(f"{part.goal.code} {part.goal.title}", 1)
    own = words.evidence_texts(shown, (part.goal.code,))
    for text in filter(None, (words.judged_text(shown, part), part.analysis, *own)):
        page.paragraph(text)
    if part.aims:
        page.heading(_("Målvärden för året"), 2)
        for aim in part.aims:
            page.paragraph(words.aim_text(aim), "List Bullet")
    for figures in part.figures:
        _figures(page, shown, figures)
    if part.activities:
        page.heading(_("Aktiviteter"), 2)
        _activities(page, shown, part.activities)
        for text in words.evidence_texts(shown, (each.activity.code for each in part.activities)):
            page.paragraph(text, "List Bullet")


def _figures(page: Page, shown: BodyReport, part: FigurePart) -> None:
    page.heading(f"{part.indicator.code} {part.indicator.title}", 2)
    periods = (shown.report.period, *part.earlier)
    rows = [[words.line_name(line), *(words.figure_text(part, line, code) for code in periods)] for line in part.lines]
    wide = (WIDTH - FIRST) / len(periods)
    page.table(["", _("Utfall"), *part.earlier], rows, (FIRST, *(wide,) * len(periods)),
               numbers=range(1, 1 + len(periods)))  # fmt: skip
    for text in (*words.beside_texts(part), *words.evidence_texts(shown, (part.indicator.code,))):
        page.paragraph(text)


def _activities(page: Page, shown: BodyReport, activities: tuple[ActivityPart, ...]) -> None:
    """Each with what is told of it; what is told of none has no column."""
    columns: list[tuple[str, float, list[str]]] = [
        (_("Kod"), 1.3, [part.activity.code for part in activities]),
        (_("Aktivitet"), 5.2, [part.activity.title for part in activities]),
        (_("Plan"), 4.0, [_plan(shown, part) for part in activities]),
    ]
    if shown.asks("statuses"):
        columns.append((_("Status"), 3.0, [words.status_text(shown.report, part) for part in activities]))
    columns.append((_("Kommentar"), 3.5, [part.unit.comment or "" for part in activities]))
    told = [column for column in columns if any(column[2])]
    code, *rest = (width for _name, width, _texts in told)
    widths = (code, *(width * (WIDTH - code) / sum(rest) for width in rest))
    rows = [list(row) for row in zip(*(texts for _name, _width, texts in told), strict=True)]
    page.table([name for name, _width, _texts in told], rows, widths)


def _plan(shown: BodyReport, part: ActivityPart) -> str:
    return "\n".join(filter(None, (part.unit.plan, words.days_text(shown.report, part))))


def _ends(page: Page, shown: BodyReport) -> None:
    page.heading(_("Metod och tecken"), 1)
    page.table([_("Tecken"), _("Betydelse")], [list(sign) for sign in wording.signs()], (4.0, 13.0))
    for sentence in own_method_texts(shown.report):
        page.paragraph(sentence, "List Bullet")
    page.paragraph(_("Underlagets kontrollsumma (SHA-256): {sum}").format(sum=shown.report.generated_from))
