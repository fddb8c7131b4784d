"""Small cities with random figures, published in any order with corrections and late bodies, through a merger.

After every edition all of them together pass the auditor, nothing small and protected is printed that need not be, no
complementary dot is needless, and what an earlier edition printed or dotted stays so.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.disclosure.irreducible import needless
from tests.editions.test_connected_figures import FORM
from tests.editions.unavoidable import avoidable
from tests.rollup.invented import SEX, indicator, organisation, parse, program, row
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import view
from tracker.editions.protection import audit_ledger, protect
from tracker.editions.statistics import measures, period_lines, rules
from tracker.observations import Observation
from tracker.periods import Period
from tracker.rows import Line

PROGRAM = program(
    indicator("I1.1", dimensions=(SEX,), protects=("n", "d")),
    indicator("I1.2", kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(FORM,)),
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
        talk, home = draw(st.integers(0, 9)), draw(st.integers(0, 9))
        whole = draw(st.integers(max(talk, home), talk + home))
        rows.append(row(unit.code, period.code, "I1.2", n=whole))
        rows += [row(unit.code, period.code, "I1.2", dimension="form", category="talk", n=talk)]
        rows += [row(unit.code, period.code, "I1.2", dimension="form", category="home", n=home)]
        rows.append(row(unit.code, period.code, "I1.3", n=draw(st.integers(0, totals)), d=totals))
    return rows


@st.composite
def corrections(draw: st.DrawFn, rows: list[Observation], again: list[Observation]) -> list[Observation]:
    """For each body and indicator what it gave first, or what it gave again; either may be nothing."""
    places = sorted({(row.unit, row.item) for row in (*rows, *again)})
    chosen = {place: again if draw(st.booleans()) else rows for place in places}
    return [row for place in places for row in chosen[place] if (row.unit, row.item) == place]


def published(
    period: Period, rows: Iterable[Observation], number: int, ledger: list[Line]
) -> tuple[list[Line], set[str]]:
    """The ledger with one more edition, and the requirements that no dots could meet any more."""
    edition = f"{period.code}-{number}"
    protection = protect(period_lines(DEFINITIONS, PROGRAM, period, rows, edition), ledger, RULES)
    assert protection.passed
    assert avoidable(protection) == []
    for verdict in protection.verdicts:
        found = verdict.suppression
        lost = [incident.key for incident in found.impossible]
        assert needless(verdict.joint.system, found.dotted, verdict.audit.threshold, lost, found.widest) == []
    return [*ledger, *protection.lines], {incident.key for incident in protection.incidents}


def is_small(line: Line) -> bool:
    return line.key.measured in RULES.measures[line.key.indicator, line.key.period].protects and 0 < line.value < 5


# Shrinking these would take minutes and tell no more.
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
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
            kept = data.draw(corrections(rows, given_again))
            ledger, new = published(period, kept, 2, ledger)
            lost |= new
        for _family, _year, audit in audit_ledger(ledger, RULES, lost):
            assert audit.passed
    for line in ledger:
        if is_small(line) and line.printed:
            # Only what an earlier edition printed under another name of the same number may be printed.
            assert any(name.startswith(f"{line.key.indicator} {line.key.measured}") for name in lost), line
