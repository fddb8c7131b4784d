"""Save what was typed: what can be kept is kept at once, the rest is told and stays on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.entry.keys import RowKey, UnknownField, parse_field
from tracker.entry.model import Value
from tracker.entry.reading import read
from tracker.entry.rules import Checked, check
from tracker.followups.errors import Clash, Conflict, InvalidMove
from tracker.followups.operations import open_
from tracker.followups.saving import save
from tracker.store import queries
from tracker.store.read import Followup
from tracker.web.followups.work import Work


@dataclass(frozen=True)
class Outcome:
    """``work``: the follow-up after saving. ``typed``: what could not be kept, to be shown again.

    ``saved``: items whose typed values are held now. ``clashes``: items that somebody else changed meanwhile.
    """

    work: Work
    typed: Mapping[str, str]
    checked: Checked
    saved: frozenset[str]
    clashes: tuple[Clash, ...]

    @property
    def complete(self) -> bool:
        return not self.typed and not self.clashes


def save_typed(
    session: Session, work: Work, typed: Mapping[str, str], seen: Mapping[str, int], by: Account, today: date
) -> Outcome:
    """Save every item whose fields can be read and break no blocking rule.

    ``seen``: per item the token of the version that the page showed. Raises NotAllowed and Locked.
    """
    items = {name: _item(name) for name in typed}
    form = work.form_with(typed)
    reading = read(form, work.values, typed)
    checked = check(form, reading.values, work.past, reading.unread)
    blocked = checked.blocked_items()
    changes = {k: v for k, v in reading.changed(work.values).items() if k.item not in blocked}
    after = work
    clashes: tuple[Clash, ...] = ()
    if changes:
        after, clashes = _save(session, work, changes, seen, by, today)
    unsaved = blocked | {clash.item for clash in clashes}
    kept_typed = {name: text for name, text in typed.items() if items[name] in unsaved}
    return Outcome(
        work=after,
        typed=kept_typed,
        checked=_checked_again(after, kept_typed),
        saved=frozenset(items.values()) - unsaved,
        clashes=clashes,
    )


def _save(
    session: Session,
    work: Work,
    changes: Mapping[RowKey, Value],
    seen: Mapping[str, int],
    by: Account,
    today: date,
) -> tuple[Work, tuple[Clash, ...]]:
    """Save the changes; of those that clash, none, and the others still."""
    followup = work.followup or _opened(session, work, by, today)
    clashes: tuple[Clash, ...] = ()
    wanted = dict(changes)
    while wanted:
        try:
            save(session, followup=followup.id, view=work.view, changes=wanted, seen=seen, by=by, today=today)
            break
        except Conflict as conflict:
            clashes += conflict.clashes
            clashing = {clash.item for clash in conflict.clashes}
            wanted = {key: value for key, value in wanted.items() if key.item not in clashing}
    values = queries.values_of(session, followup.id)
    tokens = queries.tokens_of(session, followup.id)
    return replace(work, followup=followup, values=values, tokens=tokens), clashes


def _opened(session: Session, work: Work, by: Account, today: date) -> Followup:
    """The follow-up opened now, or by whoever was a moment earlier: whose values then count as theirs."""
    try:
        return open_(session, view=work.view, unit=work.unit, by=by, today=today, fictional=False)
    except InvalidMove:
        found = queries.find_followup(session, work.program.code, work.unit, work.period)
        if found is None:
            raise
        return found


def _checked_again(work: Work, typed: Mapping[str, str]) -> Checked:
    """The findings as they are now, at what is held and at what is still only typed."""
    form = work.form_with(typed)
    reading = read(form, work.values, typed)
    return check(form, reading.values, work.past, reading.unread)


def _item(name: str) -> str:
    try:
        return parse_field(name)[0].item
    except UnknownField:
        return ""
