"""Who knows more than the reader of an edition: every body its own figures, and those of bodies merged into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.disclosure.auditor.ledger_cells import Bodies, Figures, identity
from tracker.disclosure.auditor.readers import KNOWS
from tracker.disclosure.auditor.table import Insider
from tracker.disclosure.facts import Facts
from tracker.rows import Line


def bodies_known(lines: Sequence[Line], facts: Facts) -> Mapping[str, Bodies]:
    """Every body that has figures, or that such a body is merged into some day, with all whose figures it knows."""
    given = sorted({body for line in lines for body in line.key.bodies})
    knowing = [(reader, body) for body in given for reader in (body, *facts.heirs(body))]
    readers = sorted({reader for reader, _body in knowing})
    return {reader: frozenset({reader, *(body for who, body in knowing if who == reader)}) for reader in readers}


def insiders_of(lines: Sequence[Line], facts: Facts, figures: Figures) -> Iterator[Insider]:
    """The bodies as insiders. Sums that a body is part of need no protection from it: what it must not work out are the
    others' figures in them, each of which is protected by itself."""
    numbers = figures.numbers.values()
    sensitive = [number for number in numbers if number.sensitive]
    for body, known in bodies_known(lines, facts).items():
        own = (number.id for number in numbers if not number.hidden and number.bodies <= known)
        spared = (n.id for n in sensitive if n.bodies & known)
        yield Insider(name=body, knows=tuple(own), not_protected=tuple(spared))


def requirement(name: str) -> str:
    """The name of a requirement as findings have it: very long ones are cut short."""
    body, mark, figure = name.rpartition(KNOWS)
    return f"{body}{mark}{identity(figure)}"
