"""What the entry sheet's writer and reader agree on: its tables, and the marks by which cells are known.

A cell is known by the key in its row's hidden column and the mark in its column's hidden row, never by where it
stands. Rows and columns may therefore be moved, and tabs renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from tracker.entry.field import Field
from tracker.entry.model import ActivityEntry, Entry, Form, GoalEntry, IndicatorEntry
from tracker.rows import RowKey, parse_field
from tracker.typed import one_line
from tracker.words import gettext as _

FORMAT = "1"
"""Version of this layout. A sheet of another version is refused, since its marks may mean other things."""

BOOK_MARK = "tracker:sheet"
"""In the first cell of the hidden sheet that says what the workbook is about."""

HEADS = (BOOK_MARK, "program", "unit", "period")
"""First column of the hidden sheet's first rows, with their values beside; then each row's key, its token, and the
marks of the texts that the row says beside its fields."""

KEY_MARK = "tracker:key"
"""Head of the column that holds the rows' keys."""

TEXT_MARK = "tracker:text"
"""Key of the rows that only have words: the head."""

CREATOR = "Programuppföljning"
"""Who made a workbook, by its properties: the entry sheets and the reports of this program."""

COLUMN_MARK = "tracker:"
"""Begins the mark of a column of fields; the attribute follows."""

CODE_MARK, SUBJECT_MARK = "tracker:code", "tracker:subject"
"""Marks of the columns in which a row says what it is about."""

OLD_TITLES = ("Kod", "Uppgift")
"""Heads of the same columns in sheets that were made before they had marks; those were in Swedish only."""


Kind = Literal["indicators", "activities", "judgements"]

ATTRIBUTES: dict[Kind, tuple[str, ...]] = {
    "indicators": ("n", "d", "empty", "comment", "forecast", "target"),
    "activities": ("status", "text", "start", "end", "comment"),
    "judgements": ("status", "text"),
}


@dataclass(frozen=True)
class SheetLine:
    """One row of a table: the fields of one row of the follow-up, by attribute. ``first``: of its entry."""

    key: RowKey
    entry: Entry
    label: str
    fields: dict[str, Field]
    first: bool


@dataclass(frozen=True)
class Table:
    """One sheet: the columns that any of its rows needs, and the rows under their goals."""

    kind: Kind
    attributes: tuple[str, ...]
    goals: tuple[tuple[GoalEntry, tuple[SheetLine, ...]], ...]


def tables(form: Form) -> tuple[Table, ...]:
    """The form as tables; a kind of which the period asks nothing has none."""
    found = []
    for kind in ATTRIBUTES:
        goals = tuple((goal, tuple(line for e in _entries(goal, kind) for line in lines(e))) for goal in form.goals)
        used = {attribute for _goal, rows in goals for row in rows for attribute in row.fields}
        if used:
            attributes = tuple(attribute for attribute in ATTRIBUTES[kind] if attribute in used)
            found.append(Table(kind, attributes, tuple((goal, rows) for goal, rows in goals if rows)))
    return tuple(found)


def lines(entry: Entry) -> tuple[SheetLine, ...]:
    """The rows of one entry, that of the whole item first."""
    grouped: dict[RowKey, dict[str, Field]] = {RowKey(entry.code): {}}
    for field in entry.fields():
        key, attribute = parse_field(field.name)
        grouped.setdefault(key, {})[attribute] = field
    labels = _labels(entry)
    return tuple(
        SheetLine(key, entry, labels.get(key, ""), fields, first=place == 0)
        for place, (key, fields) in enumerate(grouped.items())
    )


def column_title(kind: Kind, attribute: str) -> str:
    """What a column of fields is headed."""
    titles = {
        "n": _("Antal"),
        "d": _("Av (nämnare)"),
        "empty": _("Kan inte lämnas"),
        "forecast": _("Prognos för helåret"),
        "target": _("Vårt mål för året"),
        "status": _("Bedömning") if kind == "judgements" else _("Status"),
        "start": _("Start"),
        "end": _("Slut"),
        "text": _("Analys") if kind == "judgements" else _("Så arbetar vi med aktiviteten"),
        "comment": _("Kommentar eller skäl") if kind == "indicators" else _("Kommentar"),
    }
    return titles[attribute]


def subject(kind: Kind, line: SheetLine) -> str:
    """What a row is about: the item's title with what its numbers count, or the category."""
    entry = line.entry
    if not line.first:
        return line.label
    if isinstance(entry, IndicatorEntry):
        labels = entry.measure.labels
        counted = _("Svara Ja eller Nej.") if entry.kind.is_answer else _("Antal: {n}.").format(n=labels.n)
        below = [_("Av: {d}.").format(d=labels.d)] if entry.measure.gives_d else []
        aims = [line.fields["target"].label] if "target" in line.fields else []
        return "\n".join([entry.title, *([counted, *below] if entry.owed else []), *aims])
    if kind == "judgements":
        return _("Bedömning och analys av målet")
    same_as = getattr(entry, "same_as", None)
    title = str(getattr(entry, "title", ""))
    return _("{title} (fylls i vid {same_as})").format(title=title, same_as=same_as) if same_as else title


def mark_of(text: str) -> str:
    """A short mark of a text that is only to be read, by which it is seen whether somebody wrote in its cell."""
    return f"{crc32(one_line(text).encode()):08x}"


def word(field: Field | None, text: str) -> str:
    """A field's text as a person reads it: the word of a choice, other text as it is."""
    return next((choice.word for choice in field.choices if choice.code == text), text) if field else text


def field_labels(entries: Iterable[Entry]) -> dict[str, str]:
    """Field name → what the field is called outside its table: the row's name before the column's."""
    return dict(_field_labels(entries))


def _field_labels(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for line in lines(entry):
            for field in line.fields.values():
                within = line.label if line.key.dimension and isinstance(entry, IndicatorEntry) else ""
                yield field.name, f"{within}: {field.label}" if within else field.label


def _entries(goal: GoalEntry, kind: Kind) -> tuple[Entry, ...]:
    if kind == "indicators":
        return goal.indicators
    if kind == "activities":
        return goal.activities
    return (goal.judgement,) if goal.judgement is not None else ()


def _labels(entry: Entry) -> dict[RowKey, str]:
    if isinstance(entry, IndicatorEntry):
        return {row.key: row.label for row in entry.rows if row.key.dimension}
    if isinstance(entry, ActivityEntry):
        return {}
    return {parse_field(field.name)[0]: field.label for field in entry.perspectives}
