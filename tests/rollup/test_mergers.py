"""Mergers that change more than a name: into another region, and bodies that end without a successor."""

from __future__ import annotations

from datetime import date

from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.organisation import Organisation, Unit
from tracker.definitions.view import view
from tracker.observations import Observation, Observations
from tracker.rollup.figures import AreaFigures, PeriodFigures
from tracker.rollup.indicator import as_reported, recast, reported

COUNT = invented.program(invented.indicator(kind="count", labels={"n": "personer"}))
ROWS = [
    row(code, "2022-T1", n=n) for code, n in (("alfa", 1), ("beta", 2), ("gamma", 4), ("delta", 8), ("epsilon", 16))
]


def changed(**units: dict[str, object]) -> Organisation:
    """The invented organisation with some of its bodies otherwise."""
    known = invented.organisation()
    new = tuple(unit.model_copy(update=units.get(unit.code, {})) for unit in known.units)
    return known.model_copy(update={"units": new})


def points(organisation: Organisation, now: str, rows: list[Observation] = ROWS) -> tuple[PeriodFigures, PeriodFigures]:
    """2022-T1 as reported, and re-cast to the bodies of a later period."""
    then = view(organisation, COUNT, invented.parse("2022-T1"))
    source = reported(then, then.indicators()[0], Observations(rows))
    return as_reported(source), recast(source, organisation, view(organisation, COUNT, invented.parse(now)))


def counts(areas: tuple[AreaFigures, ...]) -> dict[str, int | None]:
    return {area.code: area.total.n for area in areas}


def test_a_recast_region_is_the_sum_of_the_recast_bodies_that_it_serves() -> None:
    """beta lies in the east until it is merged into ab, which the west serves."""
    organisation = changed(beta={"region": "r-ost"})
    before, after = points(organisation, "2022-T2")
    assert counts(before.regions) == {"r-vast": 1 + 4, "r-ost": 2 + 8 + 16}
    assert counts(after.units) == {"ab": 3, "gamma": 4, "delta": 8, "epsilon": 16}
    assert counts(after.regions) == {"r-vast": 3 + 4, "r-ost": 8 + 16}
    assert after.city == before.city


def test_a_region_that_lost_its_last_body_is_gone_when_recast() -> None:
    organisation = changed(delta={"to": date(2022, 6, 30), "merged_into": "ab"}, epsilon={"region": "r-vast"})
    before, after = points(organisation, "2022-T2")
    assert counts(before.regions) == {"r-vast": 1 + 2 + 4 + 16, "r-ost": 8}
    assert counts(after.regions) == {"r-vast": 31}


def test_a_body_that_ends_without_successor_stays_in_the_sums() -> None:
    """Nobody stands for epsilon any longer; the city and its region did have its figures."""
    organisation = changed(epsilon={"to": date(2022, 6, 30)})
    before, after = points(organisation, "2022-T2")
    assert counts(after.units) == {"ab": 3, "gamma": 4, "delta": 8}
    assert counts(after.regions) == {"r-vast": 7, "r-ost": 24}
    assert after.city == before.city
    assert after.city.total.n == 31


def test_a_chain_of_mergers_ends_in_the_body_of_today() -> None:
    _, after = points(invented.organisation(), "2023-T2")
    assert counts(after.units) == {"abc": 7, "delta": 8, "epsilon": 16}
    assert after.units[0].expected == ("alfa", "beta", "gamma")


def test_only_those_predecessors_that_reported_are_in_a_recast_body() -> None:
    _, after = points(invented.organisation(), "2023-T2", [each for each in ROWS if each.unit != "beta"])
    assert counts(after.units) == {"abc": 5, "delta": 8, "epsilon": 16}
    assert (len(after.units[0].counted), len(after.units[0].expected)) == (2, 3)


def test_a_body_formed_later_is_not_made_of_nothing() -> None:
    known = invented.organisation()
    new = Unit(code="zeta", name="Zeta", kind="stadsdelsnamnd", region="r-ost", from_=date(2022, 7, 1))
    group = known.groups[0]
    members = group.members[0].model_copy(update={"units": (*group.members[0].units, "zeta")})
    organisation = known.model_copy(
        update={"units": (*known.units, new), "groups": (group.model_copy(update={"members": (members,)}),)}
    )
    _, after = points(organisation, "2022-T2")
    assert "zeta" not in counts(after.units)
