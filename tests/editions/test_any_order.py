"""Small cities with random figures, published in any order with corrections and late bodies, through a merger.

After every edition all of them together pass the auditor, nothing small and protected is printed that need not be, and
what an earlier edition printed or dotted stays so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editions.unavoidable import avoidable
from tests.rollup.invented import SEX, indicator, organisation, parse, program, row
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import view
from tracker.disclosure.ledger import Line
from tracker.editions.protection import audit_ledger, protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.observations import Observation
from tracker.periods import Period

PROGRAM = program(
    indicator("I1.1", dimensions=(SEX,), protects=("n", "d")),
    indicator("I1.2", kind="count", labels={"n": "personer"}, protects=("n",)),
    indicator("I1.3", protects=("n",), d_same_as="I1.1.d", accumulates=False, asked=("T2", "VB")),
)
DEFINITIONS = Definitions(organisation=organisation(), programs=(PROGRAM,))
PERIODS = tuple(parse(code) for code in ("2022-T1", "2022-T2", "2022-VB"))
RULES = rules(DEFINITIONS, PROGRAM, measures(DEFINITIONS, PROGRAM, PERIODS))


@st.composite
def figures(draw: st.DrawFn, period: Period) -> list[Observation]:
    """What the districts give of the period; some give nothing, most counts are small."""
    rows: list[Observation] = []
    for unit in view(DEFINITIONS.organisation, PROGRAM, period).units:
        if draw(st.integers(0, 9)) == 0:
            continue
        totals = 0
        for category in ("women", "men"):
            d = draw(st.integers(0, 14))
            totals += d
            rows.append(
                row(unit.code, period.code, dimension="sex", category=category, n=draw(st.integers(0, d)), d=d)
            )
        rows.append(row(unit.code, period.code, "I1.2", n=draw(st.integers(0, 12))))
        rows.append(row(unit.code, period.code, "I1.3", n=draw(st.integers(0, totals)), d=totals))
    return rows


def published(
    period: Period, rows: Iterable[Observation], number: int, ledger: list[Line]
) -> tuple[list[Line], set[str]]:
    """The ledger with one more edition, and the requirements that no dots could meet any more."""
    edition = f"{period.code}-{number}"
    protection = protect(period_lines(DEFINITIONS, PROGRAM, period, rows, edition), ledger, RULES)
    assert protection.passed
    assert avoidable(protection) == []
    return [*ledger, *protection.lines], {incident.key for incident in protection.incidents}


def is_small(line: Line) -> bool:
    return line.key.measured in RULES.measures[line.key.indicator, line.key.period].protects and 0 < line.value < 5


@settings(max_examples=12)
@given(st.data())
def test_every_set_of_editions_passes_the_auditor(data: st.DataObject) -> None:
    ledger: list[Line] = []
    lost: set[str] = set()
    order = data.draw(st.permutations(PERIODS))
    corrected = data.draw(st.sampled_from(PERIODS))
    for period in order:
        rows = data.draw(figures(period))
        ledger, new = published(period, rows, 1, ledger)
        lost |= new
        if period == corrected:
            given_again = data.draw(figures(period))
            kept = [one if data.draw(st.booleans()) else other for one, other in zip(rows, given_again, strict=False)]
            ledger, new = published(period, _once(kept), 2, ledger)
            lost |= new
        for _family, _year, audit in audit_ledger(ledger, RULES, lost):
            assert audit.passed
    for line in ledger:
        if is_small(line) and line.printed:
            # Only what an earlier edition printed under another name of the same number may be printed.
            assert any(name.startswith(f"{line.key.indicator} {line.key.measured}") for name in lost), line


def _once(rows: Iterable[Observation]) -> list[Observation]:
    """One row per body and figure: the correction may have given a body twice."""
    found = {(r.unit, r.item, r.dimension, r.category): r for r in rows}
    whole = {(r.unit, r.item) for r in found.values() if r.dimension == "sex" and r.category == "men"}
    return [replace(r) for r in found.values() if r.item != "I1.1" or (r.unit, r.item) in whole]
