"""Publish a city's editions as the system does, without a database: dots, incidents, and the report that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.leaves.cities import CityOfLeaves, Published
from tracker.editions.composing import compose
from tracker.editions.protection import protect
from tracker.editions.sources import EditionSources
from tracker.editions.statistics import period_lines
from tracker.observations import Observation
from tracker.report.model import Report
from tracker.rows import Line
from tracker.store.editions import Edition
from tracker.store.past import Moment


@dataclass(frozen=True)
class Printed:
    """One edition that is out. ``lost``: the requirements that were listed as lost when it was published."""

    published: Published
    report: Report
    lost: frozenset[str]


def printed(city: CityOfLeaves) -> Iterator[Printed]:
    """Every edition in order, each knowing those before it. The auditor passes them all."""
    earlier: list[Edition] = []
    ledger: list[Line] = []
    rows: dict[str, list[Observation]] = {}
    for number, published in enumerate(city.editions, start=1):
        code = f"{published.period.code}-{sum(e.period == published.period for e in earlier) + 1}"
        rows[published.period.code] = list(published.rows())
        # A report shows the periods before its own, as their latest editions have them.
        shown = [row for of_period in rows.values() for row in of_period]
        sources = EditionSources(
            published.definitions,
            published.program,
            published.period,
            Moment(0, 0),
            tuple(shown),
            tuple(earlier),
            tuple(ledger),
        )
        own = rows[published.period.code]
        new = period_lines(published.definitions, published.program, published.period, own, code)
        protection = protect(new, ledger, sources.rules)
        assert protection.passed, f"city {city.seed}: the auditor refuses {code}"
        report = compose(sources, protection.lines, code=code, audience="published", texts={})
        lost = frozenset(incident.key for incident in protection.incidents)
        yield Printed(published, report, lost)
        ledger += protection.lines
        earlier.append(_edition(number, code, published))


def _edition(number: int, code: str, published: Published) -> Edition:
    return Edition(
        sequence=number,
        program=published.program.code,
        period=published.period,
        number=number,
        code=code,
        title="Prov",
        reason=None,
        published_at=datetime(2023, 1, 1, tzinfo=UTC),
        by="Prov",
        moment=Moment(0, 0),
        definitions=published.definitions.model_dump_json(by_alias=True),
        report="{}",
        incidents=(),
        sha256="",
    )
