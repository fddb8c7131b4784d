"""Ledger lines → one joint linear system per group of connected figures (see ``connected``).

Everything a reader can add up follows from what the statistics sum: a body set is the sum of its bodies, a total of
its categories, d of n and its complement, a cumulative period of the one before and the increment. Nothing depends on
tables, so regions, mergers (a successor's T2 = its predecessors' T1 + increment), late bodies and earlier editions are
cases of the same rule. Source of the model: Fischetti & Salazar 2000, and the pitfalls of linked tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.disclosure.model.builder import SystemBuilder, by_key
from tracker.disclosure.model.growth import between_periods
from tracker.disclosure.model.kinds import Kind
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.same_edition import within_edition
from tracker.disclosure.model.system import System
from tracker.rows import Key, Line


@dataclass(frozen=True)
class Joint:
    """The system of one group of figures. ``names``: the statistic's name in it, by edition and key. ``kinds``: what
    the rules say of each statistic whatever its value, by name. ``companions``: pairs of which the second is dotted
    wherever the first is sensitive."""

    system: System
    names: Mapping[tuple[str, Key], str]
    kinds: Mapping[str, Kind]
    companions: tuple[tuple[str, str], ...]


def joint_system(ledger: Sequence[Line], rules: Rules) -> Joint:
    """The system of one group. Lines stand in the order of their editions, the one to be decided last."""
    build = SystemBuilder(rules)
    for line in ledger:
        build.name(line)
    for own in by_key(ledger).values():
        within_edition(build, own)
    between_periods(build, ledger)
    return Joint(build.system(ledger), build.names, build.kinds, tuple(build.companions))
