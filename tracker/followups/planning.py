"""Plan an import: what a file's rows would change, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View, view
from tracker.definitions.viewed import IndicatorView
from tracker.entry.rows_cells import VALUES
from tracker.followups.checking import impossible
from tracker.followups.states import EDITABLE
from tracker.followups.writing import FIELDS, as_text
from tracker.measures.numbers import decimal_text, shortest
from tracker.observations import Observation
from tracker.periods import Period
from tracker.rows import BLANK, RowKey, Value
from tracker.store.queries import followups, tokens_of, values_of_many
from tracker.store.read import Followup
from tracker.words import gettext as _

What = Literal["new", "changed", "unchanged", "removed", "conflict"]
Place = tuple[str, str, Period]
"""Program, body and period: one follow-up."""

FIGURE = ("n", "d", "empty")


@dataclass(frozen=True)
class PlannedRow:
    """One row, before and after. ``removed``: a figure that the file's own contradicts, such as a mark for the
    whole beside categories. ``conflict``: changed by others since the file was made."""

    key: RowKey
    what: What
    before: Value
    after: Value

    def __str__(self) -> str:
        name = self.key.name
        changes = (
            f"{field} {_shown(getattr(self.before, field))} → {_shown(getattr(self.after, field))}"
            for field in FIELDS
            if getattr(self.before, field) != getattr(self.after, field)
        )
        return f"{name}: {', '.join(changes)}"


@dataclass(frozen=True)
class PlannedFollowup:
    """``held``: the follow-up as it is, None if nobody opened it yet. ``refusals``: why it cannot be written."""

    program: str
    unit: str
    period: Period
    held: Followup | None
    fictional: bool
    rows: tuple[PlannedRow, ...]
    kinds: Mapping[str, str]
    refusals: tuple[str, ...]

    @property
    def changes(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.what != "unchanged")


@dataclass(frozen=True)
class ImportPlan:
    followups: tuple[PlannedFollowup, ...]

    @property
    def refusals(self) -> tuple[str, ...]:
        return tuple(refusal for followup in self.followups for refusal in followup.refusals)

    def count(self, what: What) -> int:
        return sum(row.what == what for followup in self.followups for row in followup.rows)

    def lines(self) -> Iterator[str]:
        """The difference, one line per row that would change."""
        words = {"new": _("ny"), "changed": _("ändras"), "removed": _("tas bort"), "conflict": _("ändrad av andra")}
        for followup in self.followups:
            for row in followup.changes:
                yield f"{followup.unit} {followup.period} {words[row.what]} {row}"

    def only(self, keys: Collection[tuple[str, Period, RowKey]]) -> ImportPlan:
        """The plan with only these rows, as confirmed by a person."""
        chosen = (
            replace(f, rows=tuple(row for row in f.rows if (f.unit, f.period, row.key) in keys)) for f in self.followups
        )
        return ImportPlan(tuple(followup for followup in chosen if followup.rows))


def plan_import(
    session: Session,
    rows: Iterable[Observation],
    definitions: Definitions,
    *,
    columns: Collection[str] = VALUES,
    approve: bool = False,
    seen: Mapping[Place, Mapping[str, int]] | None = None,
) -> ImportPlan:
    """Compare rows, already free of faults, with what the follow-ups hold.

    ``columns``: those the file has; fields without one are left as they are. ``approve``: locked follow-ups may
    be reopened. ``seen``: tokens of the version that the file was made from, where it tells.
    """
    places: dict[Place, list[Observation]] = {}
    for row in rows:
        places.setdefault((row.program, row.unit, row.period), []).append(row)
    held = {(f.program, f.unit, f.period): f for code in {p[0] for p in places} for f in followups(session, code)}
    values = values_of_many(session, [f.id for place, f in held.items() if place in places])
    periods = {(program, period) for program, _unit, period in places}
    views = {(program, period): _view(definitions, program, period) for program, period in periods}
    planned = []
    for place, given in places.items():
        followup = held.get(place)
        before = values.get(followup.id, {}) if followup else {}
        planner = _Planner(views[place[0], place[2]], place, followup, before, columns)
        changed_since = _changed_since(session, followup, (seen or {}).get(place))
        planned.append(planner.plan(given, approve, changed_since))
    return ImportPlan(tuple(planned))


def _view(definitions: Definitions, program: str, period: Period) -> View:
    return view(definitions.organisation, definitions.program(program), period)


def _changed_since(session: Session, followup: Followup | None, seen: Mapping[str, int] | None) -> frozenset[str]:
    """The items that others changed since the file was made, as far as the file tells."""
    if followup is None or seen is None:
        return frozenset()
    tokens = tokens_of(session, followup.id)
    return frozenset(item for item, token in tokens.items() if token != seen.get(item, 0))


@dataclass(frozen=True)
class _Planner:
    view: View
    place: Place
    followup: Followup | None
    before: Mapping[RowKey, Value]
    columns: Collection[str]

    def plan(self, given: list[Observation], approve: bool, changed_since: frozenset[str]) -> PlannedFollowup:
        indicators = {indicator.code: indicator for indicator in self.view.indicators()}
        after = {RowKey(r.item, r.dimension, r.category): self._merged(r) for r in given}
        removed = self._contradicted(given, after, indicators)
        rows = [self._row(key, value, changed_since) for key, value in after.items()]
        rows += [PlannedRow(key, "removed", self.before[key], value) for key, value in removed.items()]
        fictional = any(row.fictional for row in given)
        changed = {row.key.item for row in rows if row.what != "unchanged"}
        refusals = self._refusals(fictional, bool(changed), approve)
        if self.before and changed:
            refusals += self._impossible({**self.before, **after, **removed}, changed)
        kinds = {code: indicator.measure.kind for code, indicator in indicators.items()}
        program, unit, period = self.place
        return PlannedFollowup(program, unit, period, self.followup, fictional, tuple(rows), kinds, tuple(refusals))

    def _row(self, key: RowKey, after: Value, changed_since: frozenset[str]) -> PlannedRow:
        before = self.before.get(key, BLANK)
        if before == after:
            return PlannedRow(key, "unchanged", before, after)
        if key.item in changed_since:
            return PlannedRow(key, "conflict", before, after)
        return PlannedRow(key, "new" if before == BLANK else "changed", before, after)

    def _merged(self, row: Observation) -> Value:
        """The row over what is held. A figure is one statement: n, d and mark go together."""
        figure = any(getattr(row, field) is not None for field in FIGURE)
        fields = [field for field in VALUES if field in self.columns or (figure and field in FIGURE)]
        held = self.before.get(RowKey(row.item, row.dimension, row.category), BLANK)
        # Observation's fields have the types of Value's fields of the same name.
        return held._replace(**{field: getattr(row, field) for field in fields})

    def _contradicted(
        self, given: list[Observation], after: Mapping[RowKey, Value], indicators: Mapping[str, IndicatorView]
    ) -> dict[RowKey, Value]:
        """Held figures that cannot stand beside the file's: a mark for the whole, or what it would mark."""
        whole = {r.item for r in given if not r.dimension and r.empty is not None}
        parts = {r.item for r in given if r.dimension and any(getattr(r, f) is not None for f in FIGURE)}
        removed = {}
        for key, value in self.before.items():
            if key in after or key.item not in indicators or not any(getattr(value, f) is not None for f in FIGURE):
                continue
            total_stands = indicators[key.item].measure.total_is_given and value.empty is None
            if key.item in (whole if key.dimension else parts) and (key.dimension or not total_stands):
                removed[key] = value._replace(n=None, d=None, empty=None)
        return removed

    def _refusals(self, fictional: bool, changed: bool, approve: bool) -> list[str]:
        found = []
        name = {"unit": self.place[1], "period": self.place[2]}
        followup = self.followup
        if followup is not None and changed and not approve and followup.state not in EDITABLE:
            message = _("{unit} {period} är låst (inlämnad eller mottagen); inget i den kan ändras utan --approve.")
            found.append(message.format(**name))
        if followup is not None and self.before and fictional and not followup.fictional:
            message = _("{unit} {period} har riktiga uppgifter; påhittade får inte läggas till.")
            found.append(message.format(**name))
        return found

    def _impossible(self, after: Mapping[RowKey, Value], items: Collection[str]) -> list[str]:
        _program, unit, period = self.place
        faults = impossible(self.view, unit, after, items)
        return [f"{unit} {period} {field}: {message}" for field, message in faults.items()]


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return decimal_text(shortest(value))
    return as_text(value) or _("(inget)")  # type: ignore[arg-type]  # fields of Value are what history keeps
