"""Which figures hang together: a system for each family of indicators in each year, and no equation between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tracker.disclosure.model.rules import Rules
from tracker.rows import Line

Group = tuple[str, int]
"""A family, named after the indicator that owns the shared denominator, and a year."""


def groups(ledger: Iterable[Line], rules: Rules) -> dict[Group, list[Line]]:
    """Split lines into groups no equation connects.

    Families in which nothing is protected are left out: all of theirs is printed.
    """
    family = _families(rules)
    protected = {family[code, period.year] for (code, period), measure in rules.measures.items() if measure.protects}
    found: dict[Group, list[Line]] = defaultdict(list)
    for line in ledger:
        group = family[line.key.indicator, line.key.period.year]
        if group in protected:
            found[group].append(line)
    return dict(found)


def _families(rules: Rules) -> dict[Group, Group]:
    """The group of every indicator and year.

    A figure that is shared from some day on joins the whole year: increments reach across that day.
    """
    leader: dict[Group, Group] = {}

    def root(one: Group) -> Group:
        while leader.setdefault(one, one) != one:
            one = leader[one]
        return one

    for code, period in sorted(rules.measures, key=lambda place: (place[1].year, place[0])):
        for owner, _measured in (rules.owner(code, "n", period), rules.owner(code, "d", period)):
            leader[root((code, period.year))] = root((owner, period.year))
    return {one: root(one) for one in leader}
