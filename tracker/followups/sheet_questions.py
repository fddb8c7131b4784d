"""What the rules would ask about an uploaded sheet's items, once all of it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.entry.findings import FAR_DAY, FRACTION, PASTED_TOTAL, Finding
from tracker.followups.sheet_plan import SheetPlan, SheetRefusal
from tracker.followups.work import Work

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
