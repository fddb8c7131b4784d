"""What can be hidden besides the dots, in words, with its price: what would help, what is chosen, what can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.editions.alternatives import alternatives
from tracker.editions.prepared import Prepared
from tracker.report.withheld import Withheld, withheld_text
from tracker.rows import Line
from tracker.words import ngettext


@dataclass(frozen=True)
class AlternativeTold:
    """``place``: what names it. ``words``: what would be hidden; ``price``: how many printed figures it costs;
    ``saves``: how many small counts could then not be worked out."""

    place: str
    words: str
    price: str
    saves: str = ""


def alternatives_told(prepared: Prepared) -> tuple[AlternativeTold, ...]:
    """What would help, the cheapest first; empty where nothing is lost, or nothing helps."""
    if not prepared.protection.incidents:
        return ()
    sources = prepared.sources
    return tuple(
        _told(each.part, each.price, ngettext("{n} litet tal", "{n} små tal", len(each.saves)), len(each.saves))
        for each in alternatives(prepared.protection, sources.ledger, sources.rules, sources.parts)
    )


def chosen_told(prepared: Prepared) -> tuple[AlternativeTold, ...]:
    """What is left out by choice, and of how many figures that is."""
    counted = ((part, _of(prepared, part, prepared.protection.lines)) for part in prepared.sources.withheld)
    return tuple(
        AlternativeTold(part.place, withheld_text(part), ngettext("{n} tal", "{n} tal", count).format(n=count))
        for part, count in counted
    )


def choices_told(prepared: Prepared) -> Mapping[str, tuple[AlternativeTold, ...]]:
    """All that can be left out and costs anything, by indicator in the program's order."""
    lines: dict[str, list[Line]] = {}
    for line in prepared.protection.lines:
        lines.setdefault(line.key.indicator, []).append(line)
    return {code: tuple(_choices(prepared, own)) for code, own in lines.items() if any(line.printed for line in own)}


def _choices(prepared: Prepared, lines: Sequence[Line]) -> Iterator[AlternativeTold]:
    printed = [line for line in lines if line.printed]
    for part in prepared.sources.parts.of(lines):
        price = _of(prepared, part, printed)
        if price and part not in prepared.sources.withheld:
            yield _told(part, price)


def _of(prepared: Prepared, part: Withheld, lines: Sequence[Line]) -> int:
    parts = prepared.sources.parts
    return sum(parts.holds(part, line) for line in lines)


def _told(part: Withheld, price: int, saves: str = "", saved: int = 0) -> AlternativeTold:
    costs = ngettext("{n} tryckt tal", "{n} tryckta tal", price).format(n=price)
    return AlternativeTold(part.place, withheld_text(part), costs, saves.format(n=saved))
