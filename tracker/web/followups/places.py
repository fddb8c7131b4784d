"""Where a follow-up's items stand: on their goals' pages, where they are filled in or read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tracker.entry.model import Form
from tracker.followups.work import Work
from tracker.store.remarks import Remark
from tracker.web.followups.location import location


@dataclass(frozen=True)
class Places:
    """``editable``: whether there are fields to lead to."""

    work: Work
    form: Form
    editable: bool

    def goal(self, code: str, chosen: str = "") -> str:
        """Where a goal is filled in. ``chosen``: the filter that it is read with."""
        return location(self.work, "entry.goal", goal=code, visa=chosen or None)

    def at(self, anchor: str) -> str:
        """The address of a field or of ``item:CODE``; where nothing is filled in, of the field's item."""
        item = anchor.removeprefix("item:").partition("/")[0]
        return f"{self._page(item)}#{anchor if self.editable else f'item:{item}'}"

    def evidence(self, item: str) -> str:
        """The item with the form open that adds to what it rests on."""
        return f"{location(self.work, 'entry.goal', goal=self.goals[item], underlag=item)}#link-title"

    def remark(self, remark: Remark) -> str:
        return f"{self._page(remark.item)}#remark:{remark.id}"

    def question(self, item: str, number: int) -> str:
        """Where a body's question on the item stands."""
        return f"{self._page(item)}#question:{number}"

    def _page(self, item: str) -> str:
        goal = self.goals.get(item)
        return self.goal(goal) if goal is not None else location(self.work)

    @cached_property
    def goals(self) -> dict[str, str]:
        """Item → the goal under which it is asked for."""
        return {entry.code: goal.code for goal in self.form.goals for entry in goal.entries()}
