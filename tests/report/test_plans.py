"""Plans of the year in which bodies merge: those that end and those that are formed each owe one."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
from openpyxl import load_workbook

from exports.document import write_document
from exports.workbook import write_workbook
from tests.report.built import area, built, indicator
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.definitions.program import Activity, Goal, Program, Responsibility, Text
from tracker.definitions.references import Target
from tracker.report.existed import taken_over
from tracker.report.existed_words import existed_text
from tracker.report.model import Report
from tracker.report.said import said_under
from tracker.report.serialise import to_json
from tracker.web.progress_pages import program_page


def program(**changes: object) -> Program:
    activity = Activity(
        code="A1.1", wording=(Text(text="Utbilda"),), responsible=(Responsibility(bodies=("distrikten",)),)
    )
    goal = Goal(
        code="M1",
        wording=(Text(text="Mål ett"),),
        indicators=(invented.indicator().model_copy(update=changes),),
        activities=(activity,),
    )
    return invented.program().model_copy(update={"goals": (goal,)})


def test_a_plan_is_owed_by_bodies_that_end_in_the_year_and_by_those_formed_in_it() -> None:
    rows = [row("alfa", "2022-VP", "A1.1", text="Alfas plan"), row("ab", "2022-VP", "A1.1", text="Gemensam plan")]
    report = built(program(), "2022-VP", rows)
    (activity,) = report.goals[0].activities
    plans = {unit.code: unit.plan for unit in activity.units}
    assert plans == {
        "alfa": "Alfas plan", "beta": None, "ab": "Gemensam plan", "gamma": None, "delta": None, "epsilon": None,
    }  # fmt: skip
    assert [(b.code, b.reported, b.expected) for b in report.bodies][:3] == [
        ("alfa", 1, 1), ("beta", 0, 1), ("ab", 1, 1),
    ]  # fmt: skip
    found = indicator(report)
    assert (found.asked, found.city.total.state, len(found.units)) == (False, "not_applicable", 6)


TOLD = (
    "De 6 nämnder och bolag som räknas fanns inte samtidigt: 5 fanns 2022-01-01 och 4 fanns 2022-12-31. Ab bildades "
    "2022-07-01 av Alfa och Beta. Den som fanns när perioden började och den som bildades under den har var sin plan. "
    "En aktivitet räknas därför både hos dem som slogs samman och hos den som tog över."
)


def test_a_plan_says_that_not_all_who_owe_it_existed_at_once_and_so_does_every_file() -> None:
    """By hand: alfa, beta, gamma, delta and epsilon on the first day; ab, gamma, delta and epsilon on the last."""
    report = built(program(), "2022-VP", [])
    assert len([body for body in report.bodies if body.expected]) == 6
    assert existed_text(report) == TOLD
    found = [(each.code, each.since, each.until, each.merged_into) for each in report.existed]
    assert found == [
        ("alfa", None, "2022-06-30", "ab"), ("beta", None, "2022-06-30", "ab"), ("ab", "2022-07-01", None, None),
    ]  # fmt: skip
    assert TOLD in [statement.text for statement in program_page(report).statements]
    word, book = io.BytesIO(), io.BytesIO()
    write_document(report, word, date(2022, 12, 31))
    write_workbook(report, book, date(2022, 12, 31))
    assert TOLD in [paragraph.text for paragraph in docx.Document(word).paragraphs]
    cells = [cell.value for row in load_workbook(book)["Sammanfattning"].iter_rows() for cell in row]
    assert f"•  {TOLD}" in cells


def test_where_all_that_are_counted_existed_on_the_last_day_nothing_is_said() -> None:
    for period in ("2022-T2", "2022-VB", "2021-VP"):
        assert existed_text(built(program(), period, [])) == "", period
    assert existed_text(built(program(), "2022-VP", [], unit="alfa")) == ""
    # A year later gamma and ab are one body, and it has taken over from all that they were made of.
    later = built(program(), "2023-VB", [])
    assert taken_over(later, "abc") == {"alfa", "beta", "ab", "gamma"} and taken_over(later, "delta") == frozenset()
    assert '"existed"' not in to_json(later, "tracker-report-4") and '"existed"' in to_json(later)


def test_a_body_that_was_formed_in_the_year_shows_what_those_before_it_planned() -> None:
    """Until it has a plan of its own; their days are told and make it late with nothing."""
    late = row("alfa", "2022-VP", "A1.1", text="Utbilda alla", start=date(2022, 1, 1), end=date(2022, 3, 31))
    other = row("beta", "2022-VP", "A1.1", text="Utbilda några")
    now = row("ab", "2022-T2", "A1.1", status="ongoing")
    for unit in (None, "ab"):
        report = built(program(), "2022-T2", [late, other, now], unit=unit)
        ab = next(each for each in report.goals[0].activities[0].units if each.code == "ab")
        assert ab.plan == "Alfa: Utbilda alla (2022-01-01 – 2022-03-31)\nBeta: Utbilda några"
        assert (ab.start, ab.end, ab.delayed) == (None, None, False)
    own = row("ab", "2022-VP", "A1.1", text="Gemensam plan")
    report = built(program(), "2022-T2", [late, other, now, own])
    ab = next(each for each in report.goals[0].activities[0].units if each.code == "ab")
    assert ab.plan == "Gemensam plan"
    # In the plan's own period it is said by those before it, and not once more by the body that shows it.
    planned = built(program(), "2022-VP", [late, other])
    assert [(each.body, each.text) for each in said_under(planned, planned.goals[0])] == [
        ("alfa", "Utbilda alla"), ("beta", "Utbilda några"),
    ]  # fmt: skip
    published = built(program(), "2022-T2", [late, other, now], audience="published")
    assert {each.plan for each in published.goals[0].activities[0].units} == {None}


def test_the_plan_of_a_merged_body_is_its_own() -> None:
    rows = [row("alfa", "2022-VP", "A1.1", text="Alfas plan"), row("ab", "2022-VP", "A1.1", text="Gemensam plan")]
    report = built(program(), "2022-VP", rows, unit="ab")
    (activity,) = report.goals[0].activities
    assert [(unit.code, unit.plan) for unit in activity.units] == [("ab", "Gemensam plan")]
    assert [body.code for body in report.bodies] == ["ab"]
    # Its series still reach back to those that it stands for.
    later = built(program(), "2022-T2", [row("alfa", "2022-T1", n=1, d=2)], unit="ab")
    assert [unit.code for unit in indicator(later).series.as_reported[-2].units] == ["alfa", "beta"]


def targets(report: Report) -> dict[str, str | None]:
    found = indicator(report)
    return {each.code: each.target for each in (found.city, *found.regions, *found.units)}


DECIDED = Target(year=2022, city=Decimal(90), units={"delta": Decimal(80), "gamma": Decimal("70.5")})
OWN = [row("delta", "2022-VP", target=Decimal("85.50")), row("ab", "2022-VP", target=Decimal(60))]


def test_a_bodys_own_target_in_its_plan_stands_beside_the_outcome_all_year() -> None:
    """Before the target that the city has decided for it; a merged body's is in its own plan."""
    followed = program(targets=(DECIDED,))
    report = built(followed, "2022-T2", OWN)
    assert targets(report) == {
        "city": "90", "r-vast": None, "r-ost": None, "ab": "60", "gamma": "70.5", "delta": "85.5", "epsilon": None,
    }  # fmt: skip
    assert indicator(report).target == "90"
    assert targets(built(followed, "2022-T1", OWN))["alfa"] is None
    assert targets(built(followed, "2023-VB", OWN))["delta"] is None
    assert area(built(followed, "2022-T2", OWN, unit="delta"), "delta").target == "85.5"


def test_plans_are_compiled_with_their_targets() -> None:
    report = built(program(targets=(DECIDED,)), "2022-VP", OWN)
    assert targets(report) == {
        "city": "90", "alfa": None, "beta": None, "ab": "60", "gamma": "70.5", "delta": "85.5", "epsilon": None,
    }  # fmt: skip
    found = indicator(report)
    assert {each.total.state for each in found.units} == {"not_applicable"}
    assert {each.coverage.expected for each in found.units} == {0}
    assert found.city.coverage.expected == 0


def test_a_target_is_shown_only_with_the_plan_that_holds_it() -> None:
    """A published report takes the plan from the plan's own edition; without one there is no target of the body's."""
    followed = program(targets=(DECIDED,))
    published = built(followed, "2022-T2", OWN, audience="published", earlier=())
    assert targets(published)["delta"] == "80"
    with_plan = built(followed, "2022-T2", OWN, audience="published", earlier=(invented.parse("2022-VP"),))
    assert targets(with_plan)["delta"] == "85.5"
