"""The fingerprint's rows are written out by hand, since they are many: they must say what the general form says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.fingerprint import _rows, canonical

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
