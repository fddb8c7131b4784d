"""Groups of like conditions: sums worked out by hand, nothing of what is dotted, and words by the rules of chance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.charts.test_charts import INDICATORS
from tests.exports import sample
from tests.programs import shipped
from tracker.definitions.organisation import Attribute, Organisation
from tracker.report.change_words import groups_text
from tracker.report.like_conditions import Grouping, LikeGroup, group_figure, groupings, groups_spread, spread_within
from tracker.report.model import Cell, Coverage, Indicator, Report
from tracker.web.comparing import comparison
from tracker.web.like_conditions import grouped
from tracker.web.progress_parts import body_page

REPORT = sample.report()
WEST, EAST = LikeGroup("Väst", ("bromma", "jarva"), "k"), LikeGroup("Öst", ("farsta", "skarpnack"), "k")
BOTH = Grouping("Läge", (WEST, EAST))


def share(n: int | None, d: int | None) -> Cell:
    return Cell(state="suppressed" if n is None or d is None else "value", n=n, d=d)


def indicator(farsta: Cell, jarva: Cell, bromma: Cell, skarpnack: Cell, **more: object) -> Indicator:
    """Of persons in services, where chance has a part."""
    first = INDICATORS[0]
    cells = {"farsta": farsta, "jarva": jarva, "bromma": bromma, "skarpnack": skarpnack}
    units = tuple(area.model_copy(update={"total": cells[area.code]}) for area in first.units)
    return first.model_copy(update={"units": units, "kind": "share", "variation": "events", "decimals": 1, **more})


def organisation(**groups: Sequence[tuple[str, date | None]]) -> Organisation:
    """The shipped one with these groups and no others."""
    units = []
    for unit in shipped().organisation.units:
        found = [
            Attribute(group=name, source="Källan", to=last)
            for name, members in groups.items()
            for code, last in members
            if code == unit.code
        ]
        units.append(unit.model_copy(update={"attributes": tuple(found)}))
    return shipped().organisation.model_copy(update={"units": tuple(units)})


def with_indicators(*shown: Indicator) -> Report:
    goal = REPORT.goals[0].model_copy(update={"indicators": shown})
    return REPORT.model_copy(update={"goals": (goal,)})


def test_a_group_is_the_sum_of_its_bodies_and_never_a_mean_of_percentages() -> None:
    """Bromma 1 of 2 and Järva 90 of 100: 91 of 102 is 89,2 percent; the mean would be 70."""
    item = indicator(share(5, 10), share(90, 100), share(1, 2), Cell(state="not_reported"))
    both, one = Coverage(reported=2, expected=2), Coverage(reported=1, expected=2)
    assert group_figure(item, WEST) == (Cell(state="value", n=91, d=102, value="89.2"), both)
    assert group_figure(item, EAST) == (Cell(state="value", n=5, d=10, value="50.0"), one)


def test_what_is_dotted_of_one_is_dotted_of_the_group() -> None:
    item = indicator(share(5, 10), share(None, 100), share(7, 20), share(3, None))
    assert group_figure(item, WEST) == (Cell(state="suppressed", n=None, d=120), Coverage(reported=2, expected=2))
    assert group_figure(item, EAST) == (Cell(state="suppressed", n=8, d=None), Coverage(reported=2, expected=2))
    assert groups_spread(item, BOTH) == "untold" == spread_within(item, WEST)


def test_a_group_of_whom_nobody_answers_has_no_figure_and_one_without_figures_says_why() -> None:
    item = indicator(share(5, 10), Cell(state="missing"), Cell(state="not_reported"), share(5, 10))
    assert group_figure(item, LikeGroup("Andra", ("sodermalm",), "k")) is None
    assert group_figure(item, WEST) == (Cell(state="not_reported"), Coverage(reported=0, expected=2))


@pytest.mark.parametrize(
    ("west", "east", "spread"),
    [
        # 60 of 200 and 120 of 200: chi2 = (60-90)²/(200·0,45·0,55) · 2 = 36,4 with one degree of freedom; above 3,84.
        ((60, 200), (120, 200), "overdispersed"),
        # 95 of 200 and 105 of 200: (95-100)²/(200·0,5·0,5) · 2 = 1,0; below 3,84.
        ((95, 200), (105, 200), "inside"),
        # 1 and 2 of 20: three cases in 40, so 1,5 are expected of each.
        ((1, 20), (2, 20), "few"),
    ],
)
def test_groups_differ_in_words_only_beyond_chance(
    west: tuple[int, int], east: tuple[int, int], spread: str
) -> None:
    nothing = Cell(state="not_reported")
    item = indicator(share(*east), share(*west), nothing, nothing)
    assert groups_spread(item, BOTH) == spread
    counted = item.model_copy(update={"variation": "none"})
    assert groups_spread(counted, BOTH) == "untold" and not groups_text("untold")


def test_where_a_body_is_in_two_groups_they_are_not_tested() -> None:
    item = indicator(share(60, 200), share(90, 200), share(40, 200), share(90, 200))
    overlapping = Grouping("Läge", (WEST, LikeGroup("Alla", (*WEST.bodies, *EAST.bodies), "k")))
    assert groups_spread(item, overlapping) == "untold" != groups_spread(item, BOTH)


def test_groups_are_those_of_the_periods_last_day_and_one_body_is_none() -> None:
    """The report ends on 2023-08-31."""
    left, stays = date(2023, 8, 30), date(2023, 8, 31)
    known = organisation(
        Väst=[("bromma", stays), ("jarva", None), ("kungsholmen", None)],
        Öst=[("farsta", left), ("skarpnack", None)],
    )
    assert groupings(with_indicators(), known) == (
        Grouping("Liknande förutsättningar", (LikeGroup("Väst", ("jarva", "bromma"), "Källan"),)),
    )


def test_answers_to_a_question_part_the_bodies_and_are_no_figures_of_the_groups_themselves() -> None:
    yes, no = (Cell(state="value", n=n, d=1, value="0.0") for n in (1, 0))
    asked = indicator(yes, no, yes, no, kind="yes_no", code="I9.9", variation="none")
    item = indicator(share(60, 200), share(90, 200), share(40, 200), share(90, 200))
    report = with_indicators(item, asked)
    (found,) = groupings(report, organisation())
    assert [(group.name, set(group.bodies)) for group in found.groups] == [
        ("Ja", {"farsta", "bromma"}), ("Nej", {"jarva", "skarpnack"}),
    ]  # fmt: skip
    (shown,) = grouped(report, (found,), (item, asked))
    (row,) = shown.table.rows
    assert [text.text for text in row.places] == [
        "25,0\u00a0% (100\u00a0av\u00a0400)", "45,0\u00a0% (180\u00a0av\u00a0400)",
        "Skillnaden mellan grupperna är större än vad slump brukar ge. Den visar inte orsaken.",
    ]  # fmt: skip
    uneven = indicator(yes, yes, yes, no, kind="yes_no", code="I9.9")
    assert groupings(with_indicators(item, uneven), organisation()) == ()


def test_a_bodys_page_says_which_group_and_the_page_of_many_offers_it_whole() -> None:
    item = indicator(share(60, 200), share(90, 200), share(40, 200), share(90, 200))
    report = with_indicators(item)
    bromma = next(body for body in report.bodies if body.code == "bromma")
    page = body_page(report, bromma, (BOTH,))
    assert [(group.name, group.names) for group in page.groups] == [("Väst", "Bromma, Järva")]
    assert page.indicators is not None
    assert [column.title for column in page.indicators.columns][-2:] == ["Väst (2)", "Inom Väst"]
    assert page.indicators.rows[0].places[-2].text == "32,5\u00a0% (130\u00a0av\u00a0400)"
    assert "olika förutsättningar" in page.indicators.rows[0].places[-1].text
    chosen = comparison(report, set(), (BOTH,))
    assert [group.codes for group in chosen.groups] == [WEST.bodies, EAST.bodies]


def test_the_shipped_groups_part_the_districts() -> None:
    """Each district that exists is in one group."""
    districts = [unit for unit in shipped().organisation.units if unit.kind == "stadsdelsnamnd"]
    assert all(len(unit.attributes) == 1 for unit in districts)
    inner = {unit.code for unit in districts if unit.attributes[0].group == "Innerstaden"}
    assert inner == {"norrmalm", "ostermalm", "norra-innerstaden", "kungsholmen", "sodermalm"}
