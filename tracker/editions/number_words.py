"""The numbers that a figure can still be, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.words import gettext as _


def remaining(small: Sequence[int], above: bool, threshold: int) -> str:
    """``1–4``, ``bara 3``, ``3–4 eller minst 5``. ``small``: those below the threshold; ``above``: some from it up;
    neither: it is 0."""
    if len(small) <= 1 and not above:
        return _("bara {number}").format(number=small[0] if small else 0)
    parts = [part for first, last in _runs(small) for part in _spelled(first, last)]
    if above:
        parts.append(_("minst {threshold}").format(threshold=threshold))
    return _("{numbers} eller {last}").format(numbers=", ".join(parts[:-1]), last=parts[-1]) if parts[1:] else parts[0]


def rules_summary(told: int, tried: int, partly: int, rest: int) -> str:
    """Of how many protected figures the rules tell, and how thoroughly they were examined."""
    text = _("{n} av {all} skyddade små tal kan snävas in; {tried} är helt prövade, {partly} delvis, {rest} inte alls.")
    return text.format(n=told, all=tried + partly + rest, tried=tried, partly=partly, rest=rest)


def _spelled(first: int, last: int) -> tuple[str, ...]:
    """One or two numbers in a row are named, more are a span."""
    return tuple(map(str, range(first, last + 1))) if last - first <= 1 else (f"{first}–{last}",)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers in a row as first and last."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    return zip(starts, ends, strict=True)
