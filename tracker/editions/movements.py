"""A correction of dotted figures that shows in printed totals: the few persons by whom a total moves, told before it is
published.

A reader who lays two editions of a period side by side sees how much a printed total moved, and how much of that its
printed parts explain. What is left are persons who came or went in the dotted parts. If they are fewer than the
threshold, it is a small count of persons like any other, and a person decides whether it may be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.editions.figure_words import FigureWords
from tracker.editions.origins import Origin
from tracker.rows import TOTAL, Key, Line
from tracker.words import gettext as _

PLACE = "rörelse"


@dataclass(frozen=True)
class Movement:
    """Of one indicator. ``persons``: the fewest persons that a total moves by unexplained. ``totals``: the printed ones
    that move, before and after; ``figures``: the dotted ones that it tells of."""

    indicator: str
    persons: int
    totals: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{PLACE}:{self.indicator}"

    @property
    def about(self) -> str:
        """What is kept with the answer."""
        return "; ".join((*self.totals, *self.figures))


def movements(
    before: Sequence[Line], after: Sequence[Line], threshold: int, words: FigureWords
) -> tuple[Movement, ...]:
    """What a period's next edition, with the lines ``after``, tells beside its last one of fewer than ``threshold``
    persons."""
    moved: dict[str, list[_Moved]] = defaultdict(list)
    then, now = ({line.key: line for line in lines} for lines in (before, after))
    for key, line in now.items():
        if key in then and line.printed and then[key].printed and line.value != then[key].value:
            for parts in _parts(key, now):
                found = _unexplained(then, now, key, parts)
                if found is not None and 0 < abs(found.persons) < threshold:
                    moved[key.indicator].append(found)
    return tuple(_movement(code, of, words) for code, of in sorted(moved.items()))


@dataclass(frozen=True)
class _Moved:
    before: Line
    after: Line
    persons: int
    figures: tuple[Line, ...]


def _parts(key: Key, now: Mapping[Key, Line]) -> Iterator[list[Key]]:
    """The figures that a total is the sum of: those of its bodies, and those of each dimension's categories."""
    if len(key.bodies) > 1:
        yield [replace(key, bodies=frozenset({body})) for body in sorted(key.bodies)]
    if key.category == TOTAL:
        divided: dict[str, list[Key]] = defaultdict(list)
        for other in now:
            if other.category != TOTAL and replace(other, category=TOTAL) == key:
                divided[other.category[0]].append(other)
        yield from divided.values()


def _unexplained(
    then: Mapping[Key, Line], now: Mapping[Key, Line], total: Key, parts: Sequence[Key]
) -> _Moved | None:
    """How far a total moves beyond its printed parts; None if it has no dotted ones that moved, or others than then."""
    if any(part not in then or part not in now for part in parts):
        return None
    seen = [part for part in parts if then[part].printed and now[part].printed]
    dotted = [now[part] for part in parts if part not in seen and now[part].value != then[part].value]
    if not dotted:
        return None
    explained = sum(now[part].value - then[part].value for part in seen)
    persons = now[total].value - then[total].value - explained
    return _Moved(then[total], now[total], persons, tuple(dotted))


def _movement(code: str, moved: Sequence[_Moved], words: FigureWords) -> Movement:
    totals = dict.fromkeys(
        _("{figure}: {before} → {after}").format(
            figure=words.whole(Origin(each.after)), before=each.before.value, after=each.after.value
        )
        for each in moved
    )
    figures = dict.fromkeys(words.whole(Origin(line)) for each in moved for line in each.figures)
    return Movement(code, min(abs(each.persons) for each in moved), tuple(totals), tuple(figures))
