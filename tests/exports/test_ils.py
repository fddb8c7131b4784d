"""The file for the planning system carries the names that it knows, and tells what has none."""

from __future__ import annotations

import pytest

from exports.ils import to_ils
from tests.exports import sample
from tracker.definitions.ils import Ils, IlsMeasure
from tracker.report.ils import rows, unnamed, unnamed_text
from tracker.report.model import Report

NAMES = Ils(
    units={"farsta": "Farsta stadsdelsnämnd", "bromma": "Bromma stadsdelsnämnd"},
    measures={
        "I1.1": IlsMeasure(name="Våld A"),
        "I1.2": IlsMeasure(name="Våld B", categories={"sex": {"women": "Våld B, kvinnor"}}),
    },
    dates={"T2": "08-15"},
)
TITLE = "I1.2 =I1.2 Andel av de som ”får” stöd"


@pytest.fixture(scope="module")
def report() -> Report:
    return sample.report(fictional=False)


def lines(report: Report, names: Ils | None) -> list[list[str]]:
    return [line.split("\t") for line in to_ils(report, names).split("\r\n")[:-1]]


def test_names_and_the_day_are_the_receivers(report: Report) -> None:
    """I1.2's printed values are in the sample: 66,7 and 0,0, by body and category in turn."""
    own = {(unit, measure, value) for unit, _day, measure, value in lines(report, None)}
    mapped = lines(report, NAMES)
    assert {day for _unit, day, _measure, _value in mapped} == {"2023-08-15"}
    known = [tuple(line) for line in mapped if "[" not in line[0] + line[2]]
    back = {"Farsta stadsdelsnämnd": "Farsta", "Bromma stadsdelsnämnd": "Bromma"}
    titles = {"Våld B": TITLE, "Våld B, kvinnor": f"{TITLE} – Kvinnor"}
    checked = [(back[unit], titles[measure], value) for unit, _day, measure, value in known if measure in titles]
    assert checked and set(checked) <= own
    assert len(mapped) == len(lines(report, None)), "no figure is passed over in silence"


def test_what_has_no_name_stands_last_and_says_so(report: Report) -> None:
    marked = ["[namn saknas i ils.yaml]" in line[0] + line[2] for line in lines(report, NAMES)]
    assert marked == sorted(marked) and {*marked} == {True, False}
    men = [line for line in lines(report, NAMES) if line[2].startswith(f"{TITLE} – Män")]
    assert men and all(line[2] == f"{TITLE} – Män [namn saknas i ils.yaml]" for line in men)
    found = unnamed(rows(report, NAMES))
    assert {"Järva", "Skarpnäck", f"{TITLE} – Män"} <= {*found}
    assert not {"Farsta", "Bromma", TITLE, f"{TITLE} – Kvinnor"} & {*found}
    assert all(name in (unnamed_text(rows(report, NAMES)) or "") for name in found)


def test_without_a_mapping_nothing_lacks_a_name(report: Report) -> None:
    assert unnamed_text(rows(report, None)) is None
    assert {row.day for row in rows(report, None)} == {"2023-08-31"}


def test_a_day_of_the_year_after_is_in_a_period_that_goes_past_new_year(report: Report) -> None:
    period = report.calendar.model_copy(update={"first_day": "2022-08-01", "last_day": "2023-07-31"})
    school = report.model_copy(update={"calendar": period})
    for day, expected in (("01-15", "2023-01-15"), ("09-30", "2022-09-30")):
        names = NAMES.model_copy(update={"dates": {"T2": day}})
        assert {row.day for row in rows(school, names)} == {expected}
