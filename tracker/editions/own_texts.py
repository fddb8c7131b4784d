"""Numbers in a body's own words that tell what its report marks or leaves out, or that its figures contradict: for the
body to see before it spreads them. Nothing is stopped: only a person can say what a number is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tracker.editions.number_meaning import Meaning, Mention
from tracker.editions.plain_text import around_number, plain
from tracker.editions.text_numbers import mentions
from tracker.report.body_parts import BodyReport, FigureLine, FigurePart, GoalPart
from tracker.report.model import Cell


@dataclass(frozen=True)
class Telling:
    """A number in the words under ``item``. ``figure``: the code of the indicator that it tells or contradicts, and
    ``category``, blank for the total. ``given``: so many of so many, where the words have another number of as many."""

    item: str
    around: str
    figure: str
    category: str
    given: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Hidden:
    """A figure that is not to be spread. ``numbers``: its n, its d and what is left of d, those that are hidden."""

    code: str
    category: str
    numbers: frozenset[int]
    share: Fraction | None

    def told_by(self, meaning: Meaning) -> bool:
        said = {*meaning.counts, *(() if meaning.of is None else (meaning.of,))}
        if meaning.of is not None:
            said |= {meaning.of - count for count in meaning.counts}
        if said & self.numbers:
            return True
        if self.share is None or meaning.share is None:
            return False
        least, most = meaning.share
        return least <= self.share < most or least == self.share


def telling(own: BodyReport, public: BodyReport | None = None) -> tuple[Telling, ...]:
    """The numbers in the body's texts, goal by goal, that are hidden figures of the same goal. ``own``: with its real
    figures. ``public``: what is printed of it; without, only what must not be spread is hidden.
    """
    goals = zip(own.goals, public.goals if public else (None,) * len(own.goals), strict=True)
    return tuple(found for goal, printed in goals for found in _of_goal(own, goal, printed))


def _of_goal(own: BodyReport, goal: GoalPart, printed: GoalPart | None) -> Iterator[Telling]:
    hidden = list(_hidden(own, goal, printed))
    if not hidden:
        return
    for item, words, mention in _numbers(goal):
        figure = next((each for each in hidden if each.told_by(mention.meaning)), None)
        if figure is not None:
            yield Telling(item, around_number(words, mention.start, mention.end), figure.code, figure.category)


def contradicting(own: BodyReport) -> tuple[Telling, ...]:
    """The numbers that are so many of as many as a figure of the goal has, where no figure of it is that: as where a
    figure was corrected, and not the words about it."""
    return tuple(found for goal in own.goals for found in _contradicted(goal))


def _contradicted(goal: GoalPart) -> Iterator[Telling]:
    given = [(part.indicator.code, line, line.now) for part in goal.figures for line in part.lines]
    pairs = {(cell.n, cell.d) for _code, _line, cell in given}
    for item, words, mention in _numbers(goal):
        meaning = mention.meaning
        if meaning.of is None or any((count, meaning.of) in pairs for count in meaning.counts):
            continue
        for code, line, cell in given:
            if cell.d == meaning.of and cell.n is not None:
                around = around_number(words, mention.start, mention.end)
                yield Telling(item, around, code, line.name, (cell.n, cell.d))
                break


def _numbers(goal: GoalPart) -> Iterator[tuple[str, str, Mention]]:
    """Every number in the words under the goal, with the item and the words."""
    for item, text in _texts(goal):
        words = plain(text)
        yield from ((item, words, mention) for mention in mentions(words))


def _texts(goal: GoalPart) -> Iterator[tuple[str, str]]:
    yield goal.goal.code, goal.analysis
    for part in goal.figures:
        yield part.indicator.code, part.area.comment or ""
    for activity in goal.activities:
        yield activity.activity.code, f"{activity.unit.plan or ''}\n{activity.unit.comment or ''}"


def _hidden(own: BodyReport, goal: GoalPart, printed: GoalPart | None) -> Iterator[_Hidden]:
    shown = {part.indicator.code: part for part in printed.figures} if printed else {}
    for part in goal.figures:
        public = shown.get(part.indicator.code)
        for place, line in enumerate(part.lines):
            numbers = frozenset(_not_shown(own, line, public, place))
            if numbers:
                yield _Hidden(part.indicator.code, line.name, numbers, _share(line.now))


def _not_shown(own: BodyReport, line: FigureLine, public: FigurePart | None, place: int) -> Iterator[int]:
    """The numbers of a line that readers are not to be told, zero left out."""
    cell = line.now
    if public is None:
        if own.report.period in line.secret:
            yield from (number for number in (cell.n, cell.d, _rest(cell)) if number)
        return
    seen = public.lines[place].now if place < len(public.lines) else None
    if seen is None or seen.state != "suppressed":
        return
    yield from (number for number, there in ((cell.n, seen.n), (cell.d, seen.d)) if number and there is None)
    if (rest := _rest(cell)) and (seen.n is None or seen.d is None):
        yield rest


def _rest(cell: Cell) -> int | None:
    return cell.d - cell.n if cell.n is not None and cell.d is not None else None


def _share(cell: Cell) -> Fraction | None:
    return Fraction(cell.n, cell.d) if cell.n is not None and cell.d else None
