"""Swedish number habits: what is understood, and the sentence for what is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.entry.number_faults import NumberFault
from tracker.entry.numbers import LARGEST, parse_decimal, parse_whole
from tracker.measures.numbers import decimal_text, plain, quotient, shortest, whole_text


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("  ", None), ("0", 0), ("12", 12), (" 1 234 ", 1234), ("1\u00a0234", 1234), ("007", 7),
     # As spreadsheets and statistics programs write whole numbers.
     ("12,00", 12), ("12.0", 12), ("12,0", 12), ("1 234,00", 1234), ("0.000", 0), ("1E+03", 1000), ("1e3", 1000),
     ("1,5E+03", 1500), ("2E00", 2), ("1.2345E+4", 12345),
     # With signs that nobody sees, and spaces of every kind.
     ("26\u200b", 26), ("\ufeff26", 26), ("\u200e26\u200f", 26), ("2\u00ad6", 26), ("1\u205f234", 1234),
     ("1\u3000234", 1234), ("\u2003 7\u2060", 7), ("7\u2028", 7), ("12\ufe0f", 12), ("1\u034f2", 12), ("12\u3164", 12)],
)  # fmt: skip
def test_whole_numbers_as_swedes_write_them(typed: str, number: int | None) -> None:
    assert parse_whole(typed) == number


def test_any_kind_of_space_stands_between_thousands() -> None:
    assert parse_whole("1\u202f234\u2009567") == 1234567
    assert parse_whole("999999999") == LARGEST


@pytest.mark.parametrize(
    ("typed", "rule", "words"),
    [
      ("12,5", "K01", "decimaler"),
      ("12.5", "K01", "decimaler"),
      ("45,3333333333333", "K01", "decimaler"),
      ("1.234", "K01", "menar du 1\u00a0234"),
      ("12.345.678", "K01", "menar du 12\u00a0345\u00a0678"),
      ("1,234", "K01", "menar du 1\u00a0234"),
      ("12,000", "K01", "menar du 12\u00a0000"),
      ("1.000", "K01", "menar du 1\u00a0000"),
      ("NaN", "K01", "lämna tomt"),
      ("#N/A", "K01", "lämna tomt"),
      ("null", "K01", "lämna tomt"),
      # As spreadsheets in Swedish and English, and LibreOffice, write their errors into a CSV file.
      ("#SAKNAS!", "K01", "fel ur ett kalkylblad"), ("#VÄRDEFEL!", "K01", "fel ur"), ("#NAMN?", "K01", "fel ur"),
      ("#DIVISION/0!", "K01", "fel ur ett kalkylblad"), ("#REF!", "K01", "fel ur"), ("Err:502", "K01", "fel ur"),
      ("ej tillämpligt", "K01", "välj ”Ej tillämpligt”"), ("Ej relevant", "K01", "välj ”Ej tillämpligt”"),
      ("#1", "K01", "bara siffror"), ("26 av 29", "K01", "bara siffror"), ("26 st", "K01", "bara siffror"),
      ("<5", "K01", "bara siffror"), ("１２", "K01", "bara siffror"), ("1'234", "K01", "bara siffror"),
      ("12:30", "K01", "en tid"),
      ("36:00:00", "K01", "en tid"),
      ("2025-03-01", "K01", "ett datum"),
      ("1E+10", "K03", "för stort"),
      ("1E0001000", "K03", "för stort"),
      ("1,2345E+03", "K01", "bara siffror"),
      ("1E-3", "K01", "bara siffror"),
      ("12 %", "K01", "procent"),
      ("-3", "K02", "negativt"),
        pytest.param("9" * 5000, "K03", "för stort", id="more digits than Python reads"),
      ("−3", "K02", "negativt"),
      ("-", "K01", "Saknas"),
      ("..", "K01", "Saknas"),
      ("—", "K01", "Saknas"),
      ("12 34", "K01", "bara siffror"),
      ("tolv", "K01", "bara siffror"),
      ("٣", "K01", "bara siffror"),
      ("=1+1", "K01", "bara siffror"),
      ("1000000000", "K03", "för stort"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_its_reason(typed: str, rule: str, words: str) -> None:
    with pytest.raises(NumberFault, match=words) as fault:
        parse_whole(typed)
    assert fault.value.rule.code == rule
    assert typed.strip()[:59] in str(fault.value)
    assert len(str(fault.value)) < 250


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("12", "12"), ("12,5", "12.5"), ("12.5 %", "12.5"), ("1 234,75", "1234.75"), ("0,125", "0.125"),
     ("45,30000", "45.3"), ("8,4E+01", "84"), ("1e1", "10"), ("125E-2", "1.25"),
     ("61,5\u200b", "61.5"), ("1\u2003234,5", "1234.5"), ("12,50 %", "12.5")],
)  # fmt: skip
def test_decimals_take_comma_or_point(typed: str, number: str | None) -> None:
    assert parse_decimal(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(("typed", "words"), [
    ("-1", "negativt"), ("1,2,3", "inget tal"), ("1,2345", "högst tre"), ("45,3333333333333", "högst tre"),
    ("x", "inget tal"), (",5", "inget tal"), ("NaN", "lämna tomt"), ("Infinity", "lämna tomt"),
    ("1.234", "menar du 1\u00a0234"), ("12:30", "en tid"), ("9" * 5000, "för stort"), ("0," + "1" * 5000, "högst tre"),
    ("#SAKNAS!", "fel ur ett kalkylblad"), ("ej tillämpligt", "välj ”Ej"), ("40–45", "inget tal"),
    ("ökar", "inget tal"),
    ("1E-9", "högst tre"), ("1E99", "för stort"), ("1E999", "inget tal"), ("E1", "inget tal"),
])  # fmt: skip
def test_what_is_no_decimal_is_refused_with_its_reason(typed: str, words: str) -> None:
    with pytest.raises(NumberFault, match=words) as fault:
        parse_decimal(typed)
    assert len(str(fault.value)) < 250


@pytest.mark.parametrize(("typed", "number"), [("1.234", "1.234"), ("12.345", "12.345"), ("1234.5", "1234.5")])
def test_a_machine_writes_decimals_after_a_point(typed: str, number: str) -> None:
    assert parse_decimal(typed, machine=True) == Decimal(number)


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
