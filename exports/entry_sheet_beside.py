"""What stands beside the entry sheet's fields to compare with: earlier periods, the year's plan, targets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.entry.earlier import PastText
from tracker.entry.model import ActivityEntry, Form, IndicatorEntry, Judgement
from tracker.entry.sheet_layout import SheetLine, Table
from tracker.entry.showing import addends_text, past_note, past_text
from tracker.measures.numbers import decimal_text, shortest
from tracker.words import gettext as _

FIGURE_WIDTH, TEXT_WIDTH, PLAN_WIDTH = 19, 30, 34


@dataclass(frozen=True)
class Beside:
    """A column to read. ``text``: what it says of a row; empty where it says nothing."""

    title: str
    width: float
    text: Callable[[SheetLine], str]


def beside(form: Form, table: Table, words: Mapping[str, str]) -> tuple[Beside, ...]:
    """The columns beside a table's fields. ``words``: status and judgement codes → words."""
    rows = [line for _goal, lines in table.goals for line in lines]
    remarked = any(line.key.item in form.remarks for line in rows)
    remarks = (Beside(_("Anmärkningar"), TEXT_WIDTH, partial(_remark, form.remarks)),) if remarked else ()
    return (*remarks, *_earlier_periods(form, table, words))


def _earlier_periods(form: Form, table: Table, words: Mapping[str, str]) -> tuple[Beside, ...]:
    if table.kind == "indicators":
        past = (Beside(str(c), FIGURE_WIDTH, partial(_figure, place)) for place, c in enumerate(form.columns))
        others = (
            Beside(_("Vårt mål enligt planen"), 12, partial(_decimal, "planned")),
            Beside(_("Programmets mål"), 12, partial(_decimal, "city_target")),
        )
        rows = [line for _goal, lines in table.goals for line in lines]
        return (*past, *(other for other in others if any(other.text(line) for line in rows)))
    earlier = tuple(
        Beside(str(column), TEXT_WIDTH, partial(_earlier, place, words)) for place, column in enumerate(form.columns)
    )
    if table.kind == "activities" and not form.is_plan:
        return (Beside(_("Planen för året"), PLAN_WIDTH, partial(_plan, words)), *earlier)
    return earlier


def _remark(remarks: Mapping[str, str], line: SheetLine) -> str:
    return remarks.get(line.key.item, "") if line.first else ""


def _figure(place: int, line: SheetLine) -> str:
    entry = line.entry
    if not isinstance(entry, IndicatorEntry):
        return ""
    own = next((row.earlier[place] for row in entry.rows if row.key == line.key), None)
    figure = own if not line.first or any(row.key == line.key for row in entry.rows) else entry.total_earlier[place]
    said = past_text(entry.measure, figure, asked=entry.asked_then[place])
    told = (said, past_note(figure), addends_text(entry.measure, figure))
    return "\n".join(part for part in told if part)


def _decimal(attribute: str, line: SheetLine) -> str:
    value = getattr(line.entry, attribute, None) if line.first else None
    return "" if value is None else decimal_text(shortest(value))


def _plan(words: Mapping[str, str], line: SheetLine) -> str:
    return _said(line.entry.planned, words) if isinstance(line.entry, ActivityEntry) else ""


def _earlier(place: int, words: Mapping[str, str], line: SheetLine) -> str:
    if not line.first or not isinstance(line.entry, ActivityEntry | Judgement):
        return ""
    return _said(line.entry.earlier[place], words)


def _said(texts: tuple[PastText, ...], words: Mapping[str, str]) -> str:
    """Statuses and texts of an earlier period, a line each; whose they were, where not the body's own."""
    lines = []
    for past in texts:
        days = f"{past.start or '…'} – {past.end or '…'}" if past.start or past.end else ""
        status = words.get(past.status, past.status) if past.status else ""
        parts = [part.rstrip(".") for part in (status, past.text or past.comment or "", days) if part]
        lines.append((f"{past.body}: " if past.body else "") + ". ".join(parts) + ".")
    return "\n".join(lines)
