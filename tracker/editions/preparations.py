"""The next editions as last prepared, kept while nothing that they are made of changes: deciding takes seconds."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import replace
from threading import Lock

from sqlalchemy.orm import Session

from tracker.editions.prepared import Prepared
from tracker.editions.protection import Protection
from tracker.editions.publishing import prepare, with_texts
from tracker.editions.rule_reading import RulesTell, rules_tell
from tracker.editions.steps import Tell, tell_nobody
from tracker.editions.waiting import saved_texts
from tracker.store.editions import newest_sequence
from tracker.store.freshness import report_stamp
from tracker.store.withholding import newest_choice

_Stamp = tuple[str, int, int, str, str]


class Preparations:
    """One is made at a time, so that the machine has room for everybody else. What is kept waits for nothing."""

    def __init__(self, most: int = 3) -> None:
        self._most = most
        self._kept: OrderedDict[_Stamp, Prepared] = OrderedDict()
        self._told: deque[tuple[Protection, RulesTell]] = deque(maxlen=most)
        self._making = Lock()

    def at_hand(self, session: Session, program: str, period: str) -> bool:
        return _stamp(session, program, period) in self._kept

    def get(self, session: Session, program: str, period: str, tell: Tell = tell_nobody) -> Prepared:
        """The period's next edition with the texts as last saved. Raises what preparing it raises."""
        stamp = _stamp(session, program, period)
        found = self._kept.get(stamp) or self._made(session, stamp, tell)
        # A copy, since what it tells in words is worked out once for each copy, and the next reader's may be others.
        return with_texts(replace(found), saved_texts(session, program, period))

    def figures(self, session: Session, program: str, period: str) -> Prepared | None:
        """The same without texts, if it is at hand: for who only asks what it would print."""
        found = self._kept.get(_stamp(session, program, period))
        return None if found is None else replace(found)

    def told(self, prepared: Prepared) -> RulesTell:
        """What a reader who knows the rules could tell of the edition, worked out once for what it prints."""
        found = self._told_of(prepared.protection)
        if found is None:
            with self._making:
                found = self._told_of(prepared.protection)
                if found is None:
                    found = rules_tell(prepared.sources, prepared.protection, prepared.code)
                    self._told.append((prepared.protection, found))
        return found

    def _made(self, session: Session, stamp: _Stamp, tell: Tell) -> Prepared:
        *_, program, period = stamp
        with self._making:
            found = self._kept.get(stamp)
            if found is None:
                found = self._kept[stamp] = prepare(session, program, period, tell=tell)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return found

    def _told_of(self, protection: Protection) -> RulesTell | None:
        return next((told for known, told in tuple(self._told) if known is protection), None)


def _stamp(session: Session, program: str, period: str) -> _Stamp:
    return report_stamp(session, program), newest_sequence(session), newest_choice(session), program, period
