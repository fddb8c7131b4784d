"""A series goes on from an earlier program: as its reports have it, broken where the wording differs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.second.installation import SECOND, folder_with_both
from tracker.accounts.account import COMMAND_LINE
from tracker.definitions.loader import load as load_files
from tracker.editions.publishing import Order, prepare, publish
from tracker.editions.verifying import verify
from tracker.followups.importing import apply_import
from tracker.followups.planning import plan_import
from tracker.observations import Observation
from tracker.periods import Period
from tracker.pipeline import make_report
from tracker.report.model import Indicator, Report, SeriesPoint
from tracker.report.over_time import yearly
from tracker.report.reading import from_json
from tracker.store.catalogue import read_definitions
from tracker.store.database import connect, read_session, write_session
from tracker.store.editions import Edition
from tracker.store.loading import load

NEXT = "radgivning-2026"
CHANGES = {
    "program.yaml": {SECOND: NEXT, "2022–": "2026–", "2022-01-01": "2026-01-01", "2025-12-31": "2029-12-31"},
    "calendar.yaml": {"code: HELAR": "code: AR"},
    "goals/M1.yaml": {
        "[HELAR]": "[AR]",
        "Antal personer som har fått råd": f"Antal som har fått råd\n    continues: {SECOND}:I1.1",
        "inom en vecka\n": f"inom en vecka\n    continues: {SECOND}:I1.2\n",
    },
}
DAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def folder_with_next(target: Path) -> Path:
    """The second program once more from 2026: its year is called otherwise, one indicator is worded otherwise."""
    folder_with_both(target)
    shutil.copytree(target / SECOND, target / NEXT)
    for name, changes in CHANGES.items():
        file = target / NEXT / name
        text = file.read_text(encoding="utf-8")
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
    return target


def report_in(engine: Engine, program: str, period: Period, figures: dict[str, tuple[int, int]]) -> None:
    """Approve counts of women and men, and the share 3 of 4, of each body."""
    rows = []
    for unit, (women, men) in figures.items():
        rows += [Observation(program, unit, period, "I1.1", "sex", category, n=n)
                 for category, n in (("women", women), ("men", men))]  # fmt: skip
        rows.append(Observation(program, unit, period, "I1.2", n=3, d=4))
    with write_session(engine) as session:
        plan = plan_import(session, rows, read_definitions(session), approve=True)
        apply_import(session, plan, by=COMMAND_LINE, today=DAY, approve=True, reason="prov")


def published(engine: Engine, program: str, period: str, reason: str | None = None) -> Edition:
    with read_session(engine) as session:
        prepared = prepare(session, program, period)
    # A correction by one person shows as that person's movement, which somebody has to accept.
    order = Order(period, reason, answers={movement.place: "allowed" for movement in prepared.movements})
    with write_session(engine) as session:
        made = publish(session, prepared, order, by="Karin", now=NOW)
    assert made is not None
    return made


@pytest.fixture
def engine(two_programs_once: Path, tmp_path: Path) -> Iterator[Engine]:
    file = tmp_path / "next.sqlite3"
    shutil.copyfile(two_programs_once, file)
    engine = connect(f"sqlite:///{file}")
    with write_session(engine) as session:
        load(session, load_files(folder_with_next(tmp_path / "program")), DAY)
    report_in(engine, SECOND, Period(2025, "HELAR"), {"bromma": (12, 9), "farsta": (2, 30)})
    report_in(engine, NEXT, Period(2026, "AR"), {"bromma": (20, 10), "farsta": (7, 8)})
    yield engine
    engine.dispose()


def point(indicator: Indicator, period: str) -> SeriesPoint:
    (found,) = (each for each in indicator.series.as_reported if each.period == period)
    return found


def joined(report: Report) -> tuple[Indicator, Indicator]:
    first, second = report.goals[0].indicators
    return first, second


def test_the_compilers_report_goes_on_from_what_was_received(engine: Engine) -> None:
    with read_session(engine) as session:
        report = make_report(session, NEXT, "2026-AR")
        own = make_report(session, NEXT, "2026-AR", "bromma")
    first, second = joined(report)
    before = point(first, "2025-HELAR")
    # 12 + 9 + 2 + 30 before, 20 + 10 + 7 + 8 now.
    assert (before.city.total.n, point(first, "2026-AR").city.total.n) == (53, 45)
    assert (before.program, before.part, point(first, "2026-AR").program) == (SECOND, "AR", None)
    assert [each.period for each in yearly(report, first.series.as_reported)][-2:] == ["2025-HELAR", "2026-AR"]
    assert [(mark.date, mark.text) for mark in first.breaks] == [
        ("2026-01-01", "Rådgivning 2022–, I1.1: Antal personer som har fått råd")
    ]
    assert second.breaks == () and point(second, "2025-HELAR").city.total.value == "75.0"
    assert point(joined(own)[0], "2025-HELAR").city.total.n == 21
    with read_session(engine) as session:
        assert all(p.program is None for p in joined(make_report(session, SECOND, "2025-HELAR"))[0].series.as_reported)


def test_a_published_report_takes_the_series_from_editions_only(engine: Engine) -> None:
    assert all(p.program is None for p in joined(from_json(published(engine, NEXT, "2026-AR").report))[0].series.recast)
    before = from_json(published(engine, SECOND, "2025-HELAR").report)
    printed = [area.model_dump() for area in point(joined(before)[0], "2025-HELAR").units]
    women = {area["code"]: area["breakdown"]["sex"]["women"]["state"] for area in printed}
    assert (women["farsta"], women["bromma"]) == ("suppressed", "value")
    after = from_json(published(engine, NEXT, "2026-AR", "serien").report)
    assert [area.model_dump() for area in point(joined(after)[0], "2025-HELAR").units] == printed
    # A later correction of the earlier program alters nothing that is published, and is told of at the next edition.
    report_in(engine, SECOND, Period(2025, "HELAR"), {"bromma": (13, 9)})
    published(engine, SECOND, "2025-HELAR", "rättelse")
    with read_session(engine) as session:
        assert list(verify(session, NEXT)) == [] and list(verify(session, SECOND)) == []
        assert not prepare(session, NEXT, "2026-AR").unchanged
