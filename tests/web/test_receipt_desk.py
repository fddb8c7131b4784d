"""The compiler's desk: who is late, filters, bodies by goals, and mail from the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.exports import sample
from tests.fixtures.server import PASSWORD, Site
from tests.programs import vald
from tracker.definitions.view import view
from tracker.entry.progress import Progress
from tracker.followups.reminders import owed_now
from tracker.periods import Period
from tracker.report.counts import Judgements, JudgementUnit
from tracker.store.database import read_session
from tracker.store.read import Event
from tracker.web.followups.contents import Contents
from tracker.web.followups.desk import filtered, filters, since_yesterday
from tracker.web.followups.standings import Standing, on_time_text, standings
from tracker.web.followups.written import Choice, chosen

PROGRAM = "vald-2021-2025"
LIST = f"/mottagning/{PROGRAM}/2024-T2"


class Opened:
    """As much of a follow-up as the list asks for."""

    def __init__(self, at: datetime) -> None:
        self.last = Event("submitted", at, "Anna", "web", None, None)


def standing(unit: str, state: str, late: bool = False, on_time: bool | None = None, day: int = 1) -> Standing:
    followup: Any = Opened(datetime(2024, 9, day, 12, tzinfo=UTC))
    return Standing(unit, unit.title(), state, followup, late, on_time)


ROWS = [
    standing("a", "approved", on_time=True),
    standing("b", "returned", late=True, on_time=True, day=20),
    standing("c", "submitted", on_time=False, day=19),
    standing("d", "draft", late=True, on_time=False),
]
GIVEN = {"c": Contents(Progress(1, 2), 3)}


def test_late_ones_come_first_and_filters_say_how_many() -> None:
    assert [row.unit for row in filtered(ROWS, GIVEN, "")] == ["b", "d", "a", "c"]
    assert [row.unit for row in filtered(ROWS, GIVEN, "ater")] == ["b"]
    assert [row.unit for row in filtered(ROWS, GIVEN, "varningar")] == ["c"]
    assert [(each.code, each.count) for each in filters(ROWS, GIVEN)] == [
        ("", 4), ("sena", 2), ("kvar", 2), ("vantar", 1), ("ater", 1), ("varningar", 1), ("mottagna", 1),
    ]  # fmt: skip
    assert len(filtered(ROWS, GIVEN, "något")) == 4


def test_what_came_since_yesterday_and_how_many_were_in_time() -> None:
    assert [row.unit for row in since_yesterday(ROWS, date(2024, 9, 20))] == ["b", "c"]
    assert on_time_text(ROWS) == "2\u00a0av\u00a04 lämnade in i tid"
    assert on_time_text([replace(row, on_time=None) for row in ROWS]) == ""


def test_the_pages_are_for_compilers_alone(site: Site) -> None:
    site.app.config["WTF_CSRF_ENABLED"] = False
    client = site.app.test_client()
    client.post("/logga-in", data={"login": "karin", "password": PASSWORD})
    page = client.get(f"{LIST}?visa=sena").text
    assert 'aria-current="true">Försenade' in page and "Mejla alla" in page
    table = client.get(f"{LIST}/mal").text
    assert "0\u00a0av\u00a0" in table and '<th scope="col" class="number">M1</th>' in table
    told = client.post(f"{LIST}/paminn", data={"everybody": "yes"}, follow_redirects=True).text
    assert "E-post är inte inställd på servern" in told
    assert "0 texter" in client.get(f"{LIST}/skrivet").text
    other = site.app.test_client()
    other.post("/logga-in", data={"login": "sara", "password": PASSWORD})
    assert [other.get(f"{LIST}/{page}").status_code for page in ("mal", "skrivet")] == [403, 403]
    assert other.post(f"{LIST}/paminn", data={"everybody": "yes"}).status_code == 403


def test_what_bodies_wrote_is_found_by_goal_judgement_body_and_words() -> None:
    report = sample.report()
    units = (
        JudgementUnit(code="bromma", name="Bromma", status="partly", text="Kompetensen ÖKAR."),
        JudgementUnit(code="farsta", name="Farsta", status="met", text="Allt är på plats."),
    )
    goal = report.goals[1].model_copy(update={"judgements": Judgements(met=1, partly=1, units=units)})
    report = report.model_copy(update={"goals": (report.goals[0], goal)})

    def bodies(**asked: str) -> list[str]:
        found = chosen(report, Period(2023, "T2"), Choice(goal=goal.code, **asked), {})
        return [said.body for _goal, texts in found for _period, said in texts if said.item == goal.code]

    assert bodies() == ["bromma", "farsta"]
    assert bodies(status="partly") == bodies(body="bromma") == bodies(words="ökar") == ["bromma"]
    assert bodies(words="något annat") == bodies(status="met", body="bromma") == []


def test_a_body_owes_its_plan_when_it_is_formed_and_is_late_as_long_after_as_the_others(site: Site) -> None:
    """Järva is formed on 2023-07-01; the plan of 2023 was due on 31 January, 30 days after its first day."""
    known = vald()
    plan = view(known.organisation, known.program(PROGRAM), Period(2023, "VP"))
    with read_session(site.engine) as session:
        told = {
            day: {row.unit: row.late for row in standings(session, plan, date.fromisoformat(day))}
            for day in ("2023-01-15", "2023-07-31", "2023-08-01")
        }
        owed = {each.unit: (each.due, each.when) for each in owed_now(session, known, plan.period, date(2023, 7, 15))}
        before = {each.unit for each in owed_now(session, known, plan.period, date(2023, 6, 30))}
    assert [late.get("jarva") for late in told.values()] == [None, False, True]
    assert [late["bromma"] for late in told.values()] == [False, True, True]
    assert owed["jarva"] == (date(2023, 7, 31), "before") and owed["bromma"] == (date(2023, 1, 31), "after")
    assert "jarva" not in before and "spanga-tensta" in before
