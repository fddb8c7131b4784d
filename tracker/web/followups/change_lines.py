"""Changes of a follow-up and steps of its way, in words: who, when, what, from, to, why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.entry.field import Field
from tracker.entry.model import IndicatorEntry
from tracker.followups.return_reason import reason_text
from tracker.followups.work import Work
from tracker.measures.numbers import decimal_text
from tracker.store.followup import STATE_AFTER
from tracker.store.read import Change, Event
from tracker.web.followups.confirmed import confirmed_text, items_left_empty
from tracker.web.followups.state_words import state_word
from tracker.words import gettext as _


@dataclass(frozen=True)
class ShownChange:
    """One change, of a field or of the follow-up's state, in words. ``code``: the item's, blank for the whole.
    ``cited``: the columns whose words are the definitions' or the body's own."""

    at: str
    by: str
    item: str
    field: str
    before: str
    after: str
    reason: str
    code: str = ""
    cited: frozenset[str] = frozenset()

    def cells(self) -> tuple[str, ...]:
        """As a row of the table and of the file."""
        return self.at, self.by, self.item, self.field, self.before, self.after, self.reason


def lines_of(
    work: Work, changes: Iterable[Change], events: Iterable[Event], beside: Iterable[tuple[datetime, ShownChange]] = ()
) -> list[ShownChange]:
    """Changes of fields and of state, and what was said and added beside, in the order in which it was done."""
    events = list(events)
    shown = _shown(work, changes)
    found = [(change.at, line) for change, line in zip(shown, _told(work, shown), strict=True)]
    before = ["not_opened", *(STATE_AFTER[event.kind] for event in events)]
    found += [(event.at, _step(event, state)) for event, state in zip(events, before, strict=False)]
    found += beside
    return [line for _at, line in sorted(found, key=lambda pair: pair[0])]


def _step(event: Event, before: str) -> ShownChange:
    """A step of the workflow; what was confirmed with it stands as its reason."""
    empty = ", ".join(items_left_empty(event))
    told = (reason_text(event.reason), confirmed_text(event), _("Tomma: {items}.").format(items=empty) if empty else "")
    return ShownChange(
        at=moment(event.at),
        by=shown_name(event.by),
        item=_("hela uppföljningen"),
        field=_("Status"),
        before=state_word(before),
        after=state_word(STATE_AFTER[event.kind]),
        reason=" ".join(text for text in told if text),
    )


def _line(work: Work, fields: dict[str, Field], change: Change) -> ShownChange:
    name = change.row.field(change.field) if change.row else ""
    field = fields.get(name)
    row = "" if change.row is None or not change.row.category else f" ({change.row.category})"
    return ShownChange(
        at=moment(change.at),
        by=shown_name(change.by),
        item=work.form.name(change.row.item) if change.row else _("hela uppföljningen"),
        field=(field.label if field else _other_label(change.field)) + row,
        before=_word(field, change.before),
        after=_word(field, change.after),
        reason=change.reason or "",
        code=change.row.item if change.row else "",
        cited=_cited(change),
    )


def _cited(change: Change) -> frozenset[str]:
    """The columns that hold words of the definitions or of the body."""
    if change.row is None:
        return frozenset()
    texts = {"before", "after"} if change.field in ("status", "text", "comment") else set()
    labels = {"field"} if change.field in ("n", "d") else set()
    return frozenset({"item", *texts, *labels})


def _other_label(field: str) -> str:
    """Fields that are not typed: the decision, and the d of a yes or no."""
    words = {
        "decision_date": _("Beslutsdatum"),
        "decision_case": _("Diarienummer"),
        "fictional": _("Påhittade uppgifter"),
    }
    return words.get(field, field)


def _word(field: Field | None, text: str | None) -> str:
    """A choice's word; decimals with the reader's sign; other text as it is."""
    if text is None:
        return ""
    if field is not None and field.kind == "decimal":
        return decimal_text(text)
    return next((choice.word for choice in field.choices if choice.code == text), text) if field else text


def changed_since(work: Work, changes: Iterable[Change], since: datetime) -> list[ShownChange]:
    """What has been changed of values since a moment, the first value beside the last: each field once, unless it is
    as it was."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in (each for each in _shown(work, changes) if each.row is not None and each.at > since):
        name = f"{change.row.name if change.row else ''}/{change.field}"
        first.setdefault(name, change)
        last[name] = change
    net = [replace(last[name], before=first[name].before) for name in first]
    return _told(work, [change for change in net if change.before != change.after])


def _shown(work: Work, changes: Iterable[Change]) -> list[Change]:
    """Without the d of a yes or no, which nobody types."""
    given = {entry.code for entry in work.form.entries() if isinstance(entry, IndicatorEntry) and entry.kind.takes_d}
    asked = {entry.code for entry in work.form.entries()}
    return [each for each in changes if each.field != "d" or each.row is None or each.row.item not in asked - given]


def _told(work: Work, changes: Iterable[Change]) -> list[ShownChange]:
    fields = {field.name: field for field in work.form.fields()}
    return [_line(work, fields, change) for change in changes]
