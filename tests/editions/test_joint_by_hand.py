"""The joint system of a tiny city, compared equation by equation with one written by hand."""

from __future__ import annotations

from typing import Literal

from tests.rollup import invented
from tracker.definitions.catalogue import Definitions
from tracker.definitions.measure import Category, Dimension
from tracker.definitions.program import Indicator
from tracker.disclosure.model.joint import joint_system
from tracker.disclosure.model.rules import Rules
from tracker.editions.statistics import measures, rules
from tracker.rows import TOTAL, Key, Level, Line

Equations = set[tuple[frozenset[tuple[str, int]], str]]


def rules_of(*indicators: Indicator, periods: tuple[str, ...] = ("2022-T1", "2022-T2", "2022-VB")) -> Rules:
    program = invented.program(*indicators)
    definitions = Definitions(organisation=invented.organisation(), programs=(program,))
    return rules(definitions, program, measures(definitions, program, [invented.parse(code) for code in periods]))


def line(
    period: str,
    bodies: str,
    value: int,
    *,
    code: str = "I1.1",
    measured: Literal["n", "d"] = "n",
    category: tuple[str, str] = TOTAL,
    edition: str | None = None,
    level: Level = "unit",
    printed: bool | None = None,
) -> Line:
    key = Key(code, invented.parse(period), category, measured, frozenset(bodies.split("+")))
    return Line(edition or f"{period}-1", key, value, level, printed)


def equations(lines: list[Line], *indicators: Indicator) -> Equations:
    system = joint_system(lines, rules_of(*indicators)).system
    return {(frozenset(constraint.terms), constraint.sense) for constraint in system.constraints}


def equation(*terms: tuple[str, int], sense: str = "==") -> tuple[frozenset[tuple[str, int]], str]:
    return frozenset(terms), sense


def hidden(lines: list[Line], *indicators: Indicator) -> dict[str, tuple[int, bool]]:
    """The differences that readers can form: value, and whether it is sensitive."""
    system = joint_system(lines, rules_of(*indicators)).system
    return {each.key: (each.value, each.sensitive) for each in system.statistics if each.hidden}


COUNT = invented.indicator(kind="count", labels={"n": "personer"}, protects=("n",))


def test_a_merged_body_is_its_predecessors_sum_and_an_increment() -> None:
    lines = [line("2022-T1", "alfa", 6), line("2022-T1", "beta", 7), line("2022-T2", "ab", 16)]
    grown = "I1.1 n 2022-T2 total ab − 2022-T1"
    assert equations(lines, COUNT) == {
        equation(
            ("I1.1 n 2022-T1 total alfa", 1),
            ("I1.1 n 2022-T1 total beta", 1),
            (grown, 1),
            ("I1.1 n 2022-T2 total ab", -1),
        )
    }
    assert hidden(lines, COUNT) == {grown: (3, True)}


def test_where_a_predecessor_is_lacking_the_others_are_still_part_of_the_successor() -> None:
    lines = [line("2022-T1", "alfa", 6), line("2022-T2", "ab", 16)]
    at_least = equation(("I1.1 n 2022-T1 total alfa", -1), ("I1.1 n 2022-T2 total ab", 1), sense=">=")
    assert equations(lines, COUNT) == {at_least}
    assert hidden(lines, COUNT) == {}


def test_no_increment_where_the_figure_fell() -> None:
    assert equations([line("2022-T1", "alfa", 17), line("2022-T2", "ab", 16)], COUNT) == set()
    fell = [line("2022-T1", "alfa", 9), line("2022-T1", "beta", 8), line("2022-T2", "ab", 16)]
    assert equations(fell, COUNT) == set()


def test_regions_and_the_city_grow_over_the_same_bodies() -> None:
    """r-vast in T1 is alfa + beta + gamma, in T2 ab + gamma; the region's own line is the shortest way."""
    lines = [
        line("2022-T1", "alfa", 6),
        line("2022-T1", "beta", 7),
        line("2022-T1", "gamma", 5),
        line("2022-T1", "alfa+beta+gamma", 18, level="region"),
        line("2022-T2", "ab", 16),
        line("2022-T2", "gamma", 5),
        line("2022-T2", "ab+gamma", 21, level="region"),
    ]
    found = equations(lines, COUNT)
    region = "I1.1 n 2022-T2 total ab+gamma − 2022-T1"
    assert (
        equation(
            ("I1.1 n 2022-T1 total alfa+beta+gamma", 1), (region, 1), ("I1.1 n 2022-T2 total ab+gamma", -1)
        )
        in found
    )
    assert (
        equation(
            ("I1.1 n 2022-T2 total ab+gamma", -1), ("I1.1 n 2022-T2 total ab", 1), ("I1.1 n 2022-T2 total gamma", 1)
        )
        in found
    )
    # Two sums over bodies, and an increment each for ab, gamma and the region.
    assert len(found) == 5
    assert hidden(lines, COUNT)[region] == (3, True)


def test_a_late_body_is_the_difference_between_two_editions_of_the_city() -> None:
    lines = [
        line("2022-T1", "delta", 9, printed=True),
        line("2022-T1", "epsilon", 8, edition="2022-T1-2"),
        line("2022-T1", "delta", 9, edition="2022-T1-2"),
        line("2022-T1", "delta+epsilon", 17, edition="2022-T1-2", level="city"),
    ]
    joint = joint_system(lines, rules_of(COUNT))
    delta = next(each for each in joint.system.statistics if each.key.endswith("total delta"))
    assert delta.frozen == "printed"
    assert equations(lines, COUNT) == {
        equation(
            ("I1.1 n 2022-T1 total delta+epsilon", -1),
            ("I1.1 n 2022-T1 total delta", 1),
            ("I1.1 n 2022-T1 total epsilon", 1),
        )
    }


def test_a_corrected_value_is_another_statistic_than_the_one_printed_before() -> None:
    lines = [
        line("2022-T1", "delta", 9, printed=True),
        line("2022-T1", "delta", 7, edition="2022-T1-2"),
        line("2022-T2", "delta", 8, printed=True),
    ]
    system = joint_system([lines[0], lines[2], lines[1]], rules_of(COUNT)).system
    values = {each.key: (each.value, each.frozen) for each in system.statistics if not each.hidden}
    assert values == {
        "I1.1 n 2022-T1 total delta": (9, "printed"),
        "I1.1 n 2022-T1 total delta#2": (7, None),
        "I1.1 n 2022-T2 total delta": (8, "printed"),
    }
    # 8 − 9 is a fall, so only the corrected value is chained to T2.
    assert {key for key, _ in hidden([lines[0], lines[2], lines[1]], COUNT).items()} == {
        "I1.1 n 2022-T2 total delta − 2022-T1#2"
    }


def test_complements_and_a_shared_denominator() -> None:
    first = invented.indicator("I1.1", protects=("n", "d"), accumulates=False)
    second = invented.indicator("I1.2", protects=("n",), accumulates=False, d_same_as="I1.1.d")
    lines = [
        line("2022-T1", "delta", 6),
        line("2022-T1", "delta", 9, measured="d"),
        line("2022-T1", "delta", 2, code="I1.2"),
        line("2022-T1", "delta", 9, code="I1.2", measured="d"),
    ]
    d, n1, n2 = "I1.1 d 2022-T1 total delta", "I1.1 n 2022-T1 total delta", "I1.2 n 2022-T1 total delta"
    assert equations(lines, first, second) == {
        equation((n1, 1), (f"{d} − {n1}", 1), (d, -1)),
        equation((n2, 1), (f"{d} − {n2}", 1), (d, -1)),
    }
    assert hidden(lines, first, second) == {f"{d} − {n1}": (3, True), f"{d} − {n2}": (7, False)}


def test_a_total_of_sexes_is_a_sum_and_a_total_of_distinct_persons_is_between() -> None:
    form = Dimension(
        code="form",
        name="form",
        total="distinct",
        categories=(Category(code="talk", name="samtal"), Category(code="home", name="boende")),
    )
    measured = invented.indicator(
        kind="count", labels={"n": "personer"}, protects=("n",), accumulates=False, dimensions=(invented.SEX, form)
    )
    lines = [
        line("2022-T1", "delta", 9),
        line("2022-T1", "delta", 6, category=("sex", "women")),
        line("2022-T1", "delta", 3, category=("sex", "men")),
        line("2022-T1", "delta", 0, category=("sex", "unknown")),
        line("2022-T1", "delta", 7, category=("form", "talk")),
        line("2022-T1", "delta", 5, category=("form", "home")),
    ]
    name = "I1.1 n 2022-T1 {} delta".format
    assert equations(lines, measured) == {
        equation(
            (name("total"), -1), (name("sex/women"), 1), (name("sex/men"), 1), (name("sex/unknown"), 1)
        ),
        equation((name("total"), 1), (name("form/talk"), -1), sense=">="),
        equation((name("total"), 1), (name("form/home"), -1), sense=">="),
        equation((name("total"), -1), (name("form/talk"), 1), (name("form/home"), 1), sense=">="),
    }
