"""The figures that a text of an edition could tell, or contradict: looked up by their number, their share and place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from tracker.disclosure.model.system import original
from tracker.editions.figure_words import FigureWords
from tracker.editions.origins import Origin, origins
from tracker.editions.protection import GroupVerdict, Protection
from tracker.editions.sources import EditionSources
from tracker.rows import TOTAL, Line


@dataclass(frozen=True)
class Figure:
    """One figure of an edition. ``printed``: readers see it, or can reckon it from what they see."""

    origin: Origin
    value: int
    printed: bool

    @property
    def indicator(self) -> str:
        return self.origin.line.key.indicator


@dataclass(frozen=True)
class Pair:
    """The n and d of one cell."""

    n: Figure
    d: Figure

    @property
    def printed(self) -> bool:
        return self.n.printed and self.d.printed

    @property
    def share(self) -> Fraction:
        return Fraction(self.n.value, self.d.value)


@dataclass(frozen=True)
class TextFigures:
    """``own``: the figures of the edition itself. ``formed``: what is left of a d and what came in since an earlier
    period, as readers form them. ``before``: what earlier editions dotted."""

    words: FigureWords
    own: tuple[Figure, ...]
    formed: tuple[Figure, ...]
    before: tuple[Figure, ...]

    @cached_property
    def hidden(self) -> Mapping[int, Sequence[Figure]]:
        """What readers must not be able to tell, of this edition, by its number."""
        return _by_value(figure for figure in (*self.own, *self.formed) if not figure.printed)

    @cached_property
    def printed(self) -> Mapping[int, Sequence[Figure]]:
        return _by_value(figure for figure in self.own if figure.printed)

    @cached_property
    def hidden_anywhere(self) -> Mapping[str, Sequence[Figure]]:
        """What is hidden of each area, also in earlier editions, by the area's name: the edition's own first."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in (*self.own, *self.before):
            if not figure.printed:
                found[self.words.area(figure.origin.line)].append(figure)
        return found

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        of = {figure.origin.line.key: figure for figure in self.own}
        found = ((figure, of.get(replace(key, measured="d"))) for key, figure in of.items() if key.measured == "n")
        return tuple(sorted((Pair(n, d) for n, d in found if d and d.value), key=lambda pair: pair.share))

    @cached_property
    def counts(self) -> tuple[Figure, ...]:
        """The totals that are part of nothing: counts without a d, in no order."""
        keys = {figure.origin.line.key for figure in self.own}
        totals = (figure for figure in self.own if figure.origin.line.key.category == TOTAL)
        whole = (figure for figure in totals if figure.origin.line.key.measured == "n")
        return tuple(each for each in whole if replace(each.origin.line.key, measured="d") not in keys)

    @cached_property
    def _shares(self) -> list[Fraction]:
        return [pair.share for pair in self.pairs]

    def shared(self, least: Fraction, most: Fraction) -> Sequence[Pair]:
        """The cells whose n is such a part of their d: between the two, the least counted in."""
        last = bisect_left(self._shares, most)
        exact = least == most
        while exact and last < len(self._shares) and self._shares[last] == most:
            last += 1
        return self.pairs[bisect_left(self._shares, least) : last]

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The names of all areas, those of earlier editions too: bodies, regions, the city."""
        return tuple(dict.fromkeys(self.words.area(figure.origin.line) for figure in (*self.own, *self.before)))


def text_figures(protection: Protection, sources: EditionSources) -> TextFigures:
    lines = {(line.edition, line.key): line for line in (*sources.ledger, *protection.lines)}
    formed = [figure for verdict in protection.verdicts for figure in _formed(verdict, lines.values())]
    return TextFigures(
        FigureWords(sources.definitions, sources.program),
        own=tuple(Figure(Origin(line), line.value, bool(line.printed)) for line in protection.lines),
        formed=tuple(formed),
        before=tuple(Figure(Origin(line), line.value, False) for line in sources.ledger if not line.printed),
    )


def _formed(verdict: GroupVerdict, lines: Iterable[Line]) -> Iterator[Figure]:
    """What is printed nowhere; a reader who sees all the others of its equation knows it."""
    joint = verdict.joint
    named = {place: line for line in lines if (place := (line.edition, line.key)) in joint.names}
    printed = {joint.names[place] for place, line in named.items() if line.printed}
    known = origins(joint, named.values())
    unprinted = (each for each in joint.system.statistics if each.hidden and original(each.key) == each.key)
    hidden = {each.key: each.value for each in unprinted}
    for constraint in joint.system.constraints:
        names = [name for name, _factor in constraint.terms]
        formed = next((name for name in names if name in hidden and name in known), None)
        if constraint.sense == "==" and formed is not None and known[formed].part != "itself":
            seen = all(name in printed for name in names if name != formed)
            yield Figure(known[formed], hidden.pop(formed), seen)


def _by_value(figures: Iterable[Figure]) -> Mapping[int, Sequence[Figure]]:
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.value].append(figure)
    return found
