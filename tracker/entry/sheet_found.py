"""What the tabs of an entry sheet hold, as it was found: typed texts, cells that cannot be read, and what rows say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.entry.sheet_cells import Said
from tracker.rows import RowKey
from tracker.words import gettext as _


@dataclass(frozen=True)
class Typed:
    """The text in one cell, and where the cell stands."""

    text: str
    place: str


@dataclass(frozen=True)
class CellRefused:
    """A cell that cannot be read. ``key``: the row it belongs to, None where the sheet does not say."""

    key: RowKey | None
    place: str
    message: str


@dataclass(frozen=True)
class CellNote:
    """What to know of a cell that was read."""

    key: RowKey
    place: str
    message: str


@dataclass(frozen=True)
class ShownRow:
    """What a row says of itself beside its hidden key. ``code``, ``subject``: the first line of the visible texts,
    None where the tab has no such column. ``place``: of the cell that says it. ``strange``: cells only to be read in
    which somebody wrote something else."""

    tab: str
    key: RowKey
    place: str
    code: str | None
    subject: str | None
    strange: tuple[str, ...] = ()


@dataclass(frozen=True)
class LooseRow:
    """A row below the head that has no key. ``code``: what stands in its first visible column. ``places``: its cells
    in the columns that say what a row is about."""

    code: str
    places: tuple[str, ...]


@dataclass
class Found:
    """What the tabs hold, gathered one after another. ``marks``: of the texts that each row said when it was made, by
    the row's key; none in sheets that were made before they told."""

    since_1904: bool
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    typed: dict[str, Typed] = field(default_factory=dict)
    refused: list[CellRefused] = field(default_factory=list)
    shown: list[ShownRow] = field(default_factory=list)
    loose: list[LooseRow] = field(default_factory=list)
    notes: list[CellNote] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def add(self, key: RowKey, attribute: str, given: Said, where: str) -> None:
        name = key.field(attribute)
        earlier = self.typed.setdefault(name, Typed(given.text, where))
        if earlier.text.strip() != given.text.strip():
            message = _("Raden finns två gånger och säger olika saker (jämför {place}). Ta bort den ena.")
            self.refused.append(CellRefused(key, where, message.format(place=earlier.place)))
        if given.note:
            self.notes.append(CellNote(key, where, given.note))
