"""What the entry page asks of a follow-up, in words; the template only lays it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tracker.accounts.account import Account, shown_name
from tracker.accounts.permissions import UnitAction, may, may_some
from tracker.clock import moment, today
from tracker.entry.due import urgency
from tracker.entry.findings import Finding
from tracker.entry.model import GoalEntry, IndicatorEntry
from tracker.followups.giving import who_answers
from tracker.followups.states import EDITABLE, due_again
from tracker.store.delegation import Delegated
from tracker.store.read import Event
from tracker.store.unsaved_texts import Unsaved
from tracker.web.followups.change_lines import ShownChange
from tracker.web.followups.confirmed import confirmed_text, names_left_empty
from tracker.web.followups.controls import Controls
from tracker.web.followups.evidence_at_items import EvidenceAtItems
from tracker.web.followups.location import location
from tracker.web.followups.places import Places
from tracker.web.followups.script_words import script_words, shortcuts
from tracker.web.followups.state_words import STATE_TAGS, event_word, state_word
from tracker.web.forms.workflow import DecisionForm, ReasonForm, ReturnForm
from tracker.words import gettext as _


@dataclass(frozen=True)
class EntryPage(EvidenceAtItems):
    """``locked``: why nothing can be changed now, or empty. ``events``: the workflow so far.

    ``refused_reason``, ``refused_decision``: what was sent and could not be taken, shown again with its errors.
    ``changed``: since it last came back. ``answering``: by item and goal, who has been given it.
    """

    account: Account
    locked: str = ""
    events: tuple[Event, ...] = ()
    refused_reason: ReasonForm | None = None
    refused_decision: DecisionForm | None = None
    refused_return: ReturnForm | None = None
    changed: tuple[ShownChange, ...] = ()
    answering: Mapping[str, tuple[Delegated, ...]] = field(default_factory=dict)

    @property
    def remarking(self) -> bool:
        """Whether the reader may make remarks now."""
        return self.work.state == "submitted" and self.may("return")

    @property
    def replying(self) -> bool:
        """Whether the reader may answer the remarks that are shown."""
        return self.editable and self.may_some("answer_threads")

    @property
    def asking(self) -> bool:
        """Whether the reader may ask the compilers about what is shown."""
        return self.may_some("ask_compilers")

    @property
    def due_again(self) -> date | None:
        return due_again(self.returned)

    @cached_property
    def editable(self) -> bool:
        state = self.work.state
        return not self.locked and (state == "not_opened" or state in EDITABLE) and self.fills

    @property
    def fills(self) -> bool:
        """Whether the reader fills in anything of the body's, all of it or what is given."""
        return self.may_some("edit")

    def may_some(self, action: UnitAction) -> bool:
        return may_some(self.account, action, program=self.work.program.code, unit=self.work.unit)

    def answers_for(self, goal: GoalEntry) -> str:
        return who_answers(goal, self.answering)

    @property
    def answering_any(self) -> bool:
        """Whether anything has been given to anybody, for who sees the whole."""
        return self.work.only is None and any(self.answering.values())

    @cached_property
    def mine(self) -> frozenset[str]:
        """The items that the reader has been given."""
        own = self.account.id
        return frozenset(code for code, held in self.answering.items() if any(each.account == own for each in held))

    @cached_property
    def others(self) -> list[str]:
        """The items that a colleague has been given and the reader has not, for who sees the whole."""
        if self.work.only is not None:
            return []
        return [e.code for e in self.form.entries() if self.answering.get(e.code) and e.code not in self.mine]

    @cached_property
    def controls(self) -> Controls:
        return Controls(self.checked.findings)

    @property
    def erasing(self) -> bool:
        """Whether the reader may delete the files that are shown."""
        return self.editable or self.may("erase_files")

    def location(self, endpoint: str = "entry.show", **more: str | None) -> str:
        return location(self.work, endpoint, **more)

    @cached_property
    def items_found(self) -> frozenset[str]:
        """The items at which anything was found."""
        return frozenset(finding.item for finding in self.checked.findings)

    @cached_property
    def histories(self) -> Collection[str]:
        """The items whose history the reader may open: all that was ever given."""
        return self.work.tokens if self.may("view_history") else ()

    @cached_property
    def history(self) -> str:
        """Where the history is shown; of one item with ``?item=CODE``."""
        return self.location("history.show")

    @cached_property
    def places(self) -> Places:
        return Places(self.work, self.form, self.editable)

    @cached_property
    def faults(self) -> list[str]:
        """The fields at which something has to be put right or explained, in the order of the form."""
        return list(dict.fromkeys(finding.field for finding in self.checked.open()))

    @property
    def returned(self) -> Event | None:
        """The event that sent the follow-up back or opened it again, while that is its state."""
        last = self.work.followup.last if self.work.followup else None
        return last if last is not None and last.kind in ("returned", "reopened") else None

    def may(self, action: str) -> bool:
        return may(self.account, action, program=self.work.program.code, unit=self.work.unit)  # type: ignore[arg-type]  # templates name table actions

    def token(self, item: str) -> int:
        """The version that the item's fields stem from: the one that refused text was typed over, or the last."""
        return self.unsaved[item].seen if item in self.unsaved else self.work.tokens.get(item, 0)

    @cached_property
    def unsaved(self) -> Mapping[str, Unsaved]:
        """Item → the refused text that its fields show."""
        return self.work.unsaved if self.editable else {}

    def who_typed(self, unsaved: Unsaved) -> str:
        """Whose refused text the fields show, where it is not the reader's own."""
        return _("{who} skrev det som står här {when}; det är inte sparat.").format(
            who=shown_name(unsaved.by), when=moment(unsaved.at)
        )

    @property
    def blocked_items(self) -> list[str]:
        """Codes of the items that are not saved as their fields stand, in the order of the form; not of those that a
        colleague answers for."""
        found = dict.fromkeys(finding.item for finding in self.checked.blocking)
        return [item for item in found if item not in self.others]

    def column(self, finding: Finding) -> str:
        """Which number of an indicator a finding is about, where it has two."""
        entry = self.form.entry(finding.item)
        if not isinstance(entry, IndicatorEntry) or not entry.kind.takes_d:
            return ""
        figures = {field.name: field.label for row in entry.rows for field in (row.n, row.d) if field is not None}
        return figures.get(finding.field, "")

    @property
    def save_state(self) -> str:
        """What the bar says of the draft when the page opens."""
        if self.blocked_items:
            return script_words()["blocked"].format(items=", ".join(self.blocked_items))
        return _("Allt är sparat.") if self.work.followup else _("Inget är ifyllt än.")

    @property
    def late(self) -> bool:
        """Whether the follow-up is still to be handed in though its day has passed."""
        return self.work.state in EDITABLE and urgency(self.due_again or self.form.due, today()) == "late"

    @property
    def state_word(self) -> str:
        return state_word(self.work.state)

    @property
    def state_tag(self) -> str:
        return STATE_TAGS[self.work.state]

    def event_word(self, event: Event) -> str:
        return event_word(event.kind)

    def confirmed(self, event: Event) -> str:
        return confirmed_text(event)

    def left_empty(self, event: Event) -> tuple[str, ...]:
        return names_left_empty(event, self.form)

    @property
    def last_event(self) -> str:
        """Who took the last step, and when."""
        last = self.events[-1]
        what, who = event_word(last.kind), shown_name(last.by)
        return _("{what} {who}, {when}.").format(what=what, who=who, when=moment(last.at))

    def summary(self) -> list[tuple[str, str]]:
        """Address and message of everything that has to be corrected: first what was sent just now."""
        sent = [form for form in (self.refused_reason, self.refused_return, self.refused_decision) if form is not None]
        refused = [(f"#{field.id}", error) for form in sent for field in form for error in field.errors]
        found = self.checked.blocking
        return refused + [(self.places.at(f.field), f"{self.form.name(f.item)}: {f.message}") for f in found]

    @cached_property
    def reason(self) -> Any:
        return (self.refused_reason or ReasonForm(formdata=None)).reason

    @cached_property
    def returning(self) -> ReturnForm:
        return self.refused_return or ReturnForm(formdata=None)

    @cached_property
    def decision(self) -> DecisionForm:
        if self.refused_decision is not None:
            return self.refused_decision
        followup = self.work.followup
        form = DecisionForm(formdata=None)
        if followup is not None:
            form.decided_on.data = followup.decision_date.isoformat() if followup.decision_date else ""
            form.case.data = followup.decision_case or ""
        return form

    words = staticmethod(script_words)

    def shortcuts(self) -> list[tuple[str, str]]:
        return shortcuts(self.form.is_plan)
