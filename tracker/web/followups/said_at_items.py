"""What was said at the items of a follow-up: reviewers' questions, compilers' remarks, the body's own questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.entry.model import GoalEntry
from tracker.store.remarks import Remark
from tracker.web.followups.entry_texts import EntryTexts
from tracker.web.threads.since import Note
from tracker.words import gettext as _


@dataclass(frozen=True, kw_only=True)
class SaidAtItems(EntryTexts):
    """``threads``: the reviewers' questions and priorities that are not closed, by what they are about. ``remarks``:
    the compilers', on items; ``open_remarks``: those without answer or change; ``typed_remarks``: by item, those that
    the reader is writing; ``unsent``: that something is written and not sent, in words. ``questions``: the body's, to
    the compilers; ``refused_question``: on which item, and why.
    """

    threads: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    typed_remarks: Mapping[str, str] = field(default_factory=dict)
    unsent: str = ""
    remarks: tuple[Remark, ...] = ()
    open_remarks: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()
    refused_question: tuple[str, str] = ("", "")

    def asked_about(self, code: str) -> tuple[Note, ...]:
        """Questions and priorities about a goal, an indicator or an activity."""
        keys = (f"{target}:{code}" for target in ("goal", "indicator", "activity"))
        return tuple(each for key in keys for each in self.threads.get(key, ()))

    @property
    def asked_of_all(self) -> tuple[Note, ...]:
        """Those about the whole program, and about the body."""
        return (*self.threads.get("program:", ()), *self.threads.get(f"unit:{self.work.unit}", ()))

    def remarks_on(self, code: str) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.item == code)

    def met(self, remark: Remark) -> str:
        """What the body has done about a remark that was sent, where it said nothing of it."""
        if remark.replies:
            return ""
        return _("utan svar eller ändring") if remark in self.open_remarks else _("ändrad sedan dess")

    def remarks_under(self, goal: GoalEntry) -> int:
        """How many remarks stand on the goal's items, with those that the reader is writing."""
        codes = {entry.code for entry in goal.entries()}
        return sum(remark.item in codes for remark in self.remarks) + sum(item in codes for item in self.typed_remarks)

    def questions_on(self, code: str) -> tuple[Remark, ...]:
        return tuple(question for question in self.questions if question.item == code)
