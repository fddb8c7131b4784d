"""How long what points at a person is kept, and the forgetting of it. The record of it is ``docs/personal-data.md``.

What bodies have reported, and who did what to it, is the city's own record and is not forgotten here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Delete, Update, and_, delete, func, literal, select, update
from sqlalchemy.orm import Session

from tracker.store.account import AccountRow, AttemptRow, PasskeyRow
from tracker.store.base import Utc, utc_now
from tracker.store.evidence import EvidenceRow
from tracker.store.evidence_file import EvidenceFileRow
from tracker.store.job import JobRow
from tracker.store.made_file import KEPT as FILE_KEPT
from tracker.store.made_file import MadeFileRow
from tracker.store.readings import ReadingRow
from tracker.store.reminder import ReminderRow
from tracker.store.security_event import SecurityEventRow
from tracker.store.security_events import KEPT
from tracker.store.unsent import UnsentRow

What = Literal[
    "attempts", "security", "readings", "mails", "addresses", "passkeys", "unsent", "made", "jobs", "files", "links"
]


@dataclass(frozen=True)
class Rule:
    """``what`` is forgotten once it is older than ``kept``. ``old``: which rows those are. ``forget``: how."""

    what: What
    kept: timedelta
    table: Any
    old: Callable[[datetime], ColumnElement[bool]]
    forget: Callable[[Any], Delete | Update]


@dataclass(frozen=True)
class Forgotten:
    """``count``: rows that were forgotten, or would be."""

    what: What
    kept: timedelta
    count: int


def _closed(before: datetime) -> ColumnElement[bool]:
    """An account's sign-ins count from the moment when it was closed."""
    return and_(AccountRow.disabled, AccountRow.sessions_from < before)


def _closed_with_address(before: datetime) -> ColumnElement[bool]:
    return and_(_closed(before), AccountRow.email.is_not(None))


def _of_closed(before: datetime) -> ColumnElement[bool]:
    return PasskeyRow.account.in_(select(AccountRow.id).where(_closed(before)))


def _files_known(before: datetime) -> ColumnElement[bool]:
    """Those whose name is known, and perhaps their bytes."""
    return and_(EvidenceFileRow.at < before, EvidenceFileRow.name.is_not(None))


def _forget_files(table: Any) -> Update:
    """Bytes and name; hash, who and when stay, of those that were taken away earlier too."""
    at = func.coalesce(table.removed_at, literal(utc_now(), Utc()))
    by = func.coalesce(table.removed_by, "tracker purge")
    return update(table).values(name=None, content=None, removed_at=at, removed_by=by)


def _links_taken_away(before: datetime) -> ColumnElement[bool]:
    return and_(EvidenceRow.removed_at < before, EvidenceRow.title.is_not(None))


RULES: tuple[Rule, ...] = (
    Rule("attempts", timedelta(days=2), AttemptRow, lambda before: AttemptRow.at < before, delete),
    Rule("security", KEPT, SecurityEventRow, lambda before: SecurityEventRow.at < before, delete),
    Rule("readings", timedelta(days=2 * 365), ReadingRow, lambda before: ReadingRow.at < before, delete),
    Rule("mails", timedelta(days=3 * 365), ReminderRow, lambda before: ReminderRow.noted_at < before, delete),
    Rule("addresses", timedelta(days=365), AccountRow, _closed_with_address,
         lambda table: update(table).values(email=None)),
    Rule("passkeys", timedelta(days=365), PasskeyRow, _of_closed, delete),
    Rule("unsent", timedelta(days=365), UnsentRow, lambda before: UnsentRow.at < before, delete),
    Rule("made", FILE_KEPT, MadeFileRow, lambda before: MadeFileRow.made_at < before, delete),
    Rule("jobs", timedelta(days=30), JobRow, lambda before: JobRow.ended_at < before, delete),
    Rule("files", timedelta(days=3 * 365), EvidenceFileRow, _files_known, _forget_files),
    Rule("links", timedelta(days=365), EvidenceRow, _links_taken_away, lambda table: update(table).values(title=None)),
)  # fmt: skip


def forget_old(session: Session, now: datetime, *, dry_run: bool = False) -> Iterator[Forgotten]:
    """Forget what the rules say, and tell how much of each it was. ``dry_run``: only tell."""
    for rule in RULES:
        old = rule.old(now - rule.kept)
        count = session.scalar(select(func.count()).select_from(rule.table).where(old)) or 0
        if count and not dry_run:
            session.execute(rule.forget(rule.table).where(old))
        yield Forgotten(rule.what, rule.kept, count)
