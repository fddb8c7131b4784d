"""Figures as they stand beside the fields: "6 av 11 (54,5 %)"."""

from __future__ import annotations

from tracker.definitions.measure import Measure
from tracker.entry.earlier import PastFigure
from tracker.entry.model import IndicatorEntry
from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import parse_whole
from tracker.measures.numbers import plain, whole_text
from tracker.measures.table import kind_of
from tracker.words import gettext as _


def value_text(measure: Measure, n: int | None, d: int | None, population: int | None = None) -> str:
    """The value that n and d make: a percentage, a quotient, a rate; empty where it has none (d = 0 too)."""
    kind = kind_of(measure.kind)
    if n is None or not kind.is_quotient:
        return ""
    base = population if kind.d_is_population else d
    value = kind.value(n, base, measure.decimals, measure.smallest_base)
    return "" if value is None else kind.amount_text(plain(value))


def past_text(
    measure: Measure, past: PastFigure | None, population: int | None = None, *, asked: bool = True
) -> str:
    """An earlier figure in words; ``–`` is never used, since it means zero elsewhere. ``asked``: whether the body was
    asked for it then."""
    if past is None:
        return _("ej rapporterat") if asked else _("ej tillämpligt")
    if past.empty:
        return _("saknas") if past.empty == "-" else _("ej tillämpligt")
    kind = kind_of(measure.kind)
    answer = kind.answer_word(past.n, past.d)
    if answer is not None:
        return answer.lower()
    if not measure.gives_d and not kind.is_answer:
        return _("ej rapporterat") if past.n is None else whole_text(past.n)
    n, d = ("?" if number is None else whole_text(number) for number in (past.n, past.d))
    value = value_text(measure, past.n, past.d, population)
    parts = _("{n} av {d}") if kind.n_within_d else _("{n} på {d}")
    return parts.format(n=n, d=d) + (f" ({value})" if value else "")


def past_note(past: PastFigure | None) -> str:
    """Whose figures were added up, where they are not the body's own."""
    if past is None or not past.bodies:
        return ""
    if past.lacking:
        message = _("Summan av {names}. Saknas från {lacking}.")
        return message.format(names=", ".join(past.bodies), lacking=", ".join(past.lacking))
    return _("Summan av {names}.").format(names=_(" och ").join(past.bodies))


def addends_text(measure: Measure, past: PastFigure | None) -> str:
    """What each of several bodies gave to a sum: ``Norr 2 av 5 (40,0 %) + Söder 3 av 15 (20,0 %)``; else empty."""
    if past is None:
        return ""
    parts = zip(past.bodies, past.addends, strict=False)
    return " + ".join(f"{name} {past_text(measure, PastFigure(n, d, None))}" for name, (n, d) in parts)


def sums(entry: IndicatorEntry) -> tuple[int | None, int | None]:
    """n and d summed over the categories as typed; what cannot be read is left out."""
    rows = [row for row in entry.rows if row.key.dimension]
    n = [_number(row.n.value) for row in rows]
    d = [_number(row.d.value) for row in rows if row.d is not None]
    return _sum(n), _sum(d)


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _number(typed: str) -> int | None:
    try:
        return parse_whole(typed)
    except NumberFault:
        return None


def row_numbers(typed_n: str, typed_d: str) -> tuple[int | None, int | None]:
    """n and d of a row as typed; None for what cannot be read."""
    return _number(typed_n), _number(typed_d)
