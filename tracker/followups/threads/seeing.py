"""Who sees which threads, and what of each: one rule for every page.

The compilers see all. A reviewer sees every thread, and of the answers those that the compilers gave or passed on: a
body's own words may tell of single persons. A coordinator sees what is about the own body, what it answers for and the
program as a whole; of the answers the compilers' and the own body's. Who reads published figures sees what the
compilers have published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.accounts.permissions import may
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView, answering
from tracker.periods import Period
from tracker.store import threads as store
from tracker.store.catalogue import read_program
from tracker.store.threads import Entry, Thread


@dataclass(frozen=True)
class Seen:
    """The program as it is now. ``names``: of everything that a thread may be about, by target and code."""

    view: View

    @property
    def goals(self) -> tuple[GoalView, ...]:
        return self.view.goals

    def responsible(self, target: str, code: str) -> frozenset[str]:
        """The bodies that a thread concerns."""
        if target == "program":
            return frozenset(unit.code for unit in self.view.units)
        if target == "unit":
            return frozenset({code})
        if target == "goal":
            return next((answering(goal) for goal in self.goals if goal.code == code), frozenset())
        return next((frozenset(item.responsible) for item in self._items() if item.code == code), frozenset())

    def name(self, target: str, code: str) -> str:
        """What a thread is about, by its short name; the code of what is no longer in the program."""
        if target == "program":
            return self.view.program.short_title
        if target == "unit":
            return next((unit.name for unit in self.view.units if unit.code == code), code)
        named: dict[str, str] = {item.code: item.short_title or f"{item.code} {item.title}" for item in self._items()}
        named |= {goal.code: goal.short_title or f"{goal.code} {goal.title}" for goal in self.goals}
        return named.get(code, code)

    def _items(self) -> Iterator[IndicatorView | ActivityView]:
        for goal in self.goals:
            yield from goal.indicators
            yield from goal.activities


def seen_now(definitions: Definitions, program: str, today: date) -> Seen:
    """The program in the last period that has begun. Raises UnknownProgram."""
    found = definitions.program(program)
    return Seen(view(definitions.organisation, found, period_now(found, today)))


def period_now(program: Program, today: date) -> Period:
    periods = program.calendar.between(program.from_, program.to)
    begun = [period for period in periods if program.calendar.first_day(period) <= today]
    return (begun or list(periods))[-1]


def threads_for(session: Session, account: Account, program: str, today: date) -> tuple[Thread, ...]:
    """Those that the account may see, with what it may see of them, the newest first."""
    found = store.threads(session, program)
    if not found:
        return ()
    seen = seen_now(read_program(session, program), program, today)
    return tuple(shown for thread in found if (shown := _shown(account, seen, thread)) is not None)


def thread_for(session: Session, account: Account, program: str, number: int, today: date) -> Thread | None:
    """One of them; None if there is none that the account may see."""
    found = store.thread(session, program, number)
    if found is None:
        return None
    return _shown(account, seen_now(read_program(session, program), program, today), found)


def waiting_for(account: Account, seen: Seen, threads: Iterable[Thread]) -> tuple[Thread, ...]:
    """Of what the account sees: what it has not answered and can; for compilers all that waits."""
    waiting = (each for each in threads if each.state == "open" and not _answered_by(account, each))
    return tuple(each for each in waiting if _may_answer(account, seen, each))


def _may_answer(account: Account, seen: Seen, thread: Thread) -> bool:
    """For the compilers, or for a body that it concerns."""
    program, concerned = thread.program, seen.responsible(thread.asked.target, thread.asked.code)
    return may(account, "release_threads", program=program) or any(
        may(account, "answer_threads", program=program, unit=unit) for unit in concerned
    )


def _answered_by(account: Account, thread: Thread) -> bool:
    """Whether the body that the account answers for has answered already."""
    own = account.units_in(thread.program)
    return bool(own) and any(entry.kind == "answered" and entry.unit in own for entry in thread.entries)


def _shown(account: Account, seen: Seen, thread: Thread) -> Thread | None:
    program = thread.program
    if may(account, "release_threads", program=program):
        return thread
    if may(account, "view_threads", program=program):
        return replace(thread, entries=_heard(thread, frozenset()))
    own = account.units_in(program)
    if own & seen.responsible(thread.asked.target, thread.asked.code):
        return replace(thread, entries=_heard(thread, own))
    if thread.published and may(account, "view_published", program=program):
        return replace(thread, entries=_heard(thread, frozenset()))
    return None


def _heard(thread: Thread, own: frozenset[str]) -> tuple[Entry, ...]:
    """Without the bodies' answers that are not passed on, unless they are the reader's own; to other bodies an answer
    is passed on only by being published."""
    open_to_all = thread.passed_on if thread.published or not own else frozenset()
    heard = (
        entry
        for entry in thread.entries
        if entry.kind != "answered" or entry.unit is None or entry.unit in own or entry.id in open_to_all
    )
    kept = tuple(heard)
    numbers = {entry.id for entry in kept}
    return tuple(entry for entry in kept if entry.answer is None or entry.answer in numbers)
