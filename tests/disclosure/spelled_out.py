"""A system with insiders as one without: beside itself, a copy for each of them in which some figures are known."""

from __future__ import annotations

from dataclasses import replace

from tracker.disclosure.model.system import Insider, Statistic, System, requirement


def spelled_out(system: System) -> System:
    """The system as every reader sees it, beside one another: a copy for each insider, who knows some of it."""
    parts = [system, *(_as_seen_by(insider, system) for insider in system.insiders)]
    return System(
        statistics=tuple(statistic for part in parts for statistic in part.statistics),
        constraints=tuple(constraint for part in parts for constraint in part.constraints),
    )


def _as_seen_by(insider: Insider, system: System) -> System:
    def seen(each: Statistic) -> Statistic:
        key = requirement(each.key, insider.name)
        if each.key in insider.knows:
            return replace(each, key=key, sensitive=False, lower=each.value, upper=each.value)
        return replace(each, key=key, sensitive=each.sensitive and each.key not in insider.may_learn)

    constraints = (
        replace(each, terms=tuple((requirement(key, insider.name), factor) for key, factor in each.terms))
        for each in system.constraints
    )
    return System(tuple(map(seen, system.statistics)), tuple(constraints))
