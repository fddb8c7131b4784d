"""From n and d to the value that is printed: exact decimal arithmetic, rounded half up, never a float."""

from __future__ import annotations

from decimal import Decimal

from tracker.definitions.measure import Kind
from tracker.measures.numbers import quotient

SCALE: dict[Kind, int] = {"share": 100, "yes_no": 100, "ratio": 1, "rate": 1000}


def value(kind: Kind, n: int | None, d: int | None, decimals: int) -> Decimal | None:
    """The printed value of an indicator: n itself for a count, otherwise n per d times the kind's scale.

    Share and yes/no in percent, ratio as it is, rate per 1 000. None without d or when d is 0.
    """
    if n is None:
        return None
    if kind == "count":
        return Decimal(n)
    if not d:
        return None
    return quotient(n, d, SCALE[kind], decimals)
