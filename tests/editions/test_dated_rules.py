"""What protects a figure is what applied in the figure's own period, whatever was decided before or after."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.editions.test_joint_by_hand import line
from tests.rollup import invented
from tests.rollup.invented import parse
from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Indicator, Program
from tracker.editions.protection import protect
from tracker.editions.sources import EditionSources
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


def _count(code: str) -> Indicator:
    return invented.indicator(code, kind="count", labels={"n": "personer"}, protects=("n",))
