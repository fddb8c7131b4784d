"""What protects a figure is what applied in the figure's own period, whatever was decided before or after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.editions.test_joint_by_hand import line
from tests.rollup import invented
from tests.rollup.invented import SEX, parse
from tracker.definitions.catalogue import Definitions
from tracker.definitions.measure import Dimension
from tracker.definitions.program import Indicator, Program
from tracker.editions.composing import compose
from tracker.editions.protection import protect
from tracker.editions.sources import EditionSources
from tracker.editions.statistics import period_lines
from tracker.observations import Observation
from tracker.report.model import Cell
from tracker.rows import Line
from tracker.store.editions import Edition
from tracker.store.past import Moment

BEFORE = invented.measure(
    to=date(2022, 12, 31), kind="count", labels={"n": "personer"}, protects=("n",), accumulates=False
)
AFTER = invented.measure(
    from_=date(2023, 1, 1), kind="share", labels={"n": "enheter", "d": "alla enheter"}, accumulates=False
)
REDEFINED = invented.indicator().model_copy(update={"measure": (BEFORE, AFTER)})


def sources(program: Program, period: str, *earlier: tuple[str, Program]) -> EditionSources:
    """The sources of a period's next edition, after editions under other definitions."""
    past = tuple(_edition(number, code, then) for number, (code, then) in enumerate(earlier, 1))
    return EditionSources(_definitions(program), program, parse(period), Moment(0, 0), (), past, ())


def _definitions(program: Program) -> Definitions:
    return Definitions(organisation=invented.organisation(), programs=(program,))


def _edition(sequence: int, code: str, program: Program) -> Edition:
    return Edition(
        sequence=sequence,
        program=program.code,
        period=parse(code),
        number=1,
        code=f"{code}-1",
        title="Prov",
        reason=None,
        published_at=datetime(2023, 1, 1, tzinfo=UTC),
        by="Prov",
        moment=Moment(0, 0),
        definitions=_definitions(program).model_dump_json(by_alias=True),
        report="{}",
        incidents=(),
        sha256="",
    )


def test_a_correction_protects_what_was_protected_then() -> None:
    """2023-T1 is published; afterwards 2022-VB is corrected, when the indicator no longer counts persons."""
    program = invented.program(REDEFINED)
    rules = sources(program, "2022-VB", ("2023-T1", program)).rules
    protection = protect([line("2022-VB", "delta", 3)], [line("2023-T1", "delta", 3, printed=True)], rules)
    assert protection.passed
    assert [found.printed for found in protection.lines] == [False]


def test_what_no_longer_counts_persons_is_printed() -> None:
    program = invented.program(REDEFINED)
    rules = sources(program, "2023-T1", ("2022-VB", program)).rules
    protection = protect([line("2023-T1", "delta", 3)], [line("2022-VB", "delta", 3, printed=False)], rules)
    assert [found.printed for found in protection.lines] == [True]


def test_an_indicator_that_was_retired_after_its_edition_is_no_hindrance() -> None:
    one, two = _count("I1.1"), _count("I1.2")
    rules = sources(invented.program(one), "2022-T2", ("2022-T1", invented.program(one, two))).rules
    earlier = [line("2022-T1", "delta", 9, printed=True), line("2022-T1", "delta", 8, code="I1.2", printed=True)]
    protection = protect([line("2022-T2", "delta", 12)], earlier, rules)
    assert protection.passed
    # 12 − 9 is an increment of 3.
    assert [found.printed for found in protection.lines] == [False]


def test_what_stricter_rules_have_lost_is_not_told_outright() -> None:
    """4 is printed in T2, since when small counts are protected: so T1 is at most 4, and still nobody knows that it is
    3. What is printed beside it must not say so."""
    rules = sources(invented.program(_count("I1.1")), "2022-T1", ("2022-T2", invented.program(_count("I1.1")))).rules
    given = {"2022-T2": (4, 20, 24), "2022-T1": (3, 15, 18)}
    later, now = (
        [
            line(period, bodies, value)
            for bodies, value in zip(("delta", "epsilon", "delta+epsilon"), numbers, strict=True)
        ]
        for period, numbers in given.items()
    )
    protection = protect(now, [replace(each, printed=True) for each in later], rules)
    assert protection.passed
    assert "I1.1 n 2022-T1 total delta" in {incident.key for incident in protection.incidents}
    assert len(protection.dotted) == 2


def _count(code: str) -> Indicator:
    return invented.indicator(code, kind="count", labels={"n": "personer"}, protects=("n",))


KNOWN = SEX.model_copy(update={"categories": SEX.categories[:2]})
GIVEN = {"alfa": (25, 25, 7), "beta": (21, 22, 6), "gamma": (40, 41, 9), "delta": (20, 30, 3), "epsilon": (22, 31, 8)}


def test_a_definition_that_reaches_back_does_not_print_the_rest_of_what_was_printed() -> None:
    """T1 printed 53 in delta, 3 of unknown sex among them. Without that category its total would be 50."""
    then, now = _divided(SEX), _divided(KNOWN)
    first = [found for unit, numbers in GIVEN.items() for found in _numbers(unit, "2022-T1", numbers)]
    t1 = replace(sources(then, "2022-T1"), rows=tuple(first))
    lines = protect(period_lines(t1.definitions, then, t1.period, first, "2022-T1-1"), (), t1.rules).lines
    assert _delta(t1, lines, "2022-T1") == Cell(state="value", n=53, value="53")

    second = [found for unit in ("ab", "gamma", "delta", "epsilon") for found in _numbers(unit, "2022-T2", (80, 90))]
    t2 = replace(sources(now, "2022-T2", ("2022-T1", then)), rows=(*first, *second), ledger=lines)
    decided = protect(period_lines(t2.definitions, now, t2.period, second, "2022-T2-1"), lines, t2.rules).lines
    assert _delta(t2, decided, "2022-T1") == Cell(state="suppressed")
    assert _delta(t2, decided, "2022-T2") == Cell(state="value", n=170, value="170")


def _divided(sex: Dimension) -> Program:
    counted = invented.indicator(kind="count", labels={"n": "personer"}, protects=("n",), dimensions=(sex,))
    return invented.program(counted)


def _numbers(unit: str, period: str, numbers: tuple[int, ...]) -> Iterator[Observation]:
    for category, n in zip(SEX.categories, numbers, strict=False):
        yield invented.row(unit, period, dimension="sex", category=category.code, n=n)


def _delta(made_of: EditionSources, decided: Iterable[Line], period: str) -> Cell:
    report = compose(made_of, decided, code="prov", audience="published", texts={})
    point = next(each for each in report.goals[0].indicators[0].series.as_reported if each.period == period)
    return next(area.total for area in point.units if area.code == "delta")
