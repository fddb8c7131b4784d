"""Check a follow-up: every rule at every field, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.entry import findings
from tracker.entry.blocking import blocking
from tracker.entry.earlier import Past
from tracker.entry.findings import Finding
from tracker.entry.model import Entry, Form, IndicatorEntry
from tracker.entry.remembered import Remembered
from tracker.entry.warning import warnings
from tracker.rows import RowKey, Value
from tracker.words import gettext as _
from tracker.words import language


@dataclass(frozen=True)
class Checked:
    """What the checks found, in the order of the form."""

    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.rule.blocks)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.rule.blocks)

    def open(self, confirmed: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
        """What stands in the way of submitting: errors, and warnings neither commented nor confirmed."""
        return tuple(f for f in self.findings if not (f.settled or _confirmed(f, confirmed)))

    @cached_property
    def _by_field(self) -> dict[str, tuple[Finding, ...]]:
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in self.findings:
            found[finding.field] = (*found.get(finding.field, ()), finding)
        return found

    def at(self, field: str) -> tuple[Finding, ...]:
        return self._by_field.get(field, ())

    def blocked_items(self) -> frozenset[str]:
        """The codes of the entries that cannot be saved as they stand."""
        return frozenset(finding.item for finding in self.blocking)


def check(
    form: Form,
    values: Mapping[RowKey, Value],
    past: Past,
    unread: tuple[Finding, ...] = (),
    remembered: Remembered | None = None,
) -> Checked:
    """Check values against the form's definitions and the past. ``unread``: what reading found already. ``remembered``:
    of this form's body, view and past alone."""
    found: list[Finding] = []
    for entry in form.entries():
        found += [_placed(entry, finding) for finding in unread if finding.item == entry.code]
        found += _found(form, entry, values, past, remembered)
    return Checked(tuple(dict.fromkeys(found)))


def _found(
    form: Form, entry: Entry, values: Mapping[RowKey, Value], past: Past, remembered: Remembered | None
) -> tuple[Finding, ...]:
    """What the rules find at one entry, as they did last where nothing that they looked at has changed."""

    def find(rows: Mapping[RowKey, Value]) -> tuple[Finding, ...]:
        here = (*blocking(entry, rows), *warnings(form, entry, rows, past))
        return tuple(_placed(entry, finding) for finding in here)

    if remembered is None:
        return find(values)
    return remembered.of(("findings", language(), entry.code), values, find, made_of=entry)


def _placed(entry: Entry, finding: Finding) -> Finding:
    """The finding with the row that it is about, where the entry has several: their figures may be alike."""
    of_one_row = finding.field.rpartition("/")[2] in ("n", "d") and finding.rule is not findings.DISTINCT_TOTAL
    row = entry.row_of(finding.field) if isinstance(entry, IndicatorEntry) and of_one_row else ""
    return replace(finding, message=f"{row}: {finding.message}") if row else finding


def unfilled(form: Form) -> tuple[Finding, ...]:
    """The entries that are still empty: each may stay so, but only knowingly."""
    empty = (entry for entry in form.entries() if entry.owed and not entry.filled)
    return tuple(Finding(findings.UNFILLED, entry.begins, entry.code, lacking_beside(entry)) for entry in empty)


def lacking_beside(entry: Entry) -> str:
    """What a partly filled indicator lacks: without it the rows that are filled do not count either.

    Blank where nothing is filled.
    """
    rows = [row for row in entry.rows if row.required] if isinstance(entry, IndicatorEntry) else []
    lacking = [row.label for row in rows if not row.filled]
    if not lacking or len(lacking) == len(rows):
        return ""
    message = _("{lacking} saknas – då räknas inte heller {filled}.")
    return message.format(lacking=", ".join(lacking), filled=", ".join(row.label for row in rows if row.filled))


def _confirmed(finding: Finding, confirmed: frozenset[str]) -> bool:
    """An entry left empty is confirmed for the whole follow-up at once, under the rule's own code."""
    if finding.rule is findings.UNFILLED:
        return finding.rule.code in confirmed
    return finding.rule.answer == "confirmation" and finding.key in confirmed
