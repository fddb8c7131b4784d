"""How a total came about, in words, beside figures worked out by hand."""

from __future__ import annotations

from tests.report.built import built, indicator
from tests.rollup import invented
from tests.rollup.invented import row
from tracker.report.explained import earlier_bodies, explained, merged

H = "\u00a0"
ROWS = [row("abc", "2023-VB", n=1, d=4), row("delta", "2023-VB", n=2, d=8), row("epsilon", "2023-VB", empty="-"),
        row("gamma", "2022-VB", n=5, d=9)]  # fmt: skip


def test_a_total_says_its_sums_its_bodies_and_who_is_left_out_and_why() -> None:
    report = built(invented.program(), "2023-VB", ROWS)
    whole, west, east = explained(report, indicator(report))
    assert (whole.value, west.value, east.value) == (
        f"25,0{H}% (3{H}av{H}12)", f"25,0{H}% (1{H}av{H}4)", f"25,0{H}% (2{H}av{H}8)",
    )  # fmt: skip
    assert whole.steps[:3] == (
        "Summan av ”hjälpta” hos dem som räknas med är 3.",
        "Summan av ”alla” hos dem som räknas med är 12.",
        f"Den första summan delad med den andra ger 25,0{H}%, avrundat en gång, sist.",
    )
    assert whole.left_out == east.left_out == (("Inte med, för att uppgiften saknas hos dem", ("Epsilon",)),)
    assert west.left_out == () and earlier_bodies(indicator(report)) == ("Alfa", "Beta", "Gamma", "Ab")


def test_a_body_that_took_over_shows_what_each_before_it_gave() -> None:
    """By hand: 1 of 4 and 5 of 9 make 6 of 13. Of years in which nobody gave anything nothing is said."""
    report = built(invented.program(), "2023-VB", [*ROWS, row("ab", "2022-VB", n=1, d=4)])
    (abc,) = merged(report, indicator(report))
    assert abc.code == "abc" and abc.steps == (
        f"2022-VB: Ab 25,0{H}% (1{H}av{H}4) + Gamma 55,6{H}% (5{H}av{H}9) ger tillsammans 46,2{H}% (6{H}av{H}13).",
    )
    hidden = {"audience": "published", "mask": lambda key: "gamma" not in key.bodies}
    dotted = built(invented.program(), "2023-VB", ROWS, **hidden)
    assert all("5" not in step.partition(":")[2] for each in merged(dotted, indicator(dotted)) for step in each.steps)


def test_a_total_that_is_not_there_says_so_and_names_everybody() -> None:
    report = built(invented.program(), "2023-VB", [])
    whole = explained(report, indicator(report))[0]
    assert whole.steps[0] == "Ej rapporterat: ingen uppgift är mottagen." and "delad" not in " ".join(whole.steps)
    assert whole.left_out == (("Inte med, för att inget är mottaget", ("Abc", "Delta", "Epsilon")),)
