"""Random sequences of actions by random roles, against a model that knows only the two tables.

No state outside the table is reached, history replays to the present values exactly, and no value disappears
without a row of history.
"""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete

from tests.people import person
from tests.world import PROGRAM, TODAY, period, view_of
from tracker.accounts.account import Account, Role
from tracker.accounts.permissions import PERMISSIONS
from tracker.followups.errors import Conflict, FollowupFault, InvalidMove, Locked, NotAllowed, ReasonRequired
from tracker.followups.operations import approve, open_, reopen, return_, submit, withdraw
from tracker.followups.saving import save
from tracker.followups.states import EDITABLE, MOVES, Action, replay
from tracker.followups.verifying import followup_faults, replay_changes
from tracker.followups.writing import texts
from tracker.rows import BLANK, RowKey, Value
from tracker.store.database import read_session, write_session
from tracker.store.followup import EventRow, FollowupRow
from tracker.store.queries import events_of, find_followup, history_of, tokens_of, values_of
from tracker.store.read import Change, Followup
from tracker.store.value import ChangeRow, ValueRow

VIEW = view_of("2024-T2")
T2 = period("2024-T2")
UNITS = ("bromma", "farsta")
PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("Anna", "coordinator", "bromma"),
    ("Bo", "coordinator", "farsta"),
    ("Carl", "compiler", None),
    ("Rut", "reviewer", None),
    ("Eva", "administrator", None),
)
rows = st.sampled_from(
    [
        (RowKey("I1.2"), Value(n=1)),
        (RowKey("I1.2"), Value(n=2, comment="räknat")),
        (RowKey("I1.2"), Value(empty="-", comment="vet ej")),
        (RowKey("I1.2"), BLANK),
        (RowKey("I1.1", "sex", "women"), Value(n=1, d=3)),
        (RowKey("I1.1", "sex", "women"), BLANK),
        (RowKey("A1.1"), Value(status="done")),
        (RowKey("A1.1"), BLANK),
    ]
)


# Mostly somebody who may, so that sequences get somewhere; sometimes anybody.
someone = st.sampled_from([None, None, None, *range(len(PEOPLE))])


def allowed(by: Account, action: str, unit: str) -> bool:
    (grant,) = by.grants
    scope = PERMISSIONS[grant.role].get(action)  # type: ignore[call-overload]  # any text may be asked about
    return scope == "all" or (scope == "own" and grant.unit == unit)


class Workflow(RuleBasedStateMachine):
    engine: Engine
    people: tuple[Account, ...]

    @initialize()
    def begin(self) -> None:
        with write_session(self.engine) as session:
            for table in (ChangeRow, ValueRow, EventRow, FollowupRow):
                session.execute(delete(table))
        self.state: dict[str, str] = {}
        self.act(UNITS[0], None, self.people[0], "open", False)
        self.state[UNITS[0]] = "draft"
        self.values: dict[str, dict[RowKey, Value]] = {unit: {} for unit in UNITS}
        self.history: dict[str, list[Change]] = {unit: [] for unit in UNITS}
        self.seen: dict[str, dict[str, int]] = {unit: {} for unit in UNITS}

    def find(self, unit: str) -> Followup | None:
        with read_session(self.engine) as session:
            return find_followup(session, PROGRAM, unit, T2)

    def actor(self, unit: str, who: int | None, action: str) -> Account:
        if who is not None:
            return self.people[who]
        return next(account for account in self.people if allowed(account, action, unit))

    @rule(unit=st.sampled_from(UNITS), who=someone, action=st.sampled_from(sorted(MOVES)), reason=st.booleans())
    def move(self, unit: str, who: int | None, action: Action, reason: bool) -> None:
        by = self.actor(unit, who, MOVES[action].permission)
        found, now = self.find(unit), self.state.get(unit, "not_opened")
        if found is None and action != "open":
            return
        expected: type[FollowupFault] | None = None
        if not allowed(by, MOVES[action].permission, unit):
            expected = NotAllowed
        elif now not in MOVES[action].from_states:
            expected = InvalidMove
        elif MOVES[action].needs_reason and not reason:
            expected = ReasonRequired
        if expected is None:
            self.act(unit, found, by, action, reason)
            self.state[unit] = MOVES[action].to_state
        else:
            with pytest.raises(expected):
                self.act(unit, found, by, action, reason)

    def act(self, unit: str, found: Followup | None, by: Account, action: Action, reason: bool) -> None:
        why = "därför" if reason else ""
        with write_session(self.engine) as session:
            if action == "open":
                open_(session, view=VIEW, unit=unit, by=by, today=TODAY)
                return
            assert found is not None
            match action:
                case "submit":
                    submit(session, followup=found.id, by=by, today=TODAY)
                case "withdraw":
                    withdraw(session, followup=found.id, by=by, today=TODAY)
                case "approve":
                    approve(session, followup=found.id, by=by)
                case "return":
                    return_(session, followup=found.id, by=by, reason=why)
                case "reopen":
                    reopen(session, followup=found.id, by=by, reason=why)

    @rule(
        unit=st.sampled_from(UNITS),
        who=someone,
        changes=st.lists(rows, min_size=1, max_size=4),
        fresh=st.sampled_from([True, True, False]),
    )
    def save(self, unit: str, who: int | None, changes: list[tuple[RowKey, Value]], fresh: bool) -> None:
        by, found, wanted = self.actor(unit, who, "edit"), self.find(unit), dict(changes)
        if found is None:
            return
        with read_session(self.engine) as session:
            tokens = tokens_of(session, found.id)
        if fresh:
            self.seen[unit] = tokens
        seen = self.seen[unit]
        try:
            with write_session(self.engine) as session:
                save(session, followup=found.id, view=VIEW, changes=wanted, seen=seen, by=by, today=TODAY)
        except NotAllowed:
            assert not allowed(by, "edit", unit)
        except Locked:
            assert self.state[unit] not in EDITABLE
        except Conflict as conflict:
            assert all(tokens[clash.item] != seen.get(clash.item, 0) for clash in conflict.clashes)
        else:
            assert allowed(by, "edit", unit) and self.state[unit] in EDITABLE
            stale = {item for item, token in tokens.items() if token != seen.get(item, 0)}
            # Of an item that others changed, nothing is written; of the rest, everything.
            self.values[unit] |= {key: value for key, value in wanted.items() if key.item not in stale}

    @invariant()
    def one_story(self) -> None:
        with read_session(self.engine) as session:
            assert list(followup_faults(session, PROGRAM)) == []
            for unit in UNITS:
                found = find_followup(session, PROGRAM, unit, T2)
                assert (found.state if found else "not_opened") == self.state.get(unit, "not_opened")
                if found is None:
                    continue
                held = values_of(session, found.id)
                assert held == {key: value for key, value in self.values[unit].items() if value != BLANK}
                assert replay(event.kind for event in events_of(session, found.id)) == found.state
                history = history_of(session, found.id)
                assert history[: len(self.history[unit])] == self.history[unit]
                assert replay_changes(history) == {key: texts(value) for key, value in held.items()}
                self.history[unit] = history


def test_any_sequence_of_actions(engine: Engine) -> None:
    Workflow.engine = engine
    Workflow.people = tuple(person(engine, *who) for who in PEOPLE)
    run_state_machine_as_test(Workflow, settings=settings(max_examples=15, stateful_step_count=20))
