"""Readers who know more than others: a body knows its own figures, and must not work out anybody else's.

Each body gets a copy of the whole system in which its own figures are known beforehand. A figure is dotted in the copy
exactly when it is dotted in the original, so one pattern is found that holds against everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.disclosure.model.joint import Joint
from tracker.disclosure.model.system import Constraint, Statistic, System

_KNOWS = " vet: "


def with_insiders(joint: Joint, insiders: Mapping[str, frozenset[str]]) -> Joint:
    """The system as every reader and every insider sees it. Names of figures stay those of the original.

    ``insiders``: each body with all the bodies whose figures it knows: itself, and those merged into it.
    """
    parts = [joint.system, *(_as_seen_by(body, known, joint) for body, known in insiders.items())]
    return replace(
        joint,
        system=System(
            statistics=tuple(statistic for part in parts for statistic in part.statistics),
            constraints=tuple(constraint for part in parts for constraint in part.constraints),
            implications=joint.system.implications,
        ),
    )


def original(key: str) -> str:
    """The name of a figure in the original system, from its name in anybody's copy."""
    return key.partition(_KNOWS)[2] or key


def seen_by(key: str) -> str | None:
    """The body in whose copy a figure stands; None for the original."""
    body, mark, _name = key.partition(_KNOWS)
    return body if mark else None


def _copy(body: str, key: str) -> str:
    return f"{body}{_KNOWS}{key}"


def _as_seen_by(body: str, known: frozenset[str], joint: Joint) -> System:
    own, shared = _own(known, joint), _shared(known, joint)
    statistics = tuple(
        _known(body, each)
        if each.key in own
        else _open(body, each, sensitive=each.sensitive and each.key not in shared)
        for each in joint.system.statistics
    )
    constraints = tuple(
        Constraint(tuple((_copy(body, key), factor) for key, factor in each.terms), each.sense, each.rhs)
        for each in joint.system.constraints
    )
    return System(statistics, constraints)


def _own(known: frozenset[str], joint: Joint) -> frozenset[str]:
    """What a body knows: its own figures, and what follows from them alone, such as a complement."""
    own = {name for (_edition, key), name in joint.names.items() if key.bodies <= known}
    for constraint in joint.system.constraints:
        names = {key for key, _factor in constraint.terms}
        if constraint.sense == "==" and len(names - own) == 1:
            own |= names
    return frozenset(own)


def _shared(known: frozenset[str], joint: Joint) -> frozenset[str]:
    """Sums that the body is part of. It knows that they are at least its own figure, whatever is dotted; what it must
    not work out are the other bodies' figures in them, each of which is protected by itself."""
    sums = {name for (_edition, key), name in joint.names.items() if key.bodies & known}
    hidden = {each.key for each in joint.system.statistics if each.hidden}
    formed = (
        {key for key, _factor in constraint.terms} & hidden
        for constraint in joint.system.constraints
        if any(key in sums for key, _factor in constraint.terms)
    )
    return frozenset(sums.union(*formed))


def _known(body: str, each: Statistic) -> Statistic:
    return replace(_open(body, each, sensitive=False), lower=each.value, upper=each.value)


def _open(body: str, each: Statistic, *, sensitive: bool) -> Statistic:
    # A dot is counted where it is seen, in the original.
    follows = None if each.hidden else each.key
    return replace(each, key=_copy(body, each.key), cost=0, sensitive=sensitive, follows=follows)
