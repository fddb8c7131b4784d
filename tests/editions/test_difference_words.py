"""What a correction changes is told in words: whose it is, what it was and what it is, without codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from sqlalchemy import Engine

from tests.editions.publishing import prepared_now
from tracker.accounts.account import COMMAND_LINE
from tracker.editions.difference import _WHOLE, differences
from tracker.editions.field_words import field_words
from tracker.editions.groups import Group, grouped
from tracker.editions.words import Spoken, spoken
from tracker.followups import operations
from tracker.report import model
from tracker.report.model import Report
from tracker.report.reading import from_json
from tracker.store import queries
from tracker.store.database import read_session, write_session
from tracker.store.editions import editions

PROGRAM = "vald-2021-2025"


@pytest.fixture
def without_farsta(published_year: Engine) -> tuple[Report, Report]:
    """The year as published, and as it would be were Farsta's follow-up opened again."""
    before = _published(published_year, "2023-VB-1")
    with write_session(published_year) as session:
        farsta = next(f for f in queries.followups(session, PROGRAM, units=["farsta"]) if str(f.period) == "2023-VB")
        operations.reopen(session, followup=farsta.id, by=COMMAND_LINE, reason="Fel")
    return before, prepared_now(published_year, "2023-VB").report


def test_a_body_that_came_late_is_one_line(without_farsta: tuple[Report, Report]) -> None:
    without, whole = reversed(without_farsta)
    reported = next(body.reported for body in whole.bodies if body.code == "farsta")
    groups = _groups(without, whole)
    assert groups[0].title == f"Farsta har tillkommit: {reported} uppgifter" and groups[0].whole
    assert {row.body for row in groups[0].rows} == {"farsta"} and len(groups[0].rows) > reported
    rest = [row for group in groups[1:] for row in group.rows]
    assert rest and {row.body for row in rest} == {""}
    assert re.fullmatch(r"M\d [^:]+: \d+ skillnad(er)?", groups[1].title) and not groups[1].whole
    assert _groups(whole, without)[0].title == f"Farsta ingår inte längre: {reported} uppgifter utgår"


def test_a_body_and_an_activity_are_told_at_once(without_farsta: tuple[Report, Report]) -> None:
    """One row for the status and its dates, none for what the figure itself says."""
    without, whole = reversed(without_farsta)
    farsta = _groups(without, whole)[0].rows
    activities = [row for row in farsta if row.item.startswith("A1.1 ")]
    assert len(activities) == 1
    assert activities[0].before.startswith("ej rapporterat")
    assert not any("täckning" in row.where or "samma nämnder" in row.where for row in farsta)
    city = [row.where for row in _spoken(without, whole) if not row.body and not row.series]
    assert "hela staden, täckning" in city


@pytest.mark.parametrize("pair", [("2023-T1-1", "2023-T2-1"), ("2023-T2-1", "2023-VB-1"), ("2023-VB-1", "2023-T1-1")])
def test_no_code_and_no_decimal_point_is_told(published_year: Engine, pair: tuple[str, str]) -> None:
    found = _spoken(*(_published(published_year, code) for code in pair))
    assert len(found) > 400
    for each in found:
        told = f"{each.where} {each.before} {each.after}"
        assert not re.search(r"_|\d\.\d|\b(n|d) = |\bnull\b|True|False", told), each


def test_every_field_of_the_report_has_a_word() -> None:
    apart = (*_WHOLE, model.Existed, model.Evidenced)
    fields = {name for kind in _models() if kind not in apart for name in kind.model_fields}
    # A body's own report is never an edition.
    of_a_body = {"state", "secret", "evidence"}
    assert fields - set(field_words()) == {"generated_from", "edition", "audience", "existed"} | of_a_body


def _models() -> Iterator[type[BaseModel]]:
    return (kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Frozen))


def _groups(before: Report, after: Report) -> tuple[Group, ...]:
    return grouped([each for each in _spoken(before, after) if not each.series], before, after)


def _spoken(before: Report, after: Report) -> tuple[Spoken, ...]:
    return spoken(differences(before, after), before, after)


def _published(engine: Engine, code: str) -> Report:
    with read_session(engine) as session:
        return next(from_json(each.report) for each in editions(session, PROGRAM) if each.code == code)
