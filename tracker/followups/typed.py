"""Save what was typed: what can be saved is saved at once, the rest is told and kept as text until it is put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.account import Account
from tracker.entry.model import Form
from tracker.entry.rules import Checked, check
from tracker.entry.typed_values import read
from tracker.followups.errors import Clash, Conflict, InvalidMove, NotAllowed
from tracker.followups.operations import open_
from tracker.followups.saving import Read, Saved, save
from tracker.followups.unsaved import forget_unsaved, keep_unsaved
from tracker.followups.work import Work
from tracker.rows import RowKey, UnknownField, Value, parse_field
from tracker.store import queries
from tracker.store.read import Followup
from tracker.store.unsaved_texts import unsaved_of


@dataclass(frozen=True)
class Sent:
    """What a page sent: ``typed``, field name → text; ``seen``, per item the version that the page showed;
    ``shown``: ids of the refused texts that it showed in its fields."""

    typed: Mapping[str, str]
    seen: Mapping[str, int]
    shown: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """``work``: the follow-up after saving. ``typed``: what could not be saved, shown again in the ``form``.

    ``saved``: items whose typed values are held now. ``refused``: items whose typed text is kept with the follow-up
    until it is put right. ``clashes``: items that somebody else changed meanwhile; what was typed in them is not kept.
    """

    work: Work
    typed: Mapping[str, str]
    form: Form
    checked: Checked
    saved: frozenset[str]
    refused: frozenset[str]
    clashes: tuple[Clash, ...]

    @property
    def complete(self) -> bool:
        return not self.typed and not self.clashes


def save_typed(session: Session, work: Work, sent: Sent, by: Account, today: date) -> Outcome:
    """Save every item whose fields can be read and break no blocking rule; keep the text of the others.

    Raises NotAllowed and Locked.
    """
    known = {item: text for item, text in work.unsaved.items() if text.account == by.id or text.id in sent.shown}
    typed = _completed(work, sent.typed)
    items = {name: _item(name) for name in typed}
    if work.only is not None and not work.only.issuperset(items.values()):
        raise NotAllowed
    form = work.form_with(typed, frozenset(items.values()))
    reading = read(form, work.values, typed)
    checked = check(form, reading.values, work.past, reading.unread)
    refused = checked.blocked_items() & frozenset(items.values())
    changes = {k: v for k, v in reading.changed(work.values).items() if k.item not in refused}
    followup = work.followup
    if followup is None and (changes or refused):
        followup = _opened(session, work, by, today)
    kept: Saved | None = None
    clashes: tuple[Clash, ...] = ()
    if followup is not None and changes:
        kept, clashes = _save(session, work, followup.id, changes, sent.seen, by, today)
    clashing = frozenset(clash.item for clash in clashes)
    saved = frozenset(items.values()) - refused - clashing
    after = work if followup is None else _after(session, replace(work, followup=followup), followup.id, kept)
    if followup is not None:
        if refused:
            held_back = {item: {n: text for n, text in typed.items() if items[n] == item} for item in refused}
            keep_unsaved(
                session, followup=followup.id, view=work.view, typed=held_back, seen=sent.seen, by=by, today=today
            )
        if put_right := saved & frozenset(known):
            forget_unsaved(session, followup=followup.id, items=put_right)
        if refused or put_right:
            after = after.with_unsaved(unsaved_of(session, followup.id))
    shown = {item: text for item, text in after.unsaved.items() if item in known or item in refused}
    left = {name: text for unsaved in shown.values() for name, text in unsaved.fields.items()}
    left |= {name: text for name, text in typed.items() if items[name] in clashing}
    return Outcome(after, left, *after.shown_with(left), saved, frozenset(shown), clashes)


def _completed(work: Work, typed: Mapping[str, str]) -> dict[str, str]:
    """With the rest of what was refused of the same items: a comment given alone does not save what is wrong."""
    items = {_item(name) for name in typed}
    return {**{name: text for name, text in work.refused.items() if _item(name) in items}, **typed}


def _save(
    session: Session,
    work: Work,
    followup: int,
    changes: Mapping[RowKey, Value],
    seen: Mapping[str, int],
    by: Account,
    today: date,
) -> tuple[Saved | None, tuple[Clash, ...]]:
    """Save the changes; of those that clash, none, and the others still. None where nothing could be saved."""
    kept: Saved | None = None
    clashes: tuple[Clash, ...] = ()
    wanted = dict(changes)
    there = work.followup
    read = Read(there, work.values, work.tokens, work.before.codes) if work.held_still and there is not None else None
    while wanted:
        try:
            kept = save(
                session, followup=followup, view=work.view, changes=wanted, seen=seen, by=by, today=today, read=read
            )
            break
        except Conflict as conflict:
            clashes += conflict.clashes
            clashing = {clash.item for clash in conflict.clashes}
            wanted = {key: value for key, value in wanted.items() if key.item not in clashing}
    return kept, clashes


def _after(session: Session, work: Work, followup: int, kept: Saved | None) -> Work:
    """The follow-up as it is kept now: as ``kept`` says, else as somebody else may have left it meanwhile."""
    if kept is not None:
        return replace(work, values=kept.held, tokens=kept.tokens)
    return replace(work, values=queries.values_of(session, followup), tokens=queries.tokens_of(session, followup))


def _opened(session: Session, work: Work, by: Account, today: date) -> Followup:
    """The follow-up opened now, or by whoever was a moment earlier: whose values then count as theirs."""
    try:
        return open_(session, view=work.view, unit=work.unit, by=by, today=today, fictional=False)
    except InvalidMove:
        found = queries.find_followup(session, work.program.code, work.unit, work.period)
        if found is None:
            raise
        return found


def _item(name: str) -> str:
    try:
        return parse_field(name)[0].item
    except UnknownField:
        return ""
