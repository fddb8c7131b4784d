"""Kinds of measures: their values, exact and half up; what each can have; and that nobody else asks for a kind's name.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.definitions.measure import Kind, Labels, Measure
from tracker.measures.numbers import quotient
from tracker.measures.table import KINDS, kind_of

ROOT = Path(__file__).resolve().parents[2]
ASKS_FOR_ITSELF = ("tracker/measures/", "tracker/definitions/")
# Words of other lists that are spelt like a kind: where figures come from, and the table's own constraint.
OTHERS = {
    ("tracker/report/measure_words.py", "count"),
    ("tracker/followups/kept_definitions.py", "count"),
    ("tracker/store/value.py", "yes_no"),
    ("tracker/web/security_log.py", "count"),
}


@pytest.mark.parametrize(
    ("kind", "n", "d", "decimals", "printed"),
    [
        ("share", 1, 8, 1, "12.5"),
        ("share", 1, 16, 1, "6.3"),  # 6.25 goes up; a float's half-even would give 6.2
        ("share", 2, 3, 1, "66.7"),
        ("share", 201, 200, 0, "101"),  # 100.5
        ("share", 0, 7, 1, "0.0"),
        ("yes_no", 9, 11, 1, "81.8"),
        ("ratio", 1005, 100, 1, "10.1"),  # 10.05
        ("rate", 3, 75_000, 2, "0.04"),
        ("count", 12, None, 0, "12"),
    ],
)
def test_values_worked_out_by_hand(kind: str, n: int, d: int | None, decimals: int, printed: str) -> None:
    assert format(kind_of(kind).value(n, d, decimals), "f") == printed


@pytest.mark.parametrize("kind", ["share", "ratio", "rate", "yes_no"])
def test_no_value_without_a_denominator(kind: str) -> None:
    assert kind_of(kind).value(0, 0, 1) is None
    assert kind_of(kind).value(1, None, 1) is None


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.sampled_from([1, 100, 1000]), st.integers(0, 3))
def test_the_quotient_is_the_nearest_decimal_and_half_goes_up(n: int, d: int, scale: int, decimals: int) -> None:
    printed = quotient(n, d, scale, decimals)
    exact = Fraction(n * scale, d)
    step = Fraction(1, 10**decimals)
    assert Fraction(printed) - step / 2 <= exact < Fraction(printed) + step / 2
    assert -printed.as_tuple().exponent == decimals
    assert isinstance(printed, Decimal)


@pytest.mark.parametrize(
    ("kind", "d", "population", "pair"),
    [
        ("count", None, 75_000, (3, None)),
        ("share", 8, 75_000, (3, 8)),
        ("ratio", 8, 75_000, (3, 8)),
        ("rate", None, 75_000, (3, 75_000)),
    ],
)
def test_what_a_bodys_row_adds_to_sums(kind: str, d: int | None, population: int, pair: tuple[int, int | None]) -> None:
    assert kind_of(kind).pair(3, d, population) == pair


def test_a_yes_is_one_of_one() -> None:
    assert kind_of("yes_no").pair(1, None, 75_000) == (1, 1)
    assert kind_of("yes_no").answer_word(1, 1) == "Ja" and kind_of("yes_no").answer_word(0, 1) == "Nej"
    assert kind_of("yes_no").answer_word(2, 3) is None and kind_of("share").answer_word(1, 1) is None


def test_forecasts_of_bodies_together() -> None:
    """Counts add up, of two yes and one no 66.7 percent foresee a yes, and quotients are never averaged."""
    bodies = [Decimal(1), Decimal(0), Decimal(1)]
    found = {code: kind.forecast(bodies, 1) for code, kind in KINDS.items()}
    assert found == {"count": 2, "yes_no": Decimal("66.7"), "share": None, "ratio": None, "rate": None}


def test_every_kind_of_the_definitions_is_in_the_table() -> None:
    assert tuple(KINDS) == get_args(Kind)
    assert {code: kind.protectable for code, kind in KINDS.items()} == {
        "count": ("n",), "share": ("n", "d"), "ratio": ("n", "d"), "rate": ("n",), "yes_no": (),
    }  # fmt: skip


def test_the_definitions_demand_a_denominators_label_of_the_kinds_that_take_one() -> None:
    """Definitions stand below the kinds and cannot ask them; what they say themselves must agree."""
    common = {"labels": Labels(n="n"), "accumulates": False, "asked": ("T1",), "decimals": 0, "source": "count"}
    for code, kind in KINDS.items():
        assert Measure.model_validate({"kind": code, **common}).takes_d == kind.takes_d


def test_no_other_place_asks_for_a_kinds_name() -> None:
    """What differs between kinds is in their classes, so a new kind is a class. Templates and scripts as well."""
    found = []
    files = [file for top in ("tracker", "exports") for file in (ROOT / top).rglob("*.py")]
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        if name.startswith(ASKS_FOR_ITSELF):
            continue
        constants = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant))
        texts = {node.value for node in constants if isinstance(node.value, str)} & set(KINDS)
        found += [(name, text) for text in sorted(texts) if (name, text) not in OTHERS]
    others = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "tracker" / "web" / "static").glob("*.js")]
    quoted = [f"{mark}{code}{mark}" for code in KINDS for mark in "\"'"]
    found += [(file.name, text) for file in others for text in quoted if text in file.read_text("utf-8")]
    assert len(files) > 200 and len(others) > 30
    assert found == []
