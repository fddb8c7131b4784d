"""One joint linear system: every figure a reader can see or form, and how the figures hang together.

A *statistic* is one whole number: a printed count, or a difference that readers can form without it ever
being printed (a complement, an increment). A *constraint* is something a reader knows to be true of them.
This module only says what the system is; the optimiser decides what to print of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from tracker.words import gettext as _

_KNOWS = " vet: "
Sense = Literal["==", "<=", ">="]
Frozen = Literal["printed", "dotted"]


class InconsistentSystem(ValueError):
    """The system contradicts itself; the message is a Swedish sentence that names the place, and no figure.

    ``names``: the keys of the statistics that do not fit.
    """

    def __init__(self, sentence: str, names: Iterable[str] = ()) -> None:
        super().__init__(sentence)
        self.names = tuple(names)


@dataclass(frozen=True)
class Statistic:
    """One whole number.

    ``value`` is the truth. ``cost`` (>= 1 for what can be printed) is what a dot in its place costs.
    ``lower`` and ``upper`` are what a reader knows of it beforehand (``upper`` None: nothing).
    ``sensitive``: readers must not be able to pin it down. ``hidden``: it is never printed.
    ``frozen``: an earlier edition already printed or dotted it, which cannot be undone.
    """

    key: str
    value: int
    cost: int = 0
    lower: int = 0
    upper: int | None = None
    sensitive: bool = False
    hidden: bool = False
    frozen: Frozen | None = None


@dataclass(frozen=True)
class Constraint:
    """``sum(coefficient * statistic) sense rhs``; all numbers are whole."""

    terms: tuple[tuple[str, int], ...]
    sense: Sense = "=="
    rhs: int = 0

    def holds(self, values: dict[str, int]) -> bool:
        """Whether the values (by key) satisfy the constraint."""
        total = sum(coefficient * values[key] for key, coefficient in self.terms)
        if self.sense == "==":
            return total == self.rhs
        return total <= self.rhs if self.sense == "<=" else total >= self.rhs


@dataclass(frozen=True)
class Insider:
    """A reader who knows some statistics beforehand, named by their keys.

    ``may_learn``: those that this reader may work out, sensitive or not. All other sensitive ones are protected.
    """

    name: str
    knows: frozenset[str]
    may_learn: frozenset[str] = frozenset()


@dataclass(frozen=True)
class System:
    """Statistics, what readers know of them, and rules ``(a, b)``: a dot on a requires a dot on b.

    ``insiders``: readers who know more than what is printed, beside any reader who does not.
    """

    statistics: tuple[Statistic, ...]
    constraints: tuple[Constraint, ...] = ()
    implications: tuple[tuple[str, str], ...] = field(default=())
    insiders: tuple[Insider, ...] = field(default=())

    def values(self) -> dict[str, int]:
        """The truth by key."""
        return {statistic.key: statistic.value for statistic in self.statistics}


def requirement(key: str, insider: str | None) -> str:
    """The name of what is asked for a statistic: that any reader, or one who knows more, cannot pin it down."""
    return key if insider is None else f"{insider}{_KNOWS}{key}"


def original(name: str) -> str:
    """The key of the statistic, from a requirement's name."""
    return name.partition(_KNOWS)[2] or name


def seen_by(name: str) -> str | None:
    """The insider of a requirement, from its name; None for any reader."""
    body, mark, _key = name.partition(_KNOWS)
    return body if mark else None


def faults(system: System) -> list[str]:
    """Everything that is wrong with a system, as Swedish sentences; empty if it is sound."""
    return [fault for fault, _names in _faults(system)]


def _faults(system: System) -> list[tuple[str, tuple[str, ...]]]:
    """Each fault with the keys of the statistics that do not fit."""
    values = system.values()
    found: list[tuple[str, tuple[str, ...]]] = [(_fault_of(each), (each.key,)) for each in system.statistics]
    if len(values) != len(system.statistics):
        found.append((_("Samma nyckel förekommer två gånger i systemet; varje tal ska finnas en gång."), ()))
    for number, constraint in enumerate(system.constraints, start=1):
        unknown = _unknown(values, (key for key, _factor in constraint.terms))
        if unknown:
            text = _("Samband {number} nämner okända tal: {unknown}; lägg till dem eller ta bort dem.")
            found.append((text.format(number=number, unknown=unknown), ()))
        elif not constraint.holds(values):
            named = tuple(key for key, _factor in constraint.terms)
            found.append((_("Talen går inte ihop: {names}; rätta dem.").format(names=", ".join(named)), named))
    for pair in system.implications:
        unknown = _unknown(values, pair)
        if unknown:
            text = _("En följdregel nämner okända tal: {unknown}; lägg till dem eller ta bort regeln.")
            found.append((text.format(unknown=unknown), ()))
    return [fault for fault in found if fault[0]]


def check(system: System) -> None:
    """Raise ``InconsistentSystem`` with the first fault if the system is not sound; others often follow from it."""
    found = _faults(system)
    if found:
        raise InconsistentSystem(*found[0])


def _unknown(values: dict[str, int], keys: Iterable[str]) -> str:
    return ", ".join(sorted({key for key in keys if key not in values}))


def _fault_of(statistic: Statistic) -> str:
    key, value = statistic.key, statistic.value
    if value < statistic.lower or (statistic.upper is not None and value > statistic.upper):
        return _("{key}: talet ligger utanför vad det kan vara; rätta det.").format(key=key)
    if not statistic.hidden and statistic.frozen is None and statistic.cost < 1:
        return _("{key}: ett tal som kan tryckas måste kosta minst 1 att pricka; ange en kostnad.").format(key=key)
    return ""
