"""The rules at every field, all at once; each fires where it should and not where it should not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.entry.sample import MEN, WOMEN, checked, figure, form, past, row
from tracker.entry import findings
from tracker.entry.rules import check, unfilled
from tracker.entry.typed_values import read
from tracker.rows import BLANK, RowKey, Value

I2, I3 = RowKey("I1.2"), RowKey("I1.3")
A1 = RowKey("A1.1")


def test_the_part_must_fit_in_the_whole_and_each_error_is_found_at_once() -> None:
    found = checked({WOMEN: Value(n=6, d=5), I2: Value(n=3, d=2), MEN: Value(n=5, d=5)})
    assert figure(found) == [("K08", "I1.1/sex/women/n"), ("K08", "I1.2/n")]
    assert found.blocked_items() == {"I1.1", "I1.2"}
    assert "6 av 5" in found.blocking[0].message


def test_a_distinct_total_lies_between_the_largest_category_and_the_sum() -> None:
    women, men = RowKey("I1.3", "sex", "women"), RowKey("I1.3", "sex", "men")
    parts = {women: Value(n=3), men: Value(n=4)}
    for total, fires in ((3, True), (4, False), (7, False), (8, True)):
        assert bool(figure(checked({**parts, I3: Value(n=total)}))) is fires
    assert figure(checked({women: Value(n=3), I3: Value(n=8)})) == []  # men are not given yet


def test_missing_needs_a_reason_and_excludes_a_value() -> None:
    assert figure(checked({I2: Value(empty="-")})) == [("K10", "I1.2/comment")]
    assert figure(checked({I2: Value(empty="-", comment="Bytt system")})) == []
    assert figure(checked({I2: Value(empty=".")})) == []
    assert figure(checked({I2: Value(empty=".", n=0)})) == [("K11", "I1.2/empty")]
    assert figure(checked({MEN: Value(empty="-")})) == [("K10", "I1.1/sex/men/comment")]


def test_a_mark_for_the_whole_excludes_the_categories() -> None:
    whole = RowKey("I1.1")
    assert figure(checked({whole: Value(empty="-")})) == [("K10", "I1.1/comment")]
    marked = Value(empty=".")
    assert figure(checked({whole: marked, MEN: Value(n=1, d=1)})) == [("K11", "I1.1/empty")]
    assert figure(checked({whole: marked})) == []


def test_dates_in_order() -> None:
    late = Value(status="ongoing", start=date(2024, 3, 1), end=date(2024, 2, 1))
    assert figure(checked({A1: late})) == [("K12", "A1.1/end")]
    one_day = Value(status="ongoing", start=date(2024, 3, 1), end=date(2024, 3, 1))
    assert figure(checked({A1: one_day})) == []


def test_a_day_given_alone_stands_beside_the_other_of_the_plan() -> None:
    plan = [row("A1.1", "bromma", "2024-VP", text="Vi utbildar.", start=date(2024, 2, 1), end=date(2024, 3, 1))]
    for days, fires in (
        ({"start": date(2024, 3, 2)}, True),
        ({"start": date(2024, 3, 1)}, False),
        ({"end": date(2024, 1, 31)}, True),
        ({"end": date(2024, 2, 1)}, False),
        ({"start": date(2024, 3, 2), "end": date(2024, 4, 1)}, False),
    ):
        found = checked({A1: Value(status="ongoing", **days)}, plan)
        assert figure(found) == ([("K12", "A1.1/end")] if fires else []), days
    assert figure(checked({A1: Value(status="ongoing", start=date(2024, 3, 2))})) == []


def test_half_a_pair_warns_and_a_comment_settles_it() -> None:
    assert figure(checked({I2: Value(n=1)})) == [("K21", "I1.2/d")]
    settled = checked({I2: Value(n=1, comment="Nämnaren kommer")})
    assert settled.findings[0].settled and settled.open() == ()


def test_a_cumulative_value_below_the_earlier_period_warns() -> None:
    rows = [row("I1.1", "bromma", "2024-T1", category="women", n=6, d=9)]
    assert figure(checked({WOMEN: Value(n=5, d=9)}, rows)) == [("K22", "I1.1/sex/women/n")]
    assert figure(checked({WOMEN: Value(n=6, d=8)}, rows)) == [("K22", "I1.1/sex/women/d")]
    assert figure(checked({WOMEN: Value(n=6, d=9)}, rows)) == []
    read_on_a_day = [row("I1.2", "bromma", "2024-T1", n=6, d=9)]
    assert figure(checked({I2: Value(n=5, d=9)}, read_on_a_day)) == []


def test_the_annual_report_is_checked_against_the_first_tertial_when_the_second_is_missing() -> None:
    rows = [row("I1.1", "bromma", "2024-T1", category="women", n=6, d=9)]
    assert figure(checked({WOMEN: Value(n=5, d=9)}, rows, period="2024-VB")) == [("K22", "I1.1/sex/women/n")]


def test_a_merged_body_is_checked_against_its_predecessors_sum() -> None:
    rows = [
        row("I1.1", "norr", "2023-T1", category="women", n=6, d=9),
        row("I1.1", "soder", "2023-T1", category="women", n=2, d=3),
    ]
    found = checked({WOMEN: Value(n=7, d=12)}, rows, "jarva", "2023-T2")
    assert figure(found) == [("K22", "I1.1/sex/women/n")]
    assert "8 i 2023-T1 (summan av Norr, Söder)" in found.findings[0].message
    assert figure(checked({WOMEN: Value(n=8, d=12)}, rows, "jarva", "2023-T2")) == []


def test_unusual_against_own_history() -> None:
    rows = [row("I1.2", "bromma", f"{year}-T2", n=n, d=100) for year, n in ((2021, 20), (2022, 30), (2023, 25))]
    assert figure(checked({I2: Value(n=61, d=100)}, rows)) == [("K23", "I1.2/n")]
    assert figure(checked({I2: Value(n=60, d=100)}, rows)) == []
    assert figure(checked({I2: Value(n=9, d=100)}, rows)) == [("K23", "I1.2/n")]
    assert figure(checked({I2: Value(n=10, d=100)}, rows)) == []


def test_small_counts_swing_without_warning() -> None:
    rows = [row("I1.2", "bromma", "2023-T2", n=2, d=100)]
    assert figure(checked({I2: Value(n=11, d=100)}, rows)) == []
    assert figure(checked({I2: Value(n=12, d=100)}, rows)) == [("K23", "I1.2/n")]


def test_more_than_one_inhabitant_in_a_hundred_warns_for_persons_only() -> None:
    assert figure(checked({WOMEN: Value(n=80, d=80)})) == []  # 8 000 inhabitants
    assert figure(checked({WOMEN: Value(n=80, d=81)})) == [("K24", "I1.1/sex/women/d")]
    assert figure(checked({I2: Value(n=80, d=500)})) == []


def test_a_denominator_changed_by_more_than_a_third_warns() -> None:
    rows = [row("I1.2", "bromma", "2023-T2", n=1, d=9)]
    assert figure(checked({I2: Value(n=1, d=12)}, rows)) == []
    assert figure(checked({I2: Value(n=1, d=13)}, rows)) == [("K25", "I1.2/d")]
    assert figure(checked({I2: Value(n=1, d=5)}, rows)) == [("K25", "I1.2/d")]
    few = [row("I1.2", "bromma", "2023-T2", n=1, d=4)]
    assert figure(checked({I2: Value(n=1, d=6)}, few)) == []
    assert figure(checked({I2: Value(n=1, d=7)}, few)) == [("K25", "I1.2/d")]


def test_done_asks_what_was_done() -> None:
    assert figure(checked({A1: Value(status="done")})) == [("K26", "A1.1/comment")]
    assert figure(checked({A1: Value(status="done", comment="Tre kurser")})) == []


def test_personal_data_in_texts_asks_for_confirmation() -> None:
    for text, fires in (
        ("Anna, 19800131-1234, fick stöd", True),
        ("8001911234", True),
        ("ring 070-123 45 67", True),
        ("ring +46 70 123 45 67", True),
        ("08-508 25 000", True),
        ("Dnr 1.3.1-297/2022 och KS 2020/92", False),
        ("2024-01-31 till 2024-08-31", False),
        ("1 234 567 kr, 12 av 37, 2021–2025", False),
        ("lag 2025:400 och HSLF-FS 2022:39", False),
    ):
        found = checked({A1: Value(status="ongoing", comment=text)})
        assert bool(figure(found)) is fires, text
        assert len(found.open()) == int(fires)
        assert found.open(frozenset(f.key for f in found.findings)) == ()


def test_a_confirmation_does_not_settle_what_needs_a_comment() -> None:
    found = checked({A1: Value(status="done")})
    assert found.open(frozenset(f.key for f in found.findings)) == found.findings


def test_what_is_empty_may_stay_so_knowingly() -> None:
    left = unfilled(form(values={I2: Value(n=1, d=2)}))
    assert [finding.item for finding in left] == ["I1.1", "I1.3", "I1.4", "A1.1", "A1.2", "M1"]
    assert left[0].field == "I1.1/sex/women/n" and not left[0].rule.blocks
    assert {finding.message for finding in left} == {""}


def test_half_an_indicator_says_what_is_lost_with_what_it_lacks() -> None:
    left = unfilled(form(values={WOMEN: Value(n=1, d=2)}))
    assert left[0].item == "I1.1" and left[0].message == "män saknas – då räknas inte heller kvinnor."


def test_what_is_no_answer_is_quoted_and_the_answer_that_is_meant_is_named() -> None:
    def told(typed: str) -> str:
        return read(form(values={}), {}, {"A1.1/status": typed}).unread[0].message

    assert told("pågående") == "”pågående” är inget av svaren. Menar du ”Pågår”?"
    assert told("x") == "”x” är inget av svaren. Välj ett av svaren i listan."


def test_no_two_rules_have_one_code() -> None:
    rules = [rule for rule in vars(findings).values() if isinstance(rule, findings.Rule)]
    assert len({rule.code for rule in rules}) == len(rules)


def test_one_earlier_year_is_no_range() -> None:
    seen = checked({I2: Value(n=12, d=100)}, [row("I1.2", "bromma", "2023-T2", n=2, d=100)])
    assert [f.message for f in seen.findings if f.rule.code == "K23"] == [
        "12 avviker mycket från tidigare år, då värdet var 2."
    ]


def test_what_cannot_be_read_is_found_and_the_rest_is_still_read() -> None:
    typed = {"I1.2/n": "12,5", "I1.2/d": "20", "A1.1/status": "hittepå", "A1.1/start": "1 maj", "I1.4/n": "1"}
    held = {I2: Value(n=3, d=4)}
    reading = read(form(values=held, typed=typed), held, typed)
    assert [(f.rule.code, f.field) for f in reading.unread] == [
        ("K01", "I1.2/n"),
        ("K06", "A1.1/status"),
        ("K05", "A1.1/start"),
    ]
    assert reading.changed(held) == {I2: Value(n=3, d=20), RowKey("I1.4"): Value(n=1, d=1)}


def test_the_forecast_of_a_question_is_yes_or_no_and_leaves_its_answer_alone() -> None:
    reading = read(form(typed={"I1.4/forecast": "1"}), {}, {"I1.4/forecast": "1"})
    assert reading.values == {RowKey("I1.4"): Value(forecast=Decimal(1))}


def test_emptying_a_field_empties_the_row() -> None:
    held = {I2: Value(n=3, d=4), RowKey("I1.4"): Value(n=0, d=1)}
    typed = {"I1.2/n": "", "I1.2/d": "", "I1.4/n": ""}
    reading = read(form(values=held), held, typed)
    assert reading.changed(held) == {I2: BLANK, RowKey("I1.4"): BLANK}


NAMES = sorted(field.name for field in form().fields())
TYPED = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(st.text(max_size=8), st.sampled_from(["", "0", "3", "12,5", "-", ".", "done"]))
)


@given(TYPED)
def test_whatever_is_typed_is_read_or_found_and_never_both(typed: dict[str, str]) -> None:
    filled = form(typed=typed)
    reading = read(filled, {}, typed)
    found = check(filled, reading.values, past("bromma", "2024-T2"), reading.unread)
    known = {field.name for field in filled.fields()}
    assert {finding.field for finding in found.findings} <= known
    assert {finding.item for finding in found.findings} <= {entry.code for entry in filled.entries()}
    unread = {finding.field for finding in reading.unread}
    for name in set(typed) - unread:
        assert name in NAMES
    for field in filled.fields():
        if field.name in typed:
            assert field.value == typed[field.name].strip()


@given(st.integers(0, 50), st.integers(0, 50))
def test_saved_values_are_read_back_as_they_are(n: int, extra: int) -> None:
    held = {I2: Value(n=n, d=n + extra), A1: Value(status="ongoing", comment="text")}
    shown = {field.name: field.value for field in form(values=held).fields()}
    assert read(form(values=held), held, shown).changed(held) == {}


def test_a_forecast_and_a_target_are_in_the_indicators_unit() -> None:
    for typed, fires in (("100", []), ("100,5", [("K13", "I1.2/forecast")]), ("1 234", [("K13", "I1.2/forecast")])):
        shown = form(typed={"I1.2/forecast": typed})
        reading = read(shown, {}, {"I1.2/forecast": typed})
        assert figure(check(shown, reading.values, past("bromma", "2024-T2"), reading.unread)) == fires
    (finding,) = checked({I3: Value(forecast=Decimal("12.5"))}).findings
    assert (finding.rule.code, finding.field) == ("K01", "I1.3/forecast")
    (finding,) = checked({I2: Value(target=Decimal(200))}, period="2024-VP").findings
    assert (finding.rule.code, finding.field) == ("K13", "I1.2/target")
    labels = {field.name: field.label for field in form().fields()}
    assert labels["I1.2/forecast"] == "Prognos för helåret (procent)"
    assert labels["I1.3/forecast"] == "Prognos för helåret (antal)"


def test_what_is_found_in_one_of_several_rows_names_the_row() -> None:
    found = checked({WOMEN: Value(n=6, d=5), I2: Value(n=3, d=2)})
    assert [finding.message.partition(" av ")[0] for finding in found.findings] == ["kvinnor: 6", "3"]


def test_what_was_described_when_it_was_done_need_not_be_described_again() -> None:
    described = row("A1.1", "bromma", "2024-T1", status="done", comment="Tre kurser", start=date(2024, 1, 8))
    assert figure(checked({A1: Value(status="done")}, [described])) == []
    undescribed = row("A1.1", "bromma", "2024-T1", status="done")
    assert figure(checked({A1: Value(status="done")}, [undescribed])) == [("K26", "A1.1/comment")]
    ongoing = row("A1.1", "bromma", "2024-T1", status="ongoing", comment="Snart")
    assert figure(checked({A1: Value(status="done")}, [ongoing])) == [("K26", "A1.1/comment")]
    assert figure(checked({A1: Value(status="ongoing")}, [described])) == [("K28", "A1.1/comment")]
    assert checked({A1: Value(status="ongoing", comment="Ny omgång")}, [described]).open() == ()


def test_what_one_of_several_merged_bodies_had_done_is_not_done() -> None:
    done = row("A1.1", "norr", "2023-T1", status="done", comment="Klart")
    ongoing = row("A1.1", "soder", "2023-T1", status="ongoing")
    for rows, found in (([done, ongoing], []), ([done], [("K28", "A1.1/comment")])):
        assert figure(checked({A1: Value(status="ongoing")}, rows, unit="jarva", period="2023-T2")) == found


def test_the_answer_of_the_period_before_can_be_given_again() -> None:
    before = row("A1.1", "bromma", "2024-T1", status="ongoing", start=date(2024, 1, 8), comment="Snart klart")
    entry = form(rows=[before]).entry("A1.1")
    assert entry is not None and entry.same_again() == {"A1.1/status": "ongoing", "A1.1/start": "2024-01-08"}
    given = {A1: Value(status="ongoing", start=date(2024, 1, 8))}
    same = form(values=given, rows=[before]).entry("A1.1")
    assert same is not None and same.same_again() == {}


def test_in_a_new_year_the_days_are_those_of_the_years_plan() -> None:
    last_year = row("A1.1", "bromma", "2023-VB", status="ongoing", start=date(2022, 1, 8), end=date(2023, 10, 31))
    plan = row("A1.1", "bromma", "2024-VP", start=date(2024, 2, 1), end=date(2024, 12, 31))
    entry = form(period="2024-T1", rows=[last_year, plan]).entry("A1.1")
    assert entry is not None and entry.same_again() == {
        "A1.1/status": "ongoing", "A1.1/start": "2024-02-01", "A1.1/end": "2024-12-31",
    }  # fmt: skip


def test_the_plan_before_is_taken_with_its_days_unless_they_have_passed() -> None:
    ahead = row("A1.1", "bromma", "2023-VP", text="Utbilda", start=date(2023, 2, 1), end=date(2024, 1, 31))
    passed = row("A1.1", "bromma", "2023-VP", text="Utbilda", start=date(2022, 2, 1), end=date(2023, 12, 31))
    text, start, end = ("A1.1/text", "Utbilda"), ("A1.1/start", "2023-02-01"), ("A1.1/end", "2024-01-31")
    for before, held, again in (
        (ahead, Value(), (text, start, end)),
        (passed, Value(), (text,)),
        (ahead, Value(end=date(2024, 6, 30)), (text, start)),
        (ahead, Value(text="Eget"), ()),
    ):
        entry = form(period="2024-VP", values={A1: held}, rows=[before]).entry("A1.1")
        assert entry is not None and entry.same_again() == dict(again)


def test_few_families_more_or_less_are_no_reason_to_ask() -> None:
    rows = [row("I1.1", "bromma", "2023-T2", category="women", n=5, d=11)]
    assert figure(checked({WOMEN: Value(n=5, d=7)}, rows)) == []
    assert figure(checked({WOMEN: Value(n=5, d=21)}, rows)) == [("K25", "I1.1/sex/women/d")]
    schools = [row("I1.2", "bromma", "2023-T2", n=5, d=11)]
    assert figure(checked({I2: Value(n=5, d=7)}, schools)) == [("K25", "I1.2/d")]
