"""What an uploaded entry sheet would change, in words, and what the rules would ask of it once it is saved: nothing is
written before somebody has confirmed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.entry.findings import FAR_DAY, FRACTION, PASTED_TOTAL, Finding
from tracker.entry.sheet_found import Typed
from tracker.followups.planning import ImportPlan, PlannedFollowup, What
from tracker.followups.work import Work


@dataclass(frozen=True)
class FieldDifference:
    """One field in words. ``before``: what is held; ``after``: what the sheet says. ``cleared``: it says nothing."""

    label: str
    before: str
    after: str

    @property
    def cleared(self) -> bool:
        return not self.after


@dataclass(frozen=True)
class ItemDifference:
    """One item that the sheet would change. ``token``: its version now. ``last``: its latest change by others,
    where it was changed since the sheet was made (``what`` is then ``conflict``)."""

    item: str
    what: What
    fields: tuple[FieldDifference, ...]
    token: int
    by: str = ""
    at: datetime | None = None

    @property
    def clears(self) -> bool:
        return any(field.cleared for field in self.fields)


@dataclass(frozen=True)
class SheetRefusal:
    """What of the sheet cannot be kept, or was read in a way that has to be told. ``item``: the code, empty where the
    sheet does not tell."""

    item: str
    place: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.item, self.message) if part)


@dataclass(frozen=True)
class SheetPlan:
    """``refused``: item that cannot be saved → its fields in which the sheet says something of its own, if that can be
    read as text. ``touched``: the same fields of all other items. ``unchanged``: items left as they are.

    ``elsewhere``: those of them that others changed since the sheet was made. ``deleted``: rows that the sheet
    was made with and no longer has; nothing is done about them. ``notes``: what to know of cells that were read.
    ``outside``: cells in which something stands that is not read.
    """

    followup: PlannedFollowup
    differences: tuple[ItemDifference, ...]
    refusals: tuple[SheetRefusal, ...]
    unchanged: int
    elsewhere: tuple[str, ...]
    deleted: int
    touched: Mapping[str, Typed]
    refused: Mapping[str, Mapping[str, str]]
    notes: tuple[SheetRefusal, ...]
    outside: tuple[str, ...]

    def only(self, items: Collection[str]) -> ImportPlan:
        """The plan with only these items, as confirmed by a person."""
        unit, period = self.followup.unit, self.followup.period
        keys = {(unit, period, row.key) for row in self.followup.rows if row.key.item in items}
        return ImportPlan((self.followup,)).only(keys)

    def conflicts(self) -> tuple[ItemDifference, ...]:
        return tuple(difference for difference in self.differences if difference.what == "conflict")


ASKED_FIRST = (PASTED_TOTAL, FRACTION, FAR_DAY)
"""The figure or the day is likely to be another one: a person is asked before it is taken, a command says so."""


def questions(work: Work, plan: SheetPlan) -> dict[str, list[Finding]]:
    """Per item that the sheet would change: what has to be put right, explained or confirmed."""
    after = replace(work, values={**work.values, **{row.key: row.after for row in plan.followup.rows}})
    open_ = [finding for finding in after.checked.findings if not finding.settled]
    return {d.item: [finding for finding in open_ if finding.item == d.item] for d in plan.differences}


def asked_first(work: Work, plan: SheetPlan) -> Iterator[SheetRefusal]:
    """What of it is likely to be another figure than was meant, by cell."""
    for found in questions(work, plan).values():
        for finding in found:
            if finding.rule in ASKED_FIRST:
                typed = plan.touched.get(finding.field)
                yield SheetRefusal(finding.item, typed.place if typed else "", finding.message)
