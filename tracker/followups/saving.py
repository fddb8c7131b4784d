"""Save what a body gives: checked against the form, guarded against two at once, with every change kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account, shown_name
from tracker.accounts.permissions import may
from tracker.clock import day_of
from tracker.definitions.view import View
from tracker.entry.asked import asks_of
from tracker.followups.checking import check_values
from tracker.followups.clashes import check_clashes
from tracker.followups.closing import check_not_closed
from tracker.followups.errors import Locked, NotAllowed
from tracker.followups.states import EDITABLE
from tracker.followups.writing import RowWrite, locked_followup, write_rows
from tracker.measures.table import kind_of
from tracker.rows import BLANK, RowKey, Value
from tracker.store.queries import followup as read_followup
from tracker.store.queries import tokens_of, values_of
from tracker.store.read import Followup
from tracker.words import gettext as _

Changes = Mapping[RowKey, Value]
"""The rows to save, each as a whole: what it shall hold afterwards. A blank value clears the row."""


@dataclass(frozen=True)
class Read:
    """A follow-up as it was read while nobody else could write to it, which lasts until the transaction ends.
    ``codes``: of its program's items by number, where they are known."""

    followup: Followup
    values: Mapping[RowKey, Value]
    tokens: Mapping[str, int]
    codes: Mapping[int, str] | None = None


@dataclass(frozen=True)
class Saved:
    """``changed``: the rows that differ from before. ``held``: all that the follow-up holds now. ``tokens``: what to
    hand back as seen next time."""

    changed: tuple[RowKey, ...]
    held: Mapping[RowKey, Value]
    tokens: Mapping[str, int]


def save(
    session: Session,
    *,
    followup: int,
    view: View,
    changes: Changes,
    seen: Mapping[str, int],
    by: Account,
    today: date,
    reason: str | None = None,
    read: Read | None = None,
) -> Saved:
    """Save rows of a follow-up that is a draft or was returned: all of them or, on any exception, none.

    ``view``: the definitions in the follow-up's period. ``seen``: per item the token that the rows were made
    from (``tokens_of``; absent: 0). An item that others changed since raises Conflict, unless what is wanted is
    what is held, or what was seen: then there is nothing of ours to save. ``read``: the follow-up, where it has been
    read in this transaction and locked before. Raises NotAllowed, Locked, Refused.
    """
    there = read or _read(session, followup)
    unit, held, wanted = there.followup.unit, there.values, _completed(view, changes)
    if (there.followup.program, there.followup.period) != (view.program.code, view.period):
        raise ValueError("the view is of another program or period than the follow-up")
    check_editable(session, there.followup, by, today, view, {key.item for key in changes})
    wanted = {key: value for key, value in wanted.items() if value != held.get(key, BLANK)}
    wanted = check_clashes(session, followup, held, there.tokens, wanted, seen)
    check_values(view, unit, held, wanted)
    kinds = {indicator.code: indicator.measure.kind for indicator in view.indicators()}
    writes = [RowWrite(followup, k, kinds.get(k.item), held.get(k, BLANK), v) for k, v in wanted.items()]
    newer = write_rows(session, view.program.code, writes, by, (reason or "").strip() or None, there.codes)
    now = {key: value for key, value in {**held, **wanted}.items() if value != BLANK}
    return Saved(tuple(wanted), now, {**there.tokens, **newer})


def held_still(session: Session, followup: int) -> Followup:
    """The follow-up, which nobody else can write to until the transaction ends."""
    locked_followup(session, followup)
    found = read_followup(session, followup)
    assert found is not None
    return found


def _read(session: Session, followup: int) -> Read:
    now = held_still(session, followup)
    return Read(now, values_of(session, followup), tokens_of(session, followup))


def _completed(view: View, changes: Changes) -> dict[RowKey, Value]:
    """The d of a yes or no is always 1 and never typed."""
    yes_no = {i.code for i in view.indicators() if kind_of(i.measure.kind).is_answer}
    return {
        key: value._replace(d=None if value.n is None else 1) if key.item in yes_no else value
        for key, value in changes.items()
    }


def check_editable(
    session: Session, now: Followup, by: Account, today: date, view: View, items: Collection[str]
) -> None:
    """Raises NotAllowed or Locked unless the account may change these items of the follow-up, which is held against
    other writers."""
    if not _may_edit(now, by, view, items):
        raise NotAllowed
    if now.state not in EDITABLE:
        raise _locked(now)
    check_not_closed(session, now.program, now.unit, now.period, by, today)


def _may_edit(now: Followup, by: Account, view: View, items: Collection[str]) -> bool:
    place = {"program": now.program, "unit": now.unit}
    if may(by, "edit", **place):
        return True
    goals = {asked.code: asked.goal for asked in asks_of(view, now.unit).items}
    return bool(items) and all(item in goals and may(by, "edit", **place, item=(item, goals[item])) for item in items)


def _locked(now: Followup) -> Locked:
    assert now.last is not None
    who, when = now.last.by, now.last.at
    sentences = {
        "submitted": _("Uppföljningen är låst: {who} lämnade in den {when}. Be om att få den åter för att ändra."),
        "approved": _("Uppföljningen är låst: {who} tog emot den i sammanställningen {when}. Be om att den öppnas."),
    }
    return Locked(who, when, sentences[now.state].format(who=shown_name(who), when=day_of(when)))
