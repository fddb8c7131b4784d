"""Rows of an observations file that can be true and are more often slips: asked about, like typed ones."""

from __future__ import annotations

import pytest

from tests.world import DEFINITIONS
from tracker.entry.rows_csv import read

HEADER = "program,unit,period,item,dimension,category,n,d,empty,status,comment,forecast,start,end,text"


def asked(*rows: str) -> list[str]:
    """What is asked about rows without a fault."""
    found = read("\n".join([HEADER, *rows]), DEFINITIONS)
    assert found.faults == ()
    return [str(warning) for warning in found.warnings]


def test_a_share_below_one_percent_and_a_total_among_categories_are_asked_about() -> None:
    rows = ["prov,bromma,2024-T2,I1.1,sex,women,9,20,,,,,,,", "prov,bromma,2024-T2,I1.1,sex,men,31,40,,,,,,,",
            "prov,bromma,2024-T2,I1.1,sex,unknown,40,90,,,,,,,", "prov,bromma,2024-T2,I1.1,,,,,,,,0.9,,,"]  # fmt: skip
    assert asked(*rows) == ["rad 4: n 40 är summan av de andra kategorierna; är det en egen uppgift?",
                    "rad 5: forecast 0,9 är mindre än en procent; menar du 90?"]  # fmt: skip


@pytest.mark.parametrize(("women", "men", "unknown", "line"), [
    (9, 31, 40, 4), ("", 40, 40, 4), (40, 9, 31, 2), ("80,0", "50,0", "30,0", 2), ("1 234", "1 200", "34", 2),
    (9, 31, 39, None), (40, 40, "", None),
])  # fmt: skip
def test_a_total_among_categories_of_a_file_is_asked_about(
    women: object, men: object, unknown: object, line: int | None
) -> None:
    rows = [f'prov,bromma,2024-T2,I1.1,sex,{name},"{n}",5000,,,,,,,'
            for name, n in (("women", women), ("men", men), ("unknown", unknown))]  # fmt: skip
    told = [each.partition(":")[0] for each in asked(*rows) if "summan av de andra" in each]
    assert told == ([] if line is None else [f"rad {line}"])


def test_days_of_a_file_are_asked_about_like_typed_ones() -> None:
    (fault,) = read(f"{HEADER}\nprov,bromma,2024-T2,A1.1,,,,,,done,,,150325,,", DEFINITIONS).faults
    assert "menar du 2015-03-25 eller 2025-03-15" in fault.message
    assert asked("prov,bromma,2024-T2,A1.1,,,,,,done,,,2015-03-25,2052-01-01,") == [
        "rad 2: start 2015-03-25 ligger långt utanför programmets år, 2021–2025; stämmer årtalet?",
        "rad 2: end 2052-01-01 ligger långt utanför programmets år, 2021–2025; stämmer årtalet?",
    ]
