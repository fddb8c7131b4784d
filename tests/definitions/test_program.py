"""The program as data says what the program says: counted against the table of its transcription."""

from __future__ import annotations

from collections import Counter

import pytest

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Activity, Indicator, Program

COUNTS = {  # goal: conditions, indicators, activities
    "M1": (3, 2, 8),
    "M2": (2, 2, 10),
    "M3": (2, 2, 10),
    "M4": (2, 2, 10),
    "M5": (1, 2, 5),
    "M6": (1, 2, 7),
    "M7": (1, 1, 2),
}
LINKS = {  # body as the program writes it: activities, indicators
    "socialnamnden": (40, 3),
    "stadsdelsnamnderna": (36, 10),
    "utbildningsnamnden": (15, 3),
    "arbetsmarknadsnamnden": (13, 3),
    "aldrenamnden": (9, 2),
    "kulturnamnden": (2, 2),
    "idrottsnamnden": (1, 0),
    "kommunstyrelsen": (1, 0),
    "bostadsbolagen": (1, 0),
}
# indicator: kind, protects, by sex, accumulates, direction, decimals
PROPOSALS = {
    "I1.1": ("share", ("n", "d"), True, False, "up", 1),
    "I1.2": ("share", (), False, False, "up", 1),
    "I2.1": ("share", ("n", "d"), False, True, "up", 1),
    "I2.2": ("count", ("n",), True, True, None, 0),
    "I3.1": ("share", (), False, False, "up", 1),
    "I3.2": ("share", (), False, False, "up", 1),
    "I4.1": ("yes_no", (), False, False, "up", 1),
    "I4.2": ("share", (), False, False, "up", 1),
    "I5.1": ("share", ("n", "d"), True, True, "up", 1),
    "I5.2": ("count", ("n",), True, True, None, 0),
    "I6.1": ("share", (), False, False, "up", 1),
    "I6.2": ("share", (), False, False, "up", 1),
    "I7.1": ("yes_no", (), False, False, "up", 1),
}


@pytest.fixture(scope="module")
def program(definitions: Definitions) -> Program:
    return definitions.program("vald-2021-2025")


def bodies(items: tuple[Indicator, ...] | tuple[Activity, ...]) -> Counter[str]:
    return Counter(body for item in items for version in item.responsible for body in version.bodies)


def test_every_goal_has_what_the_program_gives_it(program: Program) -> None:
    counted = {g.code: (len(g.conditions), len(g.indicators), len(g.activities)) for g in program.goals}
    assert counted == COUNTS
    assert [sum(column) for column in zip(*counted.values(), strict=True)] == [12, 13, 52]


def test_every_body_answers_for_what_the_program_says(program: Program) -> None:
    activities, indicators = bodies(program.activities()), bodies(program.indicators())
    assert {body: (activities[body], indicators[body]) for body in LINKS} == LINKS
    assert (activities.total(), indicators.total()) == (118, 23)


def test_codes_run_without_a_gap(program: Program) -> None:
    for goal in program.goals:
        for letter, items in (("V", goal.conditions), ("I", goal.indicators), ("A", goal.activities)):
            number = goal.code.removeprefix("M")
            assert [item.code for item in items] == [f"{letter}{number}.{n + 1}" for n in range(len(items))]


def test_the_order_of_bodies_is_the_programs(program: Program) -> None:
    a31 = next(activity for activity in program.activities() if activity.code == "A3.1")
    assert a31.responsible[0].bodies == (
        "arbetsmarknadsnamnden",
        "idrottsnamnden",
        "kulturnamnden",
        "stadsdelsnamnderna",
        "socialnamnden",
        "utbildningsnamnden",
        "aldrenamnden",
        "bostadsbolagen",
    )


def test_oddities_are_kept_and_explained(program: Program) -> None:
    wordings = {item.code: (item.wording[0].text, item.note or "") for item in program.activities()}
    for code, kept in (
        ("A1.2", "MVVP"),
        ("A2.2", "och eller"),
        ("A2.3", "och eller"),
        ("A2.4", "och eller"),
        ("A7.2", "Ersta Bräcke Sköndal högskola"),
    ):
        text, note = wordings[code]
        assert kept in text
        assert kept in note


def test_the_same_activity_under_two_goals(program: Program) -> None:
    by_code = {activity.code: activity for activity in program.activities()}
    assert {code: a.same_as for code, a in by_code.items() if a.same_as} == {"A7.1": "A4.3"}
    assert by_code["A7.1"].wording == by_code["A4.3"].wording
    texts = {activity.wording[0].text for activity in program.activities()}
    assert len(texts) == 51


def test_proposals_are_the_tables_and_unconfirmed(program: Program) -> None:
    proposed = {}
    for indicator in program.indicators():
        (m,) = indicator.measure
        by_sex = [dimension.code for dimension in m.dimensions] == ["sex"]
        proposed[indicator.code] = (m.kind, m.protects, by_sex, m.accumulates, m.direction, m.decimals)
        assert m.asked == ("T1", "T2", "VB")
        assert not m.confirmed
        assert (m.labels.d is None) == (m.kind == "count")
    assert proposed == PROPOSALS


def test_sex_has_three_categories_of_which_unknown_may_be_absent(program: Program) -> None:
    (sex,) = program.dimensions
    assert [(c.code, c.name, c.required) for c in sex.categories] == [
        ("women", "kvinnor/flickor", True),
        ("men", "män/pojkar", True),
        ("unknown", "okänt/annat", False),
    ]


def test_versions_last_as_long_as_the_program_by_its_adoption(program: Program) -> None:
    item = program.goals[0].activities[0]
    for version in (*item.wording, *item.responsible):
        assert (version.from_, version.to) == (program.from_, program.to)
        assert version.decision == program.adopted
    assert program.goals[0].indicators[0].measure[0].decision is None


def test_regional_goals_skip_the_one_for_the_courts(program: Program) -> None:
    assert [goal.regional_goal for goal in program.goals] == ["R1", "R2", "R3", "R4", "R6", "R7", "R8"]


def test_comparison_and_break_of_i41(program: Program) -> None:
    i41 = next(indicator for indicator in program.indicators() if indicator.code == "I4.1")
    (series,) = i41.comparison
    shown = [(point.year, int(point.value)) for point in series.points]
    assert shown[0] == (2014, 14)
    assert shown[-1] == (2024, 34)
    assert 2016 not in dict(shown)
    assert [mark.date.isoformat() for mark in i41.breaks] == ["2024-04-01"]
    others = [i.code for i in program.indicators() if i.code != "I4.1" and (i.comparison or i.breaks or i.targets)]
    assert others == []


def test_calendar(program: Program) -> None:
    calendar = program.calendar
    dates = {
        code: tuple(str(day(calendar.parse(code))) for day in (calendar.first_day, calendar.last_day, calendar.due))
        for code in ("2024-VP", "2024-T1", "2024-T2", "2024-VB")
    }
    assert dates == {
        "2024-VP": ("2024-01-01", "2024-12-31", "2024-01-31"),
        "2024-T1": ("2024-01-01", "2024-04-30", "2024-05-15"),
        "2024-T2": ("2024-01-01", "2024-08-31", "2024-09-15"),
        "2024-VB": ("2024-01-01", "2024-12-31", "2025-01-31"),
    }
    assert not calendar.confirmed
