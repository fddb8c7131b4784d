"""Which priorities and questions belong under which goal: those about it, its indicators and its activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.report.asked import PrintedThread, about
from tracker.report.model import Goal


def of_goal(threads: Sequence[PrintedThread], goal: Goal) -> Iterator[PrintedThread]:
    """Those about the goal, then those about its indicators and its activities."""
    yield from about(threads, "goal", goal.code)
    for indicator in goal.indicators:
        yield from about(threads, "indicator", indicator.code)
    for activity in goal.activities:
        yield from about(threads, "activity", activity.code)


def of_no_goal(threads: Sequence[PrintedThread], goals: Iterable[Goal]) -> tuple[PrintedThread, ...]:
    """Those about the whole program, about a body, or about what is no longer in the program."""
    under = {thread.code for goal in goals for thread in of_goal(threads, goal)}
    return tuple(thread for thread in threads if thread.code not in under)
