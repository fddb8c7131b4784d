"""What applied in a period: bodies through the merger, and later changes that leave earlier periods alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.definitions.conftest import VALD, Copy
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View, view

M1 = f"{VALD}/goals/M1.yaml"
RESPONSIBLE_A13 = "responsible: [utbildningsnamnden]\n    about: [barn-unga]\n\n  - code: A1.4"
MOVED_A13 = """responsible:
      - to: 2023-02-28
        bodies: [utbildningsnamnden]
      - from: 2023-03-01
        decision: {body: Kommunfullmäktige, date: 2023-02-20, case: KS 2023/1}
        bodies: [forskolenamnden]
    about: [barn-unga]

  - code: A1.4"""


def seen(definitions: Definitions, period: str) -> View:
    program = definitions.program(VALD)
    return view(definitions.organisation, program, program.calendar.parse(period))


def districts(shown: View) -> list[str]:
    return [unit.code for unit in shown.units if unit.kind == "stadsdelsnamnd"]


def answers(shown: View, code: str) -> tuple[str, ...]:
    return next(item.responsible for item in (*shown.indicators(), *shown.activities()) if item.code == code)


@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2022-VB", 13),
        ("2023-VP", 15),
        ("2023-T1", 13),
        ("2023-T2", 11),
        ("2023-VB", 11),
        ("2024-VP", 11),
        ("2025-VB", 11),
    ],
)
def test_districts_that_answer(definitions: Definitions, period: str, count: int) -> None:
    shown = seen(definitions, period)
    assert len(districts(shown)) == count
    assert list(answers(shown, "I4.1")) == districts(shown)


def test_a_plan_is_owed_by_the_merged_and_by_the_new(definitions: Definitions) -> None:
    planning = districts(seen(definitions, "2023-VP"))
    before, after = districts(seen(definitions, "2023-T1")), districts(seen(definitions, "2023-T2"))
    assert set(planning) == {*before, *after}
    assert set(after) - set(before) == {"jarva", "norra-innerstaden"}
    assert set(before) - set(after) == {"rinkeby-kista", "spanga-tensta", "norrmalm", "ostermalm"}


def test_everyone_who_answers_for_something_is_shown(definitions: Definitions) -> None:
    others = [unit.code for unit in seen(definitions, "2024-T2").units if unit.kind != "stadsdelsnamnd"]
    assert others == [
        "kommunstyrelsen",
        "arbetsmarknadsnamnden",
        "idrottsnamnden",
        "kulturnamnden",
        "socialnamnden",
        "utbildningsnamnden",
        "aldrenamnden",
        "svenska-bostader",
        "familjebostader",
        "stockholmshem",
    ]


def test_the_population_is_that_of_the_31_december_before(definitions: Definitions) -> None:
    shown = {period: seen(definitions, period) for period in ("2023-T2", "2025-VB")}
    assert shown["2023-T2"].unit("jarva").population == 92_000
    assert shown["2023-T2"].unit("jarva").population_quality == "estimate"
    assert shown["2025-VB"].unit("jarva").population == 95_220
    assert shown["2025-VB"].unit("jarva").population_quality == "official"
    for period in ("2021-T1", "2022-T1", "2023-T1", "2023-T2", "2024-T2", "2025-T2"):
        units = seen(definitions, period).units
        assert [unit.code for unit in units if unit.kind == "stadsdelsnamnd" and unit.population is None] == []


def test_a_moved_responsibility_shows_from_its_day_only(copy: Copy, definitions: Definitions) -> None:
    copy.change(M1, RESPONSIBLE_A13, MOVED_A13)
    changed = copy.load()
    assert answers(seen(changed, "2022-VB"), "A1.3") == ("utbildningsnamnden",)
    assert answers(seen(changed, "2023-T1"), "A1.3") == ("forskolenamnden",)
    assert parts(seen(changed, "2022-VB")) == parts(seen(definitions, "2022-VB"))
    assert parts(seen(changed, "2023-T1")) != parts(seen(definitions, "2023-T1"))


def parts(shown: View) -> tuple[object, ...]:
    """All that a report uses of a view; ``program`` itself holds later decisions too."""
    return shown.goals, shown.units, shown.regions, shown.last_day, shown.period


def test_a_target_from_2024_is_not_there_in_2022(copy: Copy, definitions: Definitions) -> None:
    target = "targets:\n      - {year: 2024, city: 62.5, units: {utbildningsnamnden: 70}}\n    measure:"
    copy.change(M1, "measure:", target.replace("utbildningsnamnden", "arbetsmarknadsnamnden"))
    changed = copy.load()
    assert parts(seen(changed, "2022-VB")) == parts(seen(definitions, "2022-VB"))
    shown = seen(changed, "2024-T1").indicators()[0]
    assert (shown.target, shown.unit_targets) == (Decimal("62.5"), (("arbetsmarknadsnamnden", Decimal("70")),))


def test_a_target_decided_in_june_is_not_there_in_april(copy: Copy) -> None:
    copy.change(M1, "measure:", "targets:\n      - {year: 2024, city: 80, from: 2024-06-01}\n    measure:")
    changed = copy.load()
    targets = [seen(changed, period).indicators()[0].target for period in ("2024-T1", "2024-T2")]
    assert targets == [None, Decimal("80")]


def test_a_new_wording_in_the_middle_of_a_year(copy: Copy) -> None:
    versions = "wording:\n  - {to: 2023-06-30, text: Före}\n  - {from: 2023-07-01, text: Efter, decision: {body: KF}}\n"
    copy.change(M1, "wording: Stadens verksamheter arbetar våldsförebyggande\n", versions)
    changed = copy.load()
    titles = [seen(changed, period).goals[0].title for period in ("2023-T1", "2023-T2")]
    assert titles == ["Före", "Efter"]


def test_a_measure_that_changes_from_2024_is_as_it_was_in_2022(copy: Copy, definitions: Definitions) -> None:
    """Closing the old version gives it a last day, which nobody knew in 2022."""
    text = (copy.folder / M1).read_text()
    start, end = text.index("    measure:\n"), text.index("\n  - code: I1.2")
    old = text[start:end].removeprefix("    measure:\n").replace("\n      ", "\n        ").removeprefix("      ")
    new = old.replace("decimals: 1", "decimals: 2")
    both = f"    measure:\n      - to: 2023-12-31\n        {old}\n      - from: 2024-01-01\n        {new}"
    (copy.folder / M1).write_text(text[:start] + both + text[end:])
    changed = copy.load()
    assert parts(seen(changed, "2022-VB")) == parts(seen(definitions, "2022-VB"))
    decimals = [seen(changed, period).indicators()[0].measure.decimals for period in ("2023-VB", "2024-T1")]
    assert decimals == [1, 2]


def test_a_renamed_body_keeps_its_code(copy: Copy, definitions: Definitions) -> None:
    copy.change("organisation/units.yaml", "name: Socialnämnden", "name: Social- och omsorgsnämnden")
    renamed = seen(copy.load(), "2024-T2")
    assert renamed.unit("socialnamnden").name == "Social- och omsorgsnämnden"
    assert answers(renamed, "A1.8") == answers(seen(definitions, "2024-T2"), "A1.8")


def test_a_break_and_a_comparison_are_shown_when_they_have_come(definitions: Definitions) -> None:
    for period, breaks, last_year in (("2023-VB", 0, 2023), ("2024-T1", 1, 2024), ("2025-VB", 1, 2024)):
        i41 = next(i for i in seen(definitions, period).indicators() if i.code == "I4.1")
        assert (len(i41.breaks), i41.comparison[0].points[-1].year) == (breaks, last_year)


def test_the_council_goal_is_the_years(definitions: Definitions) -> None:
    titles = [seen(definitions, period).goals[0].kf_goals[0].code for period in ("2022-VB", "2023-T1")]
    assert titles == ["KF-2021-1", "KF-2023-1"]


def test_outside_the_programs_validity_nothing_is_asked(definitions: Definitions) -> None:
    later = seen(definitions, "2026-T1")
    assert (later.indicators(), later.activities(), later.units) == ((), (), ())
