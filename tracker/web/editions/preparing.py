"""The next editions as last prepared, kept while nothing that they are made of changes: deciding takes seconds."""

from __future__ import annotations

from collections import OrderedDict, deque
from threading import Lock

from flask import Flask, current_app
from sqlalchemy.orm import Session

from tracker.editions.protection import Protection
from tracker.editions.publishing import Prepared, prepare, with_texts
from tracker.editions.rule_reading import RulesTell, rules_tell
from tracker.editions.waiting import saved_texts
from tracker.store.editions import newest_sequence
from tracker.store.freshness import report_stamp

_KEY = "tracker-preparations"
_Stamp = tuple[str, int, str, str]


class Preparations:
    """One is made at a time, so that the machine has room for everybody else."""

    def __init__(self, most: int = 3) -> None:
        self._most = most
        self._kept: OrderedDict[_Stamp, Prepared] = OrderedDict()
        self._told: deque[tuple[Protection, RulesTell]] = deque(maxlen=most)
        self._making = Lock()

    def at_hand(self, session: Session, program: str, period: str) -> bool:
        return _stamp(session, program, period) in self._kept

    def get(self, session: Session, program: str, period: str) -> Prepared:
        """The period's next edition with the texts as last saved. Raises what preparing it raises."""
        stamp = _stamp(session, program, period)
        with self._making:
            if stamp not in self._kept:
                self._kept[stamp] = prepare(session, program, period)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            found = self._kept[stamp]
        return with_texts(found, saved_texts(session, program, period))

    def told(self, prepared: Prepared) -> RulesTell:
        """What a reader who knows the rules could tell of the edition, worked out once for what it prints."""
        with self._making:
            for protection, told in self._told:
                if protection is prepared.protection:
                    return told
            self._told.append((prepared.protection, rules_tell(prepared)))
            return self._told[-1][1]


def init_app(app: Flask) -> None:
    app.extensions[_KEY] = Preparations()


def preparations() -> Preparations:
    found: Preparations = current_app.extensions[_KEY]
    return found


def _stamp(session: Session, program: str, period: str) -> _Stamp:
    return report_stamp(session), newest_sequence(session), program, period
