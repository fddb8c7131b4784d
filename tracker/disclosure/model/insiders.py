"""Readers who know more than others: a body knows its own figures, and must not work out anybody else's.

The optimiser asks of one pattern that it holds against any reader and against each of them. The auditor has its own
notion of what a body knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.disclosure.model.joint import Joint
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.system import Insider
from tracker.rows import Line


def known_bodies(lines: Sequence[Line], rules: Rules) -> dict[str, frozenset[str]]:
    """Each body with those whose figures it knows: itself, and the bodies merged into it.

    A merger that the definitions tell of is reckoned with before it comes, and also where the new body has reported
    nothing: what is printed by then cannot be undone.
    """
    known: dict[str, set[str]] = {}
    for body in sorted({body for line in lines for body in line.key.bodies}):
        for reader in (body, *rules.heirs(body)):
            known.setdefault(reader, {reader}).add(body)
    return {body: frozenset(known[body]) for body in sorted(known)}


def with_insiders(joint: Joint, bodies: Mapping[str, frozenset[str]]) -> Joint:
    """The system with bodies among its readers. ``bodies``: each with those whose figures it knows."""
    found = tuple(Insider(body, _own(known, joint), _shared(known, joint)) for body, known in bodies.items())
    return replace(joint, system=replace(joint.system, insiders=found))


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
