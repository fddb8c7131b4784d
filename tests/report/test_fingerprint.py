"""The fingerprint's rows are written out by hand, since they are many: they must say what the general form says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.report.built import built
from tests.rollup import invented
from tracker.definitions.program import Goal, Text
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.fingerprint import _rows, canonical
from tracker.report.model import SCHEMA, Schema

SCHEMAS: tuple[Schema, ...] = (SCHEMA, "tracker-report-4", "tracker-report-3", "tracker-report-2", "tracker-report-1")
TEXT = st.none() | st.text(max_size=8)
WHOLE = st.none() | st.integers(0, 10**9)
DECIMAL = st.none() | st.decimals(min_value=0, max_value=10**6, places=3)
DAY = st.none() | st.dates()

ROWS = st.builds(
    Observation,
    program=st.text(max_size=4),
    unit=st.text(max_size=4),
    period=st.builds(Period, st.integers(1990, 2100), st.sampled_from(["T1", "VB", "år/\"1\""])),
    item=st.text(max_size=4),
    dimension=st.text(max_size=4),
    category=st.text(max_size=4),
    n=WHOLE,
    d=WHOLE,
    empty=st.sampled_from([None, "-", "."]),
    status=TEXT,
    comment=TEXT,
    forecast=DECIMAL,
    start=DAY,
    end=DAY,
    text=TEXT,
    target=DECIMAL,
    fictional=st.booleans(),
)


@given(st.lists(ROWS, max_size=4))
def test_rows_written_out_are_the_rows_in_the_general_form(rows: list[Observation]) -> None:
    general = [canonical({**row._asdict(), "period": row.period._asdict()}) for row in rows]
    assert list(_rows(rows)) == general


def test_an_earlier_form_is_fingerprinted_by_what_it_prints() -> None:
    """The judgements of a year ago, which it has not, leave the fingerprint of an edition as it was published."""
    goal = Goal(code="M1", wording=(Text(text="Mål"),), indicators=(invented.indicator(),))
    rows = [invented.row("delta", f"{year}-T1", "M1", status="met") for year in (2021, 2022)]
    now, fourth, third, second, then = (
        built(invented.program(goals=(goal,)), "2022-T1", rows, audience="published", schema=schema)
        for schema in SCHEMAS
    )
    assert now.goals[0].judgements_before is not None and then.goals[0].judgements_before is None
    for like in (fourth, third, second):
        assert like.goals == now.goals and like.generated_from == now.generated_from
    printed = [goal.model_dump(mode="json") for goal in then.goals]
    assert "judgements_before" not in printed[0] and now.generated_from != then.generated_from
