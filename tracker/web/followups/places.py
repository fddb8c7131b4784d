"""Where a follow-up's items stand: on their goals' pages where they can be filled in, else on the page of all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tracker.entry.model import Form
from tracker.followups.work import Work
from tracker.store.remarks import Remark
from tracker.web.followups.location import location


@dataclass(frozen=True)
class Places:
    work: Work
    form: Form
    editable: bool

    def goal(self, code: str, chosen: str = "") -> str:
        """Where a goal is filled in. ``chosen``: the filter that it is read with."""
        return location(self.work, "entry.goal", goal=code, visa=chosen or None)

    def at(self, anchor: str) -> str:
        """The address of a field or of ``item:CODE``."""
        return f"{self._page(anchor.removeprefix('item:').partition('/')[0])}#{anchor}"

    def remark(self, remark: Remark) -> str:
        return f"{self._page(remark.item)}#remark:{remark.id}"

    def _page(self, item: str) -> str:
        goal = self.goals.get(item)
        return self.goal(goal) if goal is not None and self.editable else location(self.work)

    @cached_property
    def goals(self) -> dict[str, str]:
        """Item → the goal under which it is asked for."""
        return {entry.code: goal.code for goal in self.form.goals for entry in goal.entries()}
