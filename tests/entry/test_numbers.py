"""Swedish number habits: what is understood, and the sentence for what is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.entry.numbers import LARGEST, NumberFault, parse_decimal, parse_whole
from tracker.measures.numbers import decimal_text, plain, quotient, shortest, whole_text


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("  ", None), ("0", 0), ("12", 12), (" 1 234 ", 1234), ("1\u00a0234", 1234), ("007", 7)],
)
def test_whole_numbers_as_swedes_write_them(typed: str, number: int | None) -> None:
    assert parse_whole(typed) == number


def test_any_kind_of_space_stands_between_thousands() -> None:
    assert parse_whole("1\u202f234\u2009567") == 1234567
    assert parse_whole("999999999") == LARGEST


@pytest.mark.parametrize(
    ("typed", "rule", "words"),
    [
        ("12,5", "K01", "decimaler"),
        ("12.0", "K01", "decimaler"),
        ("1.234", "K01", "decimaler"),
        ("12 %", "K01", "procent"),
        ("-3", "K02", "negativt"),
        pytest.param("9" * 5000, "K03", "för stort", id="more digits than Python reads"),
        ("−3", "K02", "negativt"),
        ("-", "K01", "Saknas"),
        ("..", "K01", "Saknas"),
        ("12 34", "K01", "bara siffror"),
        ("tolv", "K01", "bara siffror"),
        ("1e3", "K01", "bara siffror"),
        ("٣", "K01", "bara siffror"),
        ("=1+1", "K01", "bara siffror"),
        ("1000000000", "K03", "för stort"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_its_reason(typed: str, rule: str, words: str) -> None:
    with pytest.raises(NumberFault, match=words) as fault:
        parse_whole(typed)
    assert fault.value.rule.code == rule
    assert typed.strip() in str(fault.value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("12", "12"), ("12,5", "12.5"), ("12.5 %", "12.5"), ("1 234,75", "1234.75"), ("0,125", "0.125")],
)
def test_decimals_take_comma_or_point(typed: str, number: str | None) -> None:
    assert parse_decimal(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("typed", ["-1", "1,2,3", "1,2345", "x", ",5", "NaN", "Infinity"])
def test_what_is_no_decimal_is_refused(typed: str) -> None:
    with pytest.raises(NumberFault):
        parse_decimal(typed)


@given(st.integers(min_value=0, max_value=LARGEST))
def test_a_shown_whole_number_reads_back(number: int) -> None:
    assert parse_whole(whole_text(number)) == number


@given(st.decimals(min_value=0, max_value=10**8, places=3))
def test_a_shown_decimal_reads_back(number: Decimal) -> None:
    assert parse_decimal(decimal_text(shortest(number))) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_refusal(typed: str) -> None:
    for parse in (parse_whole, parse_decimal):
        try:
            parsed = parse(typed)
        except NumberFault as fault:
            assert str(fault).endswith((".", "1 234."))
        else:
            assert parsed is None or parsed >= 0


def test_numbers_are_shown_with_hard_spaces_and_comma() -> None:
    assert whole_text(1234567) == "1\u00a0234\u00a0567"
    assert decimal_text(shortest(Decimal("1234.50"))) == "1\u00a0234,5"
    assert decimal_text(shortest(Decimal("100"))) == "100"
    assert decimal_text(plain(quotient(1, 8, 100, 1))) == "12,5"
    assert decimal_text(plain(quotient(1, 16, 100, 1))) == "6,3"  # 6.25 is rounded half up
