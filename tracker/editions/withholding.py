"""What persons choose to leave out of an edition besides what its rules dot: which figures that is, and what there is
to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.definitions.view import view
from tracker.periods import Period
from tracker.report.reading import from_json
from tracker.report.withheld import What, Withheld
from tracker.rows import TOTAL, Line
from tracker.store.catalogue import read_program
from tracker.store.editions import Edition
from tracker.store.withholding import add_choice, withheld_places


class UnknownPart(LookupError):
    """A place that names nothing that can be left out; the message says what does not fit."""


@dataclass(frozen=True)
class Parts:
    """What can be left out in one period. ``regions``: the bodies of each, by code; ``names``: of regions and of
    divisions. ``indicators``: the codes of the period. ``whole``: the city's word for all of it."""

    whole: str
    indicators: frozenset[str]
    regions: Mapping[str, frozenset[str]]
    names: Mapping[tuple[What, str], str]

    def read(self, place: str) -> Withheld:
        """The part that a place names. Raises UnknownPart."""
        codes, _colon, rest = place.partition(":")
        what, _colon, code = rest.partition(":")
        indicators = tuple(codes.split("+"))
        if not self.indicators.issuperset(indicators) or len(set(indicators)) < len(indicators):
            raise UnknownPart(place)
        if what == "city":
            known = Withheld(indicators=indicators, what="city", name=self.whole)
        elif what == "period":
            known = Withheld(indicators=indicators, what="period")
        elif what == "region" or what == "category":
            known = self._named(indicators, "region" if what == "region" else "category", code)
        else:
            raise UnknownPart(place)
        if known.place != place:
            raise UnknownPart(place)
        return known

    def _named(self, indicators: tuple[str, ...], what: What, code: str) -> Withheld:
        if (what, code) not in self.names:
            raise UnknownPart(code)
        return Withheld(indicators=indicators, what=what, within=code, name=self.names[what, code])

    def holds(self, part: Withheld, line: Line) -> bool:
        """Whether the figure is one of those left out."""
        if line.key.indicator not in part.indicators:
            return False
        match part.what:
            case "city":
                return line.level == "city"
            case "region":
                return line.key.bodies <= self.regions.get(part.within or "", frozenset())
            case "category":
                return line.key.category[0] == part.within
            case "period":
                return True

    def without(self, lines: Iterable[Line], parts: Sequence[Withheld]) -> tuple[Line, ...]:
        """The lines, those that are left out dotted beforehand."""
        return tuple(
            replace(line, printed=False) if any(self.holds(part, line) for part in parts) else line for line in lines
        )

    def of(self, lines: Sequence[Line]) -> Iterator[Withheld]:
        """Every part of these figures that can be left out, the smaller ones first."""
        indicators = tuple(sorted({line.key.indicator for line in lines}))
        bodies = frozenset(body for line in lines for body in line.key.bodies)
        if any(line.level == "city" for line in lines):
            yield Withheld(indicators=indicators, what="city", name=self.whole)
        for code, inside in self.regions.items():
            if inside & bodies:
                yield self._named(indicators, "region", code)
        for division in sorted({line.key.category[0] for line in lines if line.key.category != TOTAL}):
            yield self._named(indicators, "category", division)
        yield Withheld(indicators=indicators, what="period")


def parts_of(definitions: Definitions, program: Program, period: Period) -> Parts:
    now = view(definitions.organisation, program, period)
    regions = {code: frozenset(unit.code for unit in now.units if unit.region == code) for code, _name in now.regions}
    names: dict[tuple[What, str], str] = {("region", code): name for code, name in now.regions}
    for indicator in now.indicators():
        names.update({("category", dimension.code): dimension.name for dimension in indicator.measure.dimensions})
    whole = definitions.organisation.city.whole
    return Parts(whole, frozenset(indicator.code for indicator in now.indicators()), regions, names)


def choose(
    session: Session, program: str, period: str, place: str, *, chosen: bool, by: str, now: datetime
) -> Withheld:
    """Keep that the period's next editions leave the part out, or that they no longer do. Raises UnknownPart."""
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted = followed.calendar.parse(period)
    part = parts_of(definitions, followed, wanted).read(place)
    add_choice(session, followed.code, wanted, part.place, chosen=chosen, by=by, now=now)
    return part


def chosen_now(session: Session, definitions: Definitions, program: Program, period: Period) -> tuple[Withheld, ...]:
    """What is to be left out of the period's next edition. What the definitions have no longer is passed over."""
    return tuple(_known(parts_of(definitions, program, period), withheld_places(session, program.code, period)))


def _known(parts: Parts, places: Iterable[str]) -> Iterator[Withheld]:
    for place in places:
        try:
            yield parts.read(place)
        except UnknownPart:
            continue


def withheld_of(edition: Edition) -> tuple[Withheld, ...]:
    """What a published edition says that it leaves out by choice."""
    # Reading a report takes time, and hardly any says so.
    return from_json(edition.report).withheld if '"withheld"' in edition.report else ()
