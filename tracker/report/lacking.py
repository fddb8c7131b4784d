"""Who is late and who is not ready, in words: the same on the page, in the workbook and in the document."""

from __future__ import annotations

from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview
from tracker.report.model import Body, Report
from tracker.report.overview import Late
from tracker.report.short_names import short_name
from tracker.words import gettext as _
from tracker.words import ngettext


def unready(report: Report) -> tuple[tuple[str, tuple[Body, ...]], ...]:
    """What is lacking, and of whom; nothing where all have reported all."""
    groups = overview.bodies(report)
    told = (
        (_("Inlämnat, inte mottaget"), groups.handed_in),
        (_("Har rapporterat en del"), groups.partly),
        (_("Har inte rapporterat"), groups.nothing),
    )
    return tuple((word, bodies) for word, bodies in told if bodies)


def body_text(body: Body) -> str:
    """The body, and of what it was asked how much it has reported where that is some of it: ``Bromma (12 av 31
    uppgifter)``."""
    if not 0 < body.reported < body.expected:
        return body.name
    text = ngettext("{body} ({given} uppgift)", "{body} ({given} uppgifter)", body.expected)
    return text.format(body=body.name, given=n_of_d(body.reported, body.expected))


def late_text(late: Late) -> str:
    """``Bromma, 275 dagar: Utbilda jourhem``; of what has not begun, that."""
    text = _("{body}, {days}: {activity}") if late.ends else _("{body}, {days} sen med att börja: {activity}")
    return text.format(activity=short_name(late.activity), body=late.body, days=days_late(late))


def late_within(late: Late) -> str:
    """``Utbilda jourhem (Bromma, 275 dagar)``: the same within a sentence."""
    text = _("{activity} ({body}, {days})") if late.ends else _("{activity} ({body}, {days} sen med att börja)")
    return text.format(activity=short_name(late.activity), body=late.body, days=days_late(late))


def days_late(late: Late) -> str:
    return ngettext("{count} dag", "{count} dagar", late.days).format(count=whole_text(late.days))
