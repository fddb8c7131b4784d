"""The form: what a body owes, what is filled in, and what stands beside the fields."""

from decimal import Decimal

from tests.entry.sample import MEN, UNKNOWN, WOMEN, form, row
from tracker.entry.model import ActivityEntry, IndicatorEntry
from tracker.entry.progress import Progress
from tracker.rows import RowKey, Value

FULL = {
    WOMEN: Value(n=3, d=5),
    MEN: Value(n=0, d=0),
    RowKey("I1.2"): Value(n=1234, d=2000),
    RowKey("I1.3"): Value(n=4),
    RowKey("I1.3", "sex", "women"): Value(n=3),
    RowKey("I1.3", "sex", "men"): Value(n=2),
    RowKey("I1.4"): Value(n=0, d=1),
    RowKey("A1.1"): Value(status="ongoing"),
    RowKey("A1.2"): Value(status="cancelled"),
    RowKey("M1"): Value(status="partly"),
}


def indicator(code: str, **more: object) -> IndicatorEntry:
    # The keyword values are those of ``form``.
    entry = form(**more).entry(code)
    assert isinstance(entry, IndicatorEntry)
    return entry


def test_every_item_is_owed_once_and_a_twin_activity_is_not() -> None:
    empty = form()
    assert empty.progress == Progress(filled=0, owed=7)
    assert empty.empty[0] == "I1.1/sex/women/n"
    twin = empty.entry("A1.3")
    assert isinstance(twin, ActivityEntry) and twin.same_as == "A1.1" and list(twin.fields()) == []


def test_a_full_form_is_full_and_an_optional_category_is_not_needed() -> None:
    full = form(values=FULL)
    assert full.progress == Progress(filled=7, owed=7)
    assert full.progress.percent == 100
    assert full.empty == []


def test_half_a_pair_is_not_filled_and_the_next_empty_field_is_its_other_half() -> None:
    half = form(values={**FULL, MEN: Value(n=1)})
    assert half.progress == Progress(filled=6, owed=7)
    assert half.empty[0] == "I1.1/sex/men/d"


def test_a_mark_fills_its_row_and_a_mark_for_the_whole_fills_all() -> None:
    assert indicator("I1.1", values={WOMEN: Value(n=1, d=1), MEN: Value(empty=".")}).filled
    assert not indicator("I1.1", values={UNKNOWN: Value(empty=".")}).filled
    assert indicator("I1.1", values={RowKey("I1.1"): Value(empty="-", comment="Bytt system")}).filled


def test_values_are_shown_as_swedes_write_them_and_what_is_typed_goes_first() -> None:
    shown = indicator("I1.2", values=FULL)
    assert shown.rows[0].n.value == "1\u00a0234"
    typed = indicator("I1.2", values=FULL, typed={"I1.2/n": "12,5"})
    assert typed.rows[0].n.value == "12,5" and typed.rows[0].d is not None
    assert typed.rows[0].d.value == "2\u00a0000"
    assert indicator("I1.1", values={RowKey("I1.1"): Value(forecast=Decimal("75.5"))}).forecast.value == "75,5"  # type: ignore[union-attr]  # asked in T2


def test_field_names_are_unique_and_stable() -> None:
    names = [field.name for field in form().fields()]
    assert len(names) == len(set(names))
    assert {"I1.1/sex/women/n", "I1.1/empty", "I1.2/d", "I1.3/n", "A1.1/status", "M1/perspective/barn/text"} <= set(
        names
    )


def test_each_part_of_the_year_asks_for_its_own() -> None:
    assert indicator("I1.1", period="2024-T1").forecast is not None
    assert indicator("I1.1", period="2024-VB").forecast is None
    question = indicator("I1.4").forecast
    assert question is not None and [choice.code for choice in question.choices] == ["1", "0"]
    plan = form(period="2024-VP")
    assert plan.is_plan and plan.progress == Progress(filled=0, owed=2)
    assert plan.empty[0] == "A1.1/text"
    assert plan.goals[0].judgement is None
    choices = form(period="2024-T1").goals[0].judgement
    assert choices is not None and choices.status.choices[0].word == "bedöms uppfyllas helt"
    final = form(period="2024-VB").goals[0].judgement
    assert final is not None and final.status.choices[0].word == "uppfylls helt"


def test_the_last_period_and_last_year_stand_beside_the_fields() -> None:
    rows = [
        row("I1.2", "bromma", "2024-T1", n=5, d=9),
        row("I1.2", "bromma", "2023-T2", n=4, d=8),
        row("I1.1", "bromma", "2023-T2", category="women", n=2, d=3),
        row("I1.1", "bromma", "2023-T2", category="men", n=1, d=4),
    ]
    shown = indicator("I1.2", rows=rows)
    assert [(f.n, f.d) for f in shown.rows[0].earlier if f is not None] == [(5, 9), (4, 8)]
    split = indicator("I1.1", rows=rows)
    last_year = split.total_earlier[1]
    assert split.total_earlier[0] is None
    assert last_year is not None and (last_year.n, last_year.d) == (3, 7)


def test_in_the_first_tertial_the_last_period_is_last_years_annual_report() -> None:
    assert [str(p) for p in form(period="2024-T1").columns] == ["2023-VB", "2023-T1"]
    assert [str(p) for p in form(period="2024-VB").columns] == ["2024-T2", "2023-VB"]
    assert [str(p) for p in form(period="2024-VP").columns] == ["2023-VB"]


def test_a_merged_body_is_shown_its_predecessors_sum() -> None:
    rows = [row("I1.2", "norr", "2023-T1", n=5, d=9), row("I1.2", "soder", "2023-T1", n=1, d=2)]
    both = indicator("I1.2", unit="jarva", period="2023-T2", rows=rows).rows[0].earlier[0]
    assert both is not None and (both.n, both.d) == (6, 11)
    assert both.bodies == ("Norr", "Söder") and both.lacking == ()
    one = indicator("I1.2", unit="jarva", period="2023-T2", rows=rows[:1]).rows[0].earlier[0]
    assert one is not None and (one.n, one.d, one.lacking) == (5, 9, ("Söder",))


def test_a_mark_of_the_whole_is_seen_at_every_category() -> None:
    rows = [row("I1.1", "bromma", "2024-T1", empty="-", comment="Bytt system")]
    earlier = indicator("I1.1", rows=rows).rows[0].earlier[0]
    assert earlier is not None and earlier.empty == "-" and earlier.n is None


def test_the_years_plan_stands_beside_the_outcome_also_when_it_was_a_predecessors() -> None:
    rows = [
        row("A1.1", "norr", "2023-VP", text="Vi utbildar"),
        row("A1.1", "bromma", "2024-VP", text="Vi fortsätter", start=None),
    ]
    own = form(rows=rows, own_targets={"I1.1": Decimal(80)})
    activity, target = own.entry("A1.1"), own.entry("I1.1")
    assert isinstance(activity, ActivityEntry) and [p.text for p in activity.planned] == ["Vi fortsätter"]
    assert isinstance(target, IndicatorEntry) and target.planned == Decimal(80)
    merged = form("jarva", "2023-T2", rows=rows).entry("A1.1")
    assert isinstance(merged, ActivityEntry)
    assert [(p.body, p.text) for p in merged.planned] == [("Norr", "Vi utbildar")]
    # Its own plan begins with theirs of the same year, and takes one of them over.
    rows.append(row("A1.1", "soder", "2023-VP", text="Vi följer upp"))
    own = form("jarva", "2023-VP", rows=rows).entry("A1.1")
    assert isinstance(own, ActivityEntry)
    assert [(p.body, p.text) for p in own.planned] == [("Norr", "Vi utbildar"), ("Söder", "Vi följer upp")]
    assert [(body, again["A1.1/text"]) for body, again in own.plans_again()] == [
        ("Norr", "Vi utbildar"), ("Söder", "Vi följer upp"),
    ]  # fmt: skip
