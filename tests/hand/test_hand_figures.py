"""Figures worked out by hand, through the real path: definitions → database → CSV → report, on both databases.

The table is small enough to be checked with pen and paper: three districts that become two on 2023-07-01, two
regions and one expert board, the three periods around the merger, every kind of indicator, every kind of empty.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hand.reading import Figures, imported_report
from tracker.report.model import Report

HERE = Path(__file__).parent


@pytest.fixture
def then(migrated_url: str) -> Figures:
    return Figures(imported_report(migrated_url, HERE, "2022-T2"))


@pytest.fixture
def late(migrated_url: str) -> Figures:
    return Figures(imported_report(migrated_url, HERE, "2023-T1"))


@pytest.fixture
def merged(migrated_url: str) -> Figures:
    return Figures(imported_report(migrated_url, HERE, "2023-T2"))


def test_before_the_merger(then: Figures) -> None:
    # A count by sex: 4 + 6, 10 + 20, 5 + 5.
    assert then.cell("I1.1", "city") == "value 50 - 50"
    assert then.part("I1.1", "city", "women") == "value 19 - 19"
    assert then.part("I1.1", "city", "men") == "value 31 - 31"
    assert then.part("I1.1", "city", "unknown") == "value 0 - 0"
    assert then.cell("I1.1", "r-nord") == "value 40 - 40"
    assert then.cell("I1.1", "r-syd") == "value 10 - 10"
    assert then.coverage("I1.1", "city") == (3, 3, "100.0")

    # A share: nord-b lacks a category and counts nowhere; syd's 0 of 0 counts. 2/3 + 0/0 = 2/3.
    assert then.cell("I1.2", "city") == "value 2 3 66.7"
    assert then.part("I1.2", "city", "women") == "value 1 2 50.0"
    assert then.coverage("I1.2", "city") == (2, 3, "50.0")  # 30 000 of 60 000
    assert then.cell("I1.2", "nord-b") == "not_reported - - -"
    assert then.part("I1.2", "nord-b", "women") == "value 3 4 75.0"
    assert then.part("I1.2", "nord-b", "men") == "not_reported - - -"
    assert then.cell("I1.2", "syd") == "value 0 0 -"

    # A ratio: 90/9 and 61/4, nord-b missing. (90 + 61) / (9 + 4) = 151/13 = 11.615…
    assert then.cell("I1.3", "city") == "value 151 13 11.6"
    assert then.cell("I1.3", "syd") == "value 61 4 15.3"  # 15.25, half up
    assert then.cell("I1.3", "nord-b") == "missing - - -"
    assert then.cell("I1.3", "r-nord") == "value 90 9 10.0"
    assert then.coverage("I1.3", "r-nord") == (1, 2, "25.0")  # 10 000 of 40 000

    # A rate per 1 000 on the population of 2021-12-31; syd answers that it cannot occur. 15 / 40 000.
    assert then.cell("I1.4", "nord-a") == "value 3 10000 0.30"
    assert then.cell("I1.4", "city") == "value 15 40000 0.38"
    assert then.cell("I1.4", "syd") == "not_applicable - - -"
    assert then.cell("I1.4", "r-syd") == "not_applicable - - -"
    assert then.coverage("I1.4", "city") == (2, 3, "66.7")

    # Yes or no: two of three bodies. A body that gives 1 without d means 1 of 1.
    assert then.cell("I1.5", "city") == "value 2 3 66.7"
    assert then.cell("I1.5", "nord-b") == "value 0 1 0.0"
    assert then.cell("I1.5", "syd") == "value 1 1 100.0"

    # Districts and an expert board: 15/30, no share of the population; the board is in no region.
    assert then.cell("I1.6", "city") == "value 15 30 50.0"
    assert then.coverage("I1.6", "city") == (4, 4, None)
    assert then.cell("I1.6", "r-nord") == "value 10 20 50.0"


def test_a_body_that_is_late_is_not_zero(late: Figures) -> None:
    assert late.cell("I1.1", "city") == "value 8 - 8"
    assert late.coverage("I1.1", "city") == (2, 3, "53.1")  # 34 000 of 64 000 = 53.125
    assert late.cell("I1.1", "nord-b") == "not_reported - - -"
    assert late.cell("I1.2", "city") == "value 4 6 66.7"
    assert late.cell("I1.3", "city") == "value 30 3 10.0"
    assert late.cell("I1.4", "city") == "not_reported - - -"
    assert late.coverage("I1.4", "city") == (0, 3, "0.0")
    assert late.previous("I1.1", "city") == ("not_reported - - -", "not_reported - - -")


def test_after_the_merger(merged: Figures) -> None:
    assert merged.units("I1.1") == ["nord", "syd"]
    assert merged.cell("I1.1", "city") == "value 45 - 45"
    assert merged.cell("I1.2", "nord") == "value 7 12 58.3"
    assert merged.cell("I1.2", "city") == "value 11 20 55.0"
    # The population of nord on 2022-12-31 is its predecessors' sum: 18 / 40 000 and 24 / 64 000.
    assert merged.cell("I1.4", "nord") == "value 18 40000 0.45"
    assert merged.cell("I1.4", "city") == "value 24 64000 0.38"
    assert merged.cell("I1.3", "city") == "value 200 16 12.5"
    assert merged.coverage("I1.3", "city") == (1, 2, "62.5")
    assert merged.cell("I1.6", "city") == "value 16 26 61.5"
    assert merged.coverage("I1.6", "city") == (2, 3, None)


def test_last_year_counts_only_bodies_that_reported_both_times(merged: Figures) -> None:
    """(last year, this year over the same bodies); a merged body against all its predecessors' sum."""
    assert merged.previous("I1.1", "city") == ("value 50 - 50", "value 45 - 45")
    assert merged.previous("I1.1", "nord") == ("value 40 - 40", "value 30 - 30")
    # nord-b did not count in 2022-T2, so nord cannot be compared; syd had 0 of 0.
    assert merged.previous("I1.2", "nord") == ("not_reported - - -", "not_reported - - -")
    assert merged.previous("I1.2", "city") == ("value 0 0 -", "value 4 8 50.0")
    assert merged.previous("I1.3", "city") == ("not_reported - - -", "not_reported - - -")
    assert merged.previous("I1.4", "city") == ("value 15 40000 0.38", "value 18 40000 0.45")
    assert merged.previous("I1.5", "nord") == ("value 1 2 50.0", "value 1 1 100.0")
    assert merged.previous("I1.5", "city") == ("value 2 3 66.7", "value 2 2 100.0")


def test_series_as_reported_and_recast(merged: Figures) -> None:
    assert merged.periods("I1.1") == ["2022-T2", "2023-T1", "2023-T2"]
    assert merged.series("as_reported", "I1.1", "2022-T2", "nord-a") == "value 10 - 10"
    assert merged.series("as_reported", "I1.1", "2023-T1", "nord-b") == "not_reported - - -"
    assert merged.series("recast", "I1.1", "2022-T2", "nord") == "value 40 - 40"
    assert merged.series("recast", "I1.1", "2022-T2", "city") == "value 50 - 50"
    assert merged.recast_coverage("I1.1", "2022-T2", "nord") == (2, 2, "100.0")
    # One predecessor is missing: the sum of those that reported, and the coverage says so.
    assert merged.series("recast", "I1.1", "2023-T1", "nord") == "value 5 - 5"
    assert merged.recast_coverage("I1.1", "2023-T1", "nord") == (1, 2, "25.0")
    assert merged.series("recast", "I1.2", "2022-T2", "nord") == "value 2 3 66.7"
    assert merged.series("recast", "I1.5", "2022-T2", "nord") == "value 1 2 50.0"
    assert merged.series("recast", "I1.4", "2022-T2", "nord") == "value 15 40000 0.38"


def test_targets_forecasts_statuses_and_judgements(merged: Figures) -> None:
    report: Report = merged.report
    share = merged.indicator("I1.2")
    assert (share.target, share.attainment) == ("55", "reached")  # 55.0 of 55
    assert merged.area("I1.2", "syd").target == "60"
    assert merged.area("I1.1", "nord").forecast == "45"
    assert merged.area("I1.1", "city").forecast == "67"  # 20 + 25 + 10 + 12
    assert merged.area("I1.5", "city").forecast == "100"
    assert merged.area("I1.2", "city").forecast is None
    activity = report.goals[0].activities[0]
    assert activity.statuses.model_dump() == {
        "not_started": 0, "ongoing": 1, "done": 1, "cancelled": 0, "not_reported": 1, "delayed": 1,
    }  # fmt: skip
    judgements = report.goals[0].judgements
    assert [judgements.of(code) for code in ("met", "partly", "not_met", "not_reported")] == [0, 1, 0, 2]
    assert [(body.code, body.reported, body.expected) for body in report.bodies] == [
        ("nord", 8, 8),
        ("syd", 5, 8),
        ("namnden", 2, 3),
    ]
