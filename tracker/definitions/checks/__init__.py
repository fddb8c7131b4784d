"""Rules across files. Each looks at the models and yields what it finds wrong, and where.

``spared`` holds the codes of definitions that were refused earlier and left out: they exist, and nothing
that refers to them is reported as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import (
    calendar,
    city,
    codes,
    groups,
    ils,
    links,
    matrices,
    measures,
    population,
    responsibility,
    shared,
    targets,
    units,
    versions,
    words,
)
from tracker.definitions.faults import Finding

RULES = (
    codes.rules,
    city.rules,
    units.rules,
    groups.rules,
    population.rules,
    calendar.rules,
    words.rules,
    versions.rules,
    responsibility.rules,
    links.rules,
    matrices.rules,
    shared.rules,
    measures.rules,
    targets.rules,
    ils.rules,
)


def findings(definitions: Definitions, spared: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Everything that the rules find wrong."""
    for rules in RULES:
        yield from rules(definitions, spared)
