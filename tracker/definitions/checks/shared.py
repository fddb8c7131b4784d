"""Figures that several indicators share: one statistic wherever it stands, entered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import walk
from tracker.definitions.faults import Finding, Loc
from tracker.definitions.measure import Measure
from tracker.definitions.program import Indicator
from tracker.words import gettext as _

Side = Literal["n", "d"]


def rules(definitions: Definitions, spared: frozenset[str]) -> Iterator[Finding]:
    for at, program in walk.programs(definitions):
        indicators = {indicator.code: indicator for indicator in program.indicators()}
        for here, indicator in walk.indicators(at, program):
            for number, measure in enumerate(indicator.measure):
                loc = (*here, "measure", number)
                if measure.d_same_as is not None and measure.same_as is not None and measure.same_as.d is not None:
                    message = _("{code}: nämnaren är samma som två andra; skriv den under ”same_as”.")
                    yield Finding((*loc, "d_same_as"), message.format(code=indicator.code))
                if not measure.gives_n and measure.gives_d:
                    message = _("{code}: täljaren är en annans, men nämnaren lämnas här; dela båda eller ingen.")
                    yield Finding((*loc, "same_as", "n"), message.format(code=indicator.code))
                for way, side, other in _written(measure):
                    yield from _one((*loc, *way), indicator, measure, side, other, indicators, spared)


def _written(measure: Measure) -> Iterator[tuple[Loc, Side, str]]:
    """What is said to be shared, and where that is written."""
    if measure.d_same_as is not None:
        yield ("d_same_as",), "d", measure.d_same_as
    if measure.same_as is not None and measure.same_as.n is not None:
        yield ("same_as", "n"), "n", measure.same_as.n
    if measure.same_as is not None and measure.same_as.d is not None:
        yield ("same_as", "d"), "d", measure.same_as.d


def _one(
    at: Loc,
    indicator: Indicator,
    measure: Measure,
    side: Side,
    shared: str,
    indicators: Mapping[str, Indicator],
    spared: frozenset[str],
) -> Iterator[Finding]:
    code, _dot, theirs = shared.rpartition(".")
    names = {"code": indicator.code, "other": shared}
    if not _is_figure(side, code, theirs, at) or (code not in indicators and code not in spared):
        message = _("{code}: ”{other}” är ingen indikators nämnare; skriv t.ex. I5.1.d.")
        if side == "n":
            message = _("{code}: ”{other}” är ingen indikators täljare; skriv t.ex. I5.1.n.")
        yield Finding(at, message.format(**names))
        return
    if side == "d" and not measure.takes_d:
        yield Finding(at, _("{code} har ingen egen nämnare att dela.").format(**names))
    if code == indicator.code:
        yield Finding(at, _("{code} kan inte dela nämnare med sig själv.").format(**names))
    elif code in indicators:
        yield from _of_other(at, names, theirs, indicators[code].measure)


def _is_figure(side: Side, code: str, theirs: str, at: Loc) -> bool:
    """A numerator can only be a numerator. The older way to write it knew denominators only."""
    allowed = ("n", "d") if side == "d" and at[-1] != "d_same_as" else (side,)
    return bool(code) and theirs in allowed


def _of_other(at: Loc, names: Mapping[str, str], theirs: str, others: tuple[Measure, ...]) -> Iterator[Finding]:
    """The other's figure is given by bodies, and is nobody else's in its turn."""
    if theirs == "d" and not all(other.takes_d for other in others):
        yield Finding(at, _("{code}: ”{other}” lämnas inte av nämnderna.").format(**names))
    if any(getattr(other.shared, theirs) for other in others):
        yield Finding(at, _("{code}: ”{other}” är i sin tur en annans nämnare.").format(**names))
