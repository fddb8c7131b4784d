"""What a spreadsheet's number format makes of a number: is it a percentage, a day, a time; how many decimals are seen?

Only what stands outside quotes, backslashes, brackets and fillers counts, and only in the section that the number is
shown by: ``0.0"%"`` writes a sign and scales nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Moment = Literal["day", "time", "duration"]

# Quoted text, an escaped sign, a filler (* and the sign it repeats) or a space (_ and the sign whose width it has).
_LITERAL = re.compile(r'"[^"]*"?|\\.?|[*_].?', re.DOTALL)
_BRACKETS = re.compile(r"\[([^\]]*)\]?")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ELAPSED = re.compile(r"[hms]+")
_DECIMALS = re.compile(r"\.([0#?]+)")
# Commas after the last digit leave out three digits each: ``0,`` shows 12 for 12 000.
_THOUSANDS = re.compile(r"[0#?.](,+)(?![0#?,])")


@dataclass(frozen=True)
class Shown:
    """``percent``: how many times the number is multiplied by a hundred. ``decimals``: those that are seen; None where
    the format leaves it to the program. ``thousands``: how many times three digits are left out. ``hidden``: words or
    nothing stand where the number would."""

    percent: int
    decimals: int | None
    moment: Moment | None
    thousands: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class _Section:
    condition: tuple[str, Decimal] | None
    shown: Shown


def shown(pattern: str, number: Decimal) -> Shown:
    """How the number is shown by a format such as ``0.0%;-0.0%;"ingen"``."""
    sections = _sections(pattern)
    if any(section.condition for section in sections):
        chosen = next((s for s in sections if s.condition is None or _holds(s.condition, number)), sections[-1])
    elif number < 0 and len(sections) > 1:
        chosen = sections[1]
    elif number == 0 and len(sections) > 2:
        chosen = sections[2]
    else:
        chosen = sections[0]
    return chosen.shown


@lru_cache(maxsize=1000)
def _sections(pattern: str) -> tuple[_Section, ...]:
    plain = _LITERAL.sub("", pattern[:1000]) if pattern else "General"
    return tuple(_section(part) for part in plain.split(";"))


def _section(part: str) -> _Section:
    inside = _BRACKETS.findall(part)
    condition = next((found for text in inside if (found := _CONDITION.fullmatch(text))), None)
    rest = _BRACKETS.sub("", part)
    elapsed = any(_ELAPSED.fullmatch(text.lower()) for text in inside)
    decimals = _DECIMALS.search(rest)
    moment: Moment | None = "duration" if elapsed else _moment(rest.lower())
    thousands = _THOUSANDS.search(rest)
    general = any(word in rest.lower() for word in ("general", "standard", "@"))
    whole = decimals is None and any(sign in rest for sign in "0#?") and "/" not in rest
    return _Section(
        condition=(condition[1], Decimal(condition[2])) if condition else None,
        shown=Shown(
            percent=rest.count("%"),
            decimals=len(decimals[1]) if decimals else 0 if whole else None,
            moment=moment,
            thousands=len(thousands[1]) if thousands else 0,
            hidden=moment is None and not general and not any(sign in rest for sign in "0#?"),
        ),
    )


def _moment(rest: str) -> Moment | None:
    letters = rest.replace("general", "").replace("standard", "")
    if "e+" in letters or "e-" in letters:
        return None
    if any(sign in letters for sign in "yd") or ("m" in letters and not any(sign in letters for sign in "hs")):
        return "day"
    return "time" if any(sign in letters for sign in "hs") else None


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit,
        "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip
