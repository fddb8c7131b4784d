"""A follow-up's goals as they are worked through: one at a time, all of what is asked under it or only some."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.entry.model import GoalEntry
from tracker.web.followups.page import EntryPage
from tracker.words import gettext as _
from tracker.words import lazy


@dataclass(frozen=True)
class Filter:
    """Items of one sort, in whichever goal they stand. ``code``: as it stands in the address."""

    code: str
    words: str
    items: Callable[[EntryPage], Collection[str]]


def _empty(page: EntryPage) -> Collection[str]:
    return {entry.code for entry in page.form.entries() if entry.owed and not entry.filled}


def _faulty(page: EntryPage) -> Collection[str]:
    return {finding.item for finding in page.checked.open()}


def _changed(page: EntryPage) -> Collection[str]:
    return {change.code for change in page.changed}


def _remarked(page: EntryPage) -> Collection[str]:
    return {remark.item for remark in page.remarks}


def _mine(page: EntryPage) -> Collection[str]:
    """Nothing where it would be all that the reader sees."""
    return {entry.code for entry in page.form.entries() if entry.code in page.mine} if page.work.only is None else ()


FILTERS = {
    each.code: each
    for each in (
        Filter("mina", lazy("Mina"), _mine),
        Filter("tomma", lazy("Tomma"), _empty),
        Filter("ratta", lazy("Att rätta eller förklara"), _faulty),
        Filter("andrade", lazy("Ändrade sedan den kom åter"), _changed),
        Filter("anmarkningar", lazy("Med anmärkning"), _remarked),
    )
}


@dataclass(frozen=True)
class GoalLink:
    """One goal beside the others. ``count``: of those chosen by the filter, or "3/8" filled in. ``faults``: items to
    be put right or explained. ``who``: has been given it, or something of it. ``first``: the
    name of its first field."""

    goal: GoalEntry
    address: str
    count: str
    faults: int
    current: bool
    who: str = ""
    first: str = ""


@dataclass(frozen=True)
class GoalPages:
    """The goals of a follow-up, with one of them open (``code``) or none; ``chosen``: the filter, or blank."""

    page: EntryPage
    code: str = ""
    chosen: str = ""

    @cached_property
    def wanted(self) -> Collection[str] | None:
        """The items that the filter leaves; None without one."""
        return FILTERS[self.chosen].items(self.page) if self.chosen in FILTERS else None

    @cached_property
    def filters(self) -> list[tuple[str, str, int, str]]:
        """Code, words, number of items and address of every filter that leaves something, and of the chosen one."""
        numbers = [(each, len(each.items(self.page))) for each in FILTERS.values()]
        return [
            (each.code, str(each.words), number, self._first(each))
            for each, number in numbers
            if number or each.code == self.chosen
        ]

    def _first(self, of: Filter) -> str:
        """The open goal if it has such an item, else the first that has."""
        items = of.items(self.page)
        having = [goal.code for goal in self.page.form.goals if any(entry.code in items for entry in goal.entries())]
        code = self.code if self.code in having or not having else having[0]
        return self.page.places.goal(code or self.page.form.goals[0].code, of.code)

    @cached_property
    def faulty(self) -> Collection[str]:
        return _faulty(self.page)

    @cached_property
    def links(self) -> list[GoalLink]:
        return [self._link(goal) for goal in self.page.form.goals]

    def _link(self, goal: GoalEntry) -> GoalLink:
        codes = [entry.code for entry in goal.entries()]
        progress = goal.progress
        count = f"{progress.filled}/{progress.owed}" if progress.owed else ""
        if self.wanted is not None:
            count = str(sum(code in self.wanted for code in codes))
        faults = sum(code in self.faulty for code in codes)
        who = self.page.answers_for(goal) if self.page.work.only is None else ""
        return GoalLink(goal, self.page.places.goal(goal.code, self.chosen), count, faults, goal.code == self.code, who,
                        self._first_field(goal))  # fmt: skip

    @cached_property
    def goal(self) -> GoalEntry:
        """The open goal, with what the filter leaves of it."""
        whole = next(goal for goal in self.page.form.goals if goal.code == self.code)
        if self.wanted is None:
            return whole
        kept = self.wanted
        judged = whole.judgement
        return replace(
            whole,
            indicators=tuple(entry for entry in whole.indicators if entry.code in kept),
            activities=tuple(entry for entry in whole.activities if entry.code in kept),
            judgement=judged if judged is not None and judged.code in kept else None,
        )

    @property
    def before(self) -> GoalLink | None:
        """The goal before the open one; with a filter, the nearest that has something."""
        at = self._at
        return next((link for link in reversed(self.links[:at]) if self._has(link)), None)

    @property
    def after(self) -> GoalLink | None:
        return next((link for link in self.links[self._at + 1 :] if self._has(link)), None)

    @property
    def _at(self) -> int:
        return next(at for at, link in enumerate(self.links) if link.current)

    def _has(self, link: GoalLink) -> bool:
        return self.wanted is None or link.count != "0"

    def _of_others(self, goal: GoalEntry) -> bool:
        """Whether colleagues answer for all of it."""
        codes = {entry.code for entry in goal.entries()}
        return bool(codes) and codes.issubset(self.page.others)

    @property
    def goes_on(self) -> str:
        """Where Enter in the last field leads: the first field of the goal after that is not a colleague's; blank in
        the last goal."""
        following = self.links[self._at + 1 :]
        link = next((link for link in following if self._has(link) and not self._of_others(link.goal)), None)
        if link is None:
            return ""
        first = self._first_field(link.goal)
        return f"{link.address}#{first}" if first else link.address

    def _first_field(self, goal: GoalEntry) -> str:
        """The name of the first field of what the filter leaves of the goal; blank where nothing is filled in."""
        entries = (each for each in goal.entries() if self.wanted is None or each.code in self.wanted)
        return next((field.name for each in entries for field in each.fields()), "")

    @property
    def first_empty(self) -> str | None:
        """The first empty field that nobody else has been given, unless the goal is the open one."""
        goals = self.page.places.goals
        items = ((field, field.partition("/")[0]) for field in self.page.form.empty)
        others = self.page.others
        return next((field for field, item in items if item not in others or goals.get(item) == self.code), None)

    def places(self) -> dict[str, object]:
        """For the script: where each item is filled in, and the fields at which something is to be put right."""
        page = self.page
        return {
            "goals": {goal.code: page.places.goal(goal.code) for goal in page.form.goals},
            "items": page.places.goals,
            "faults": page.faults,
            "blocked": page.blocked_items,
            "begins": list(page.form.begins.items()),
            "others": page.others,
        }

    def summary(self) -> list[tuple[str, str]]:
        """Field id and message of what has to be corrected under the open goal."""
        here = {entry.code for entry in self.goal.entries()}
        form = self.page.form
        return [(f.field, f"{form.name(f.item)}: {f.message}") for f in self.page.checked.blocking if f.item in here]

    @property
    def nothing(self) -> str:
        """What is said where the filter leaves nothing of the open goal."""
        return _("Inget av detta finns under {goal}.").format(goal=self.code)
