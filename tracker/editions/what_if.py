"""What another rule would cost: the same figures decided under another threshold, or with one figure kept printed.

Only an answer for the compilers: the edition that is published follows the program's rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tracker.disclosure.model.rules import Rules
from tracker.disclosure.optimiser.outcome import Incident
from tracker.editions.protection import Protection, protect
from tracker.editions.publishing import Prepared
from tracker.rows import Key, Level, Line


@dataclass(frozen=True)
class Price:
    """What a way of deciding costs. ``cost``: weighted sum of the dots, in the optimiser's own unit; ``levels``: dots
    by the highest area in which the figure stands; ``lost``: requirements that it cannot meet."""

    dotted: int
    primary: int
    cost: int
    levels: Mapping[Level, int]
    lost: tuple[Incident, ...]
    passed: bool


def price(protection: Protection) -> Price:
    """What a decided edition costs."""
    return Price(
        dotted=len(protection.dotted),
        primary=len(protection.primary),
        cost=sum(verdict.suppression.cost for verdict in protection.verdicts),
        levels=Counter(line.level for line in protection.dotted),
        lost=protection.incidents,
        passed=protection.passed,
    )


def with_threshold(prepared: Prepared, threshold: int) -> Price:
    """What it would cost if counts below another threshold were protected."""
    return _otherwise(prepared, threshold=threshold)


def with_insiders(prepared: Prepared, insiders: Literal["none", "bodies"]) -> Price:
    """What it would cost if other readers were reckoned with: those who know only what is printed, or bodies too."""
    return _otherwise(prepared, insiders=insiders)


def with_printed(prepared: Prepared, key: Key) -> Price:
    """What it would cost to keep one dotted figure printed. Raises KeyError for a figure that is not dotted."""
    if not any(line.key == key for line in prepared.protection.dotted):
        raise KeyError(key)
    return price(_decide(prepared, prepared.sources.rules, key))


def _otherwise(prepared: Prepared, **changed: Any) -> Price:
    rules = prepared.sources.rules
    return price(_decide(prepared, replace(rules, disclosure=rules.disclosure.model_copy(update=changed))))


def _decide(prepared: Prepared, rules: Rules, kept: Key | None = None) -> Protection:
    new = [_open(line, kept) for line in prepared.protection.lines]
    return protect(new, prepared.sources.ledger, rules)


def _open(line: Line, kept: Key | None) -> Line:
    return replace(line, printed=True if line.key == kept else None)
