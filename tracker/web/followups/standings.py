"""Where the follow-up of every body stands in one period: what the compilers' pages list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.clock import date_of
from tracker.definitions.view import View
from tracker.entry.due import owing
from tracker.followups.states import due_again
from tracker.measures.numbers import n_of_d
from tracker.store import queries
from tracker.store.handed_in import first_submitted
from tracker.store.read import Event, Followup
from tracker.store.remarks import waiting_questions
from tracker.web.followups.confirmed import confirmed_text
from tracker.web.followups.state_words import STATE_TAGS, event_word, state_word
from tracker.words import gettext as _


@dataclass(frozen=True)
class Standing:
    """A body's follow-up on the receipt page. ``late``: its day, or the new one set when it came back, has passed and
    it is with the body, never handed in or returned. ``on_time``: whether it was first handed in by its day; None
    before anybody can tell. ``questions``: the body's, that wait for an answer."""

    unit: str
    name: str
    state: str
    followup: Followup | None
    late: bool
    on_time: bool | None = None
    questions: int = 0

    @property
    def state_word(self) -> str:
        return state_word(self.state)

    @property
    def state_tag(self) -> str:
        return STATE_TAGS[self.state]

    @property
    def last(self) -> Event | None:
        return self.followup.last if self.followup else None

    @property
    def confirmed(self) -> str:
        """What was confirmed when it was handed in last, until it is received."""
        return confirmed_text(self.last) if self.last else ""

    @property
    def last_word(self) -> str:
        return event_word(self.last.kind) if self.last else ""


def standings(session: Session, seen: View, today: date) -> list[Standing]:
    """Every body that owes the period, in the organisation's order, with where its follow-up stands."""
    there = {f.unit: f for f in queries.followups(session, seen.program.code, period=seen.period)}
    first = first_submitted(session, [followup.id for followup in there.values()])
    asked = Counter(q.unit for q in waiting_questions(session, [seen.program.code]) if q.period == seen.period)
    found = []
    for unit in owing(seen, today):
        due = seen.program.calendar.due(seen.period, seen.formed.get(unit.code))
        overdue = today > due
        followup = there.get(unit.code)
        state = followup.state if followup else "not_opened"
        at = first.get(followup.id) if followup else None
        invented = followup is not None and followup.fictional  # handed in when they were made
        on_time = None if invented else date_of(at) <= due if at else False if overdue else None
        # What came back or was withdrawn is awaited; what a compiler opened again had been handed in.
        awaited = at is None or state == "returned" or (followup is not None and _withdrawn(followup))
        again = due_again(followup.last if followup else None)
        late = awaited and state not in ("submitted", "approved") and (today > again if again else overdue)
        found.append(Standing(unit.code, unit.name, state, followup, late, on_time, asked[unit.code]))
    return found


def _withdrawn(followup: Followup) -> bool:
    return followup.last is not None and followup.last.kind == "withdrawn"


def on_time_text(rows: Iterable[Standing]) -> str:
    """How many handed in by the day, of those of whom it can be told; blank before anybody can."""
    known = [row.on_time for row in rows if row.on_time is not None]
    return _("{count} lämnade in i tid").format(count=n_of_d(sum(known), len(known))) if known else ""
