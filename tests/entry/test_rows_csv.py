"""The observations CSV: what is written is read back, and every kind of faulty row is named with its line."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import DEFINITIONS, PROGRAM, period
from tracker.entry.rows_csv import Reading, read, write
from tracker.observations import Observation

HEADER = "program,unit,period,item,dimension,category,n,d,empty,status,comment,forecast,start,end,text"
NBSP = "\u00a0"


def reading(*lines: str, header: str = HEADER) -> Reading:
    return read("\n".join([header, *lines]) + "\n", DEFINITIONS)


def faults(*lines: str, header: str = HEADER) -> list[str]:
    return [str(fault) for fault in reading(*lines, header=header).faults]


def only(*lines: str) -> Observation:
    found = reading(*lines)
    assert found.faults == ()
    (numbered,) = found.rows
    return numbered.row


def test_a_row_of_every_kind_is_read() -> None:
    found = reading(
        "prov,bromma,2024-T2,I1.1,sex,women,3,4,,,,,,,",
        "prov,bromma,2024-T2,I1.1,sex,men,0,0,,,,,,,",
        "prov,bromma,2024-T2,I1.1,,,,,,,därför,55.5,,,",
        "prov,bromma,2024-T2,I1.2,,,1234,,,,,,,,",
        "prov,bromma,2024-T2,I1.3,,,1,,,,,,,,",
        "prov,bromma,2024-T2,I2.1,,,700,14,,,,,,,",
        "prov,bromma,2024-T2,I2.2,,,,,.,,,,,,",
        "prov,bromma,2024-T2,I2.3,,,5,,,,,,,,",
        "prov,bromma,2024-T2,I2.3,form,talk,4,,,,,,,,",
        "prov,bromma,2024-T2,I2.3,form,home,3,,,,,,,,",
        "prov,bromma,2024-T2,A1.1,,,,,,done,klart,,2024-01-02,2024-08-31,",
        "prov,bromma,2024-T2,M1,,,,,,partly,,,,,=1+1",
        "prov,bromma,2024-T2,M1,perspective,barnratt,,,,,,,,,Barnen",
        "prov,bromma,2024-VP,A1.1,,,,,,,,,,,Så gör vi",
    )
    assert found.faults == () and found.warnings == ()
    rows = [numbered.row for numbered in found.rows]
    t2 = period("2024-T2")
    assert rows[0] == Observation(PROGRAM, "bromma", t2, "I1.1", "sex", "women", n=3, d=4)
    assert rows[2] == Observation(PROGRAM, "bromma", t2, "I1.1", comment="därför", forecast=Decimal("55.5"))
    assert rows[3].n == 1234 and rows[3].d is None
    assert (rows[4].n, rows[4].d) == (1, 1)
    assert rows[6].empty == "."
    assert (rows[10].start, rows[10].end) == (date(2024, 1, 2), date(2024, 8, 31))
    assert rows[11].text == "=1+1"


@pytest.mark.parametrize("typed, n", [("1234", 1234), ("1 234", 1234), (f"1{NBSP}234", 1234), (" 7 ", 7), ("0", 0)])
def test_swedish_whole_numbers(typed: str, n: int) -> None:
    assert only(f"prov,bromma,2024-T2,I1.2,,,{typed},,,,,,,,").n == n


@pytest.mark.parametrize("typed", ['"12,5"', "12.5"])
def test_a_forecast_takes_comma_or_point(typed: str) -> None:
    assert only(f"prov,bromma,2024-T2,I1.2,,,,,,,,{typed},,,").forecast == Decimal("12.5")


@pytest.mark.parametrize(
    "row, words",
    [
        ("annat,bromma,2024-T2,I1.2,,,1,,,,,,,,", "Programmet ”annat” finns inte"),
        ("prov,brohma,2024-T2,I1.2,,,1,,,,,,,,", "”brohma” finns inte"),
        ("prov,bromma,2024-T9,I1.2,,,1,,,,,,,,", "Perioden 2024-T9 finns inte"),
        ("prov,bromma,2030-T1,I1.2,,,1,,,,,,,,", "utanför programmets giltighetstid"),
        ("prov,kista,2024-T2,I1.2,,,1,,,,,,,,", "kista finns inte den 2024-08-31"),
        ("prov,jarva,2023-T1,I1.2,,,1,,,,,,,,", "jarva finns inte den 2023-04-30"),
        ("prov,valnamnden,2024-T2,I1.2,,,1,,,,,,,,", "valnamnden har inget att följa upp"),
        ("prov,socialnamnden,2024-T2,I1.2,,,1,,,,,,,,", "socialnamnden svarar inte för I1.2"),
        ("prov,bromma,2024-T2,I9.9,,,1,,,,,,,,", "”I9.9” finns inte i programmet"),
        ("prov,bromma,2024-T2,E-bromma-1,,,1,,,,,,,,", "E-bromma-1 hör till dem som läggs till på webbplatsen"),
        ("prov,bromma,2024-VP,I1.2,,,1,,,,,,,,", "I1.2 efterfrågas inte i 2024-VP"),
        ("prov,bromma,2024-VP,A1.1,,,,,,done,,,,,", "Status för A1.1 efterfrågas inte i 2024-VP"),
        ("prov,bromma,2024-T2,I1.1,ålder,women,1,2,,,,,,,", "delas inte upp på ”ålder”; möjliga: sex"),
        ("prov,bromma,2024-T2,I1.1,sex,girls,1,2,,,,,,,", "”girls” finns inte i sex; möjliga: men, unknown, women"),
        ("prov,bromma,2024-T2,I1.1,sex,,1,2,,,,,,,", "både dimension och category"),
        ("prov,bromma,2024-T2,I1.1,,,1,2,,,,,,,", "I1.1 lämnas uppdelad på sex"),
        ("prov,bromma,2024-T2,A1.1,sex,women,,,,done,,,,,", "A1.1 delas inte upp"),
        ("prov,bromma,2024-T2,A1.1,,,,,,met,,,,,", "Statusen ”met” finns inte för A1.1"),
        ("prov,bromma,2024-T2,M1,,,,,,done,,,,,", "Statusen ”done” finns inte för M1; möjliga: met, partly, not_met"),
        ("prov,bromma,2024-T2,M1,perspective,miljö,,,,,,,,,x", "Perspektivet ”miljö” finns inte"),
        ('prov,bromma,2024-T2,I1.2,,,"12,5",,,,,,,,', "”12,5” har decimaler"),
        ("prov,bromma,2024-T2,I1.2,,,12 34,,,,,,,,", "”12 34” är inget helt tal"),
        ("prov,bromma,2024-T2,I1.2,,,tolv,,,,,,,,", "”tolv” är inget helt tal"),
        ("prov,bromma,2024-T2,I1.2,,,-1,,,,,,,,", "”-1” är negativt"),
        ("prov,bromma,2024-T2,I1.2,,,..,,,,,,,,", "märks i kolumnen empty"),
        ("prov,bromma,2024-T2,I1.2,,,9999999999,,,,,,,,", "för stort"),
        ("prov,bromma,2024-T2,I1.1,sex,women,5,4,,,,,,,", "n (5) är större än d (4)"),
        ("prov,bromma,2024-T2,I1.2,,,1,2,,,,,,,", "I1.2 är ett antal och har inget d"),
        ("prov,bromma,2024-T2,I2.2,,,1,2,,,,,,,", "I2.2 är räknat på folkmängden och har inget d"),
        ("prov,bromma,2024-T2,I1.3,,,2,,,,,,,,", "I1.3 är en ja- eller nejfråga"),
        ("prov,bromma,2024-T2,I1.3,,,1,2,,,,,,,", "I1.3 är en ja- eller nejfråga"),
        ("prov,bromma,2024-T2,I1.2,,,,,-,,,,,,", "skriv skälet i comment"),
        ("prov,bromma,2024-T2,I1.2,,,1,,.,,,,,,", "empty är ifyllt men raden har också ett tal"),
        ("prov,bromma,2024-T2,I1.2,,,,,x,,,,,,", "”x” i empty är okänt"),
        ("prov,bromma,2024-T2,I1.2,,,1,,,done,,,,,", "I1.2 har inget status"),
        ("prov,bromma,2024-T2,A1.1,,,1,,,,,,,,", "A1.1 har inget n"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,12,,,", "A1.1 har inget forecast"),
        ("prov,bromma,2024-VB,I1.2,,,1,,,,,12,,,", "Prognos efterfrågas inte i 2024-VB"),
        ("prov,bromma,2024-T2,I1.3,,,1,,,,,12,,,", "prognosen är 1 (ja) eller 0 (nej)"),
        ("prov,bromma,2024-T2,I1.1,sex,women,1,2,,,,12,,,", "skriv den på en rad utan dimension"),
        ("prov,bromma,2024-T2,I1.2,,,1,,,,,tolv,,,", "forecast: ”tolv” är inget tal"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,31/5 2024,,", "”31/5 2024” i start är inget datum"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,2024-02-30,,", "”2024-02-30” i start är inget datum"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,2024-05-01,2024-04-01,", "2024-04-01 ligger före startdatumet"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,a\x00b,,,,", "tecken som inte kan visas"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,,,,x", "Raden har 16 fält men rubriken bara 15"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(row: str, words: str) -> None:
    good = "prov,farsta,2024-T2,I1.2,,,1,,,,,,,,"
    (fault,) = faults(good, row)
    assert fault.startswith("rad 3: ") and words in fault


def test_all_faults_are_listed_at_once_each_at_its_line() -> None:
    long = '"en text\nsom går\növer tre rader"'
    found = reading(
        f"prov,bromma,2024-T2,M1,,,,,,met,,,,,{long}",
        "prov,brohma,2024-T2,I1.2,,,x,,,,,,y,,",
        "",
        "prov,bromma,2024-T2,I1.2,,,-3,,,,,,,,",
    )
    assert [fault.line for fault in found.faults] == [5, 5, 5, 7]


@pytest.mark.parametrize(
    "rows, words, line",
    [
        (["I1.2,,,1,,,,,,,,", "I1.2,,,1,,,,,,,,"], "I1.2 finns redan på rad 2", 3),
        (["I1.1,,,,,.,,,,,,", "I1.1,sex,women,1,2,,,,,,,"], "är märkt med ., men rad 3 ger en kategori", 2),
        (["I2.3,,,2,,,,,,,,", "I2.3,form,talk,3,,,,,,,,"], "mellan 3 (största kategorin) och 3", 2),
        (["I2.3,,,9,,,,,,,,", "I2.3,form,talk,3,,,,,,,,", "I2.3,form,home,5,,,,,,,,"], "mellan 5 (största", 2),
        (["A1.1,,,,,,done,,,,,", "A2.1,,,,,,ongoing,,,,,"], "A2.1 är samma aktivitet som A1.1 på rad 2", 3),
    ],
)
def test_rows_that_disagree(rows: list[str], words: str, line: int) -> None:
    (fault,) = reading(*(f"prov,bromma,2024-T2,{row}" for row in rows)).faults
    assert words in fault.message and fault.line == line


def test_a_total_may_stand_beside_some_of_its_distinct_categories() -> None:
    rows = ["I2.3,,,9,,,,,,,,", "I2.3,form,talk,3,,,,,,,,"]
    assert reading(*(f"prov,bromma,2024-T2,{row}" for row in rows)).faults == ()


def test_one_status_under_two_names_is_kept_under_the_first() -> None:
    found = reading("prov,bromma,2024-T2,A2.1,,,,,,done,,,,,", "prov,bromma,2024-T2,A1.1,,,,,,done,,,,,")
    assert found.faults == ()
    assert [numbered.row.item for numbered in found.rows] == ["A1.1"]
    assert only("prov,bromma,2024-T2,A2.1,,,,,,done,,,,,").item == "A1.1"


def test_a_reason_for_the_whole_indicator_covers_its_categories() -> None:
    found = reading("prov,bromma,2024-T2,I1.1,,,,,,,Ingen mätning,,,,", "prov,bromma,2024-T2,I1.1,sex,men,,,-,,,,,,")
    assert found.faults == ()


def test_half_a_pair_and_lacking_categories_are_warnings() -> None:
    found = reading("prov,bromma,2024-T2,I2.1,,,5,,,,,,,,", "prov,bromma,2024-T2,I1.1,sex,women,1,2,,,,,,,")
    assert found.faults == () and len(found.rows) == 2
    assert [str(warning) for warning in found.warnings] == [
        "rad 2: I2.1 saknar d; raden räknas inte förrän båda finns.",
        "rad 3: I1.1 saknar sex men; indikatorn räknas inte förrän alla finns.",
    ]


def test_a_row_that_gives_nothing_says_nothing() -> None:
    found = reading("prov,bromma,2024-T2,I1.2,,,,,,,,,,,", "prov,bromma,2024-T2,I9.9,,,,,,,,,,,")
    assert found.rows == () and [fault.line for fault in found.faults] == [3]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "Filen är tom."),
        (b"\n\n", "Filen är tom."),
        (HEADER.encode(), "bara en rubrik"),
        (b"program;unit;period;item;antal\nx;x;x;x;x\n", "Kolumnen ”antal” är okänd"),
        (b"program,unit,period\nprov,bromma,2024-T2\n", "Kolumnen item saknas"),
        (b"program,unit,period,item,n,n\nprov,bromma,2024-T2,I1.2,1,1\n", "Kolumnen n står två gånger"),
        (HEADER.encode() + "\nprov,bromma,2024-T2,M1,,,,,,met,å,,,,".encode("latin-1"), "inte i UTF-8"),
        (HEADER.encode() + b'\nprov,bromma,2024-T2,M1,,,,,,met,"a,,,,', "citattecken som inte avslutas"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_line(data: bytes, words: str) -> None:
    (fault,) = read(data, DEFINITIONS).faults
    assert words in fault.message


def test_semicolon_bom_order_of_columns_and_missing_ones() -> None:
    data = "\ufeffitem;period;unit;program;n;comment;;\r\nI1.2;2024-T2;bromma;prov;1 234;a,b;;\r\n".encode()
    found = read(data, DEFINITIONS)
    assert found.faults == ()
    assert found.rows[0].row == Observation(PROGRAM, "bromma", period("2024-T2"), "I1.2", n=1234, comment="a,b")
    assert found.columns == {"item", "period", "unit", "program", "n", "comment"}


def test_invented_rows_are_marked_and_never_mixed_with_real_ones() -> None:
    row = Observation(PROGRAM, "bromma", period("2024-T2"), "I1.2", n=1, fictional=True)
    text = write([row])
    assert text.splitlines()[0].endswith(",text,fictional")
    assert text.splitlines()[1].endswith(",Påhittade uppgifter")
    assert [numbered.row for numbered in read(text, DEFINITIONS).rows] == [row]
    mixed = text + "prov,bromma,2024-T2,I2.1,,,1,1,,,,,,,,\n"
    assert "blandas" in read(mixed, DEFINITIONS).faults[0].message
    assert "fictional" not in write([Observation(PROGRAM, "bromma", period("2024-T2"), "I1.2", n=1)])


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from('\n\r\t,;"=+-@'), max_size=30
).filter(lambda text: text == "" or text.strip() != "")
texts = words.map(lambda text: text or None)
numbers = st.integers(0, 999_999_999)


@st.composite
def observation(draw: st.DrawFn) -> Observation:
    place = (
        PROGRAM,
        draw(st.sampled_from(["bromma", "farsta"])),
        period(draw(st.sampled_from(["2024-T1", "2024-T2"]))),
    )
    match draw(st.sampled_from(["count", "ratio", "activity", "goal"])):
        case "count":
            forecast = draw(st.none() | st.decimals(0, 1000, places=2))
            return Observation(*place, "I1.2", n=draw(numbers), comment=draw(texts), forecast=forecast)
        case "ratio":
            return Observation(*place, "I2.1", n=draw(numbers), d=draw(numbers), text=draw(texts))
        case "activity":
            days = sorted([draw(st.dates()), draw(st.dates())])
            status = draw(st.sampled_from(["done", "ongoing"]))
            return Observation(*place, "A1.1", status=status, start=days[0], end=days[1], comment=draw(texts))
        case _:
            return Observation(*place, "M1", status="met", text=draw(texts), comment=draw(texts))


@given(st.lists(observation(), unique_by=lambda row: (row.unit, row.period, row.item), min_size=1))
def test_what_is_written_is_read_back_exactly(rows: list[Observation]) -> None:
    text = write(rows)
    found = read(text.encode(), DEFINITIONS)
    assert found.faults == ()
    assert {numbered.row for numbered in found.rows} == set(rows)
    assert write(numbered.row for numbered in found.rows) == text
    assert write(reversed(rows)) == text
