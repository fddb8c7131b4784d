"""Publish a city, then ask everything of every reader of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.leaves.cities import CityOfLeaves, city
from tests.leaves.knowledge import Knowledge, Leaf, Target
from tests.leaves.publishing import Printed, printed
from tests.leaves.reader import Reader, told


@dataclass(frozen=True)
class Finding:
    """A sensitive figure of which a reader knows too much. ``missing``: the values that can be ruled out."""

    seed: int
    requirement: str
    value: int
    missing: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """``asked``: how many requirements there were; ``lost``: that were listed as lost when published."""

    editions: int
    asked: int
    lost: int
    findings: tuple[Finding, ...]


def examined(seed: int) -> Outcome:
    """All editions of a city together, asked for everything that is sensitive by the rules of the last."""
    of = city(seed)
    out = list(printed(of))
    return _asked(of, out)


def _asked(of: CityOfLeaves, out: list[Printed]) -> Outcome:
    asked = lost = 0
    findings: list[Finding] = []
    years = {each.published.period.year for each in out}
    for year in sorted(years):
        # Earlier years stay known: what a report says of last year is read too.
        knowledge = Knowledge(of)
        for each in out:
            knowledge.learn(each)
        last = [each for each in out if each.published.period.year == year][-1]
        given_up = frozenset(name for each in out for name in each.lost)
        rules = last.published.program.disclosure
        for body, known in _readers(of, rules.insiders):
            reader = Reader(knowledge, known_leaves(knowledge, known))
            for target in _wanted(knowledge, year, rules.threshold, known):
                name = f"{body} vet: {target.name}" if body else target.name
                asked += 1
                # What is lost to everybody is lost to those who know more.
                if given_up.intersection((name, target.name)):
                    lost += 1
                    continue
                missing = told(reader, target, rules.threshold, rules.cover)
                if missing:
                    findings.append(Finding(of.seed, name, target.value, missing))
    return Outcome(len(out), asked, lost, tuple(findings))


def _wanted(knowledge: Knowledge, year: int, threshold: int, known: Mapping[str, frozenset[str]]) -> Iterator[Target]:
    """The small sums of a year, apart from those that a reader's own figures are part of."""
    for name, target in knowledge.targets.items():
        period = next(word for word in name.split() if word[:4].isdecimal() and "-" in word)
        own = any(target.bodies & bodies for bodies in known.values())
        if period.startswith(str(year)) and 0 < target.value < threshold and not own:
            yield target


def _readers(of: CityOfLeaves, insiders: str) -> Iterator[tuple[str | None, Mapping[str, frozenset[str]]]]:
    yield None, {}
    if insiders == "bodies":
        for code in of.bodies:
            yield code, {code: _behind(of, code)}


def _behind(of: CityOfLeaves, code: str) -> frozenset[str]:
    """A body and all that were merged into it, step by step."""
    found = {code}
    while True:
        more = {body.code for body in of.bodies.values() if body.into in found} - found
        if not more:
            return frozenset(found)
        found |= more


def known_leaves(knowledge: Knowledge, known: Mapping[str, frozenset[str]]) -> frozenset[Leaf]:
    bodies = frozenset[str]().union(*known.values())
    return frozenset(leaf for leaf in knowledge.leaves if leaf[4] in bodies)
