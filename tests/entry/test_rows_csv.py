"""The observations CSV: what is written is read back, and every kind of faulty row is named with its line."""

import csv
import gzip
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cpu import seconds
from tests.world import DEFINITIONS, PROGRAM, period
from tracker.entry.csv_form import EXCEL, MACHINE, Form
from tracker.entry.csv_marks import marked, unmarked
from tracker.entry.rows_csv import ReadRows, read, write
from tracker.observations import Observation
from tracker.typed import typed_text

HEADER = "program,unit,period,item,dimension,category,n,d,empty,status,comment,forecast,start,end,text"
NBSP = "\u00a0"


def reading(*lines: str, header: str = HEADER) -> ReadRows:
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
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,2024,,", "start: ”2024” är inget datum"),
        ("prov,bromma,2024-T2,A1.1,,,,,,done,,,2024-02-30,,", "start: ”2024-02-30” är inget datum"),
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


ROW = "program,unit,period,item,n,comment\nprov,bromma,2024-T2,I1.2,12,åtgärd\n"
TABS = ROW.replace(",", "\t")


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "Filen är tom."),
        (b"\n\n", "Filen är tom."),
        (HEADER.encode(), "bara en rubrik"),
        (b"program;unit;period;item;antal\nx;x;x;x;x\n", "Kolumnen ”antal” är okänd"),
        (b"program,unit,period\nprov,bromma,2024-T2\n", "Kolumnen item saknas"),
        (b"program,unit,period,item,n,n\nprov,bromma,2024-T2,I1.2,1,1\n", "Kolumnen n står två gånger"),
        (HEADER.encode() + "\nprov,bromma,2024-T2,M1,,,,,,met,påstå,,,,".encode("cp850"), "inte i UTF-8"),
        (HEADER.encode() + "\nprov,bromma,2024-T2,M1,,,,,,met,påstå,,,,".encode("mac-roman"), "inte i UTF-8"),
        (HEADER.encode() + b"\nprov,bromma,2024-T2,M1,,,,,,met,\x81\x8d,,,,", "inte i UTF-8"),
        (HEADER.encode() + b'\nprov,bromma,2024-T2,M1,,,,,,met,"' + b"x" * 140_000, "131 072 tecken"),
        (b"item;" + b"".join(b"kolumn%d;" % n for n in range(9000)) + b"\n1\n", "4” är okänd, och 8995 till."),
        (b"x" * 89_819 + b"\n1\n", "Raden är ingen rubrik (”xxx"),
        (b"prov,bromma,2024-T2,I1.2,,,12\n", "Raden är ingen rubrik (”prov”)"),
        (b"Uppf\xc3\xb6ljning 2024;;;\n" + HEADER.encode(), "Raden är ingen rubrik (”uppföljning 2024”)"),
        # As pandas and R write a file with the numbers of its lines, and as a table in a text.
        (b"," + ROW.replace("\nprov", "\n0,prov").encode(), "Kolumn 1 i rubriken saknar namn"),
        (b'"",' + ROW.replace("\nprov", "\n1,prov").encode(), "Kolumn 1 i rubriken saknar namn"),
        (b"| program | unit | period | item |\n|---|---|---|---|\n", "Kolumn 1 i rubriken saknar namn"),
        (ROW.replace("item,", "item,,").encode(), "Kolumn 5 i rubriken saknar namn"),
        (b"%PDF-1.7\n%", "en PDF"), (gzip.compress(ROW.encode(), mtime=0), "packad"),
        (ROW.replace(",", ":").encode(), "Fälten skiljs åt med ”:”; använd semikolon"),
        (ROW.replace(",", "^").encode(), "Fälten skiljs åt med ”^”; använd semikolon"),
        (b'"program,unit,period,item,n"\n"prov,bromma,2024-T2,I1.2,12"\n', "varje rad står inom citattecken"),
        (ROW.encode() + "prov,bromma,2024-T2,I1.3,1,å\n".encode("cp1252"), "inte i UTF-8"),
        (HEADER.encode() + b'\nprov,bromma,2024-T2,M1,,,,,,met,"a,,,,', "citattecken som inte avslutas"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_line(data: bytes, words: str) -> None:
    (fault,) = read(data, DEFINITIONS).faults
    assert words in fault.message and len(fault.message) < 400


@pytest.mark.parametrize("data", [
    ROW.encode("utf-8-sig"), ROW.encode("utf-16"), b"\xff\xfe" + ROW.encode("utf-16-le"), ROW.encode("utf-16-le"),
    b"\xfe\xff" + ROW.encode("utf-16-be"), ROW.encode("utf-16-be"), ROW.encode("utf-32"), TABS.encode("utf-16"),
    ROW.encode("utf-32-le"), ROW.encode("utf-32-be"), ROW.replace("\n", "\x85").encode(),
    ROW.replace("\n", "\u2028").encode("utf-16"), f"sep=;\n{ROW}".encode(), f"sep=\n{TABS}".encode(),
    TABS.encode(), ROW.replace(",", ";").encode(), ROW.replace(",", "|").encode(), ROW.replace("\n", "\r").encode(),
    ROW.replace("\n", "\r\n").encode(), f"sep=;\n{ROW.replace(',', ';')}".encode(), f"sep=,\r\n{ROW}".encode(),
    f'"sep=\t"\n{TABS}'.encode(), f"SEP=;\n{ROW.replace(',', ';')}".encode("utf-16"), f"\n\n{ROW}".encode(),
    ROW.upper().partition("\n")[0].encode() + ROW[ROW.index("\n"):].encode(),
])  # fmt: skip
def test_a_file_is_read_whatever_program_wrote_it(data: bytes) -> None:
    found = read(data, DEFINITIONS)
    assert (found.faults, found.warnings) == ((), ())
    assert found.rows[0].row == Observation(PROGRAM, "bromma", period("2024-T2"), "I1.2", n=12, comment="åtgärd")


def test_a_file_of_older_windows_is_read_and_that_is_said() -> None:
    found = read(ROW.replace(",", ";").encode("cp1252"), DEFINITIONS)
    assert found.faults == () and found.rows[0].row.comment == "åtgärd"
    assert [str(w) for w in found.warnings] == [
        "rad 1: filen är inte i UTF-8 och lästes som Windows-1252; kontrollera å, ä och ö."
    ]


def test_a_file_saved_once_in_the_wrong_coding_is_read_and_that_is_said() -> None:
    found = read(ROW.encode("utf-8").decode("cp1252").encode("utf-8"), DEFINITIONS)
    assert found.faults == () and "fel teckenkodning" in str(found.warnings[0])


def test_a_line_is_counted_after_what_says_the_separator() -> None:
    assert [f.line for f in read(f"sep=,\n{ROW}prov,x,2024-T2,I1.2,1,\n", DEFINITIONS).faults] == [4]


@pytest.mark.parametrize(("row", "code"), [
    ("prov,Bromma,2024-T2,I1.2,,,1,,,,,,,,", "bromma"), ("prov,BROMMA,2024-T2,I1.2,,,1,,,,,,,,", "bromma"),
    ("prov,Bromma stadsdelsnämnd,2024-T2,I1.2,,,1,,,,,,,,", "bromma"),
    ("prov,brohma,2024-T2,I1.2,,,1,,,,,,,,", "bromma"), ("prov,Järva,2024-T2,I1.2,,,1,,,,,,,,", "jarva"),
    ("prov,farsta ,2024-T2,i1.2,,,1,,,,,,,,", "I1.2"),
    ("prov,bromma,2024-T2,Indikator I1.2,,,1,,,,,,,,", "I1.2"),
    ("prov,bromma,2024-T2,I1.1,Kön,women,1,2,,,,,,,", "sex"),
    ("prov,bromma,2024-T2,I1.1,sex,kvinnor,1,2,,,,,,,", "women"),
    ("prov,bromma,2024-T2,I1.1,sex,Okänt,1,2,,,,,,,", "unknown"),
    ("prov,bromma,2024-T2,A1.1,,,,,,Pågår,,,,,", "ongoing"), ("prov,bromma,2024-T2,A1.1,,,,,,Pagar,,,,,", "ongoing"),
    ("prov,Jarva stadsdelsnamnd,2024-T2,I1.2,,,1,,,,,,,,", "jarva"),
    ("prov,bromma,2024-T2,I1.1,kon,women,1,2,,,,,,,", "sex"),
    ("prov,bromma,2024-T2,\"I1,2\",,,1,,,,,,,,", "I1.2"), ("prov,bromma,2024-T2,1.2,,,1,,,,,,,,", "I1.2"),
    ("prov,bromma,2024-T2,M1,,,,,,bedöms uppfyllas delvis,,,,,", "partly"),
    ("prov,bromma,2024-T2,M1,,,,,,delvis,,,,,", "partly"), ("prov,bromma,2024T2,I1.2,,,1,,,,,,,,", "2024-T2"),
    ("prov,bromma,T2 2024,I1.2,,,1,,,,,,,,", "2024-T2"), ("prov,bromma,Tertial 2 2024,I1.2,,,1,,,,,,,,", "2024-T2"),
    ("Prov,bromma,2024-T2,I1.2,,,1,,,,,,,,", "prov"),
])  # fmt: skip
def test_a_name_in_place_of_a_code_is_answered_with_the_code(row: str, code: str) -> None:
    (fault,) = faults(row)
    assert fault.endswith(f" Menar du koden {code}?")


@pytest.mark.parametrize(
    ("typed", "n"), [("12.0", 12), ('"12,0"', 12), ("1E+03", 1000), ('"1 234,00"', 1234), ("26\u200b", 26)]
)
def test_whole_numbers_as_programs_write_them(typed: str, n: int) -> None:
    assert only(f"prov,bromma,2024-T2,I1.2,,,{typed},,,,,,,,").n == n


@pytest.mark.parametrize(
    "typed", ["2024-05-31", "240531", "2024/05/31", "31/5 2024", "31 maj 2024", "2024-05-31 00:00:00"]
)
def test_days_as_people_write_them(typed: str) -> None:
    assert only(f"prov,bromma,2024-T2,A1.1,,,,,,done,,,{typed},,").start == date(2024, 5, 31)


@pytest.mark.parametrize("broken", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n"])
def test_a_line_break_of_any_kind_is_a_line_break(broken: str) -> None:
    assert only(f'prov,bromma,2024-T2,A1.1,,,,,,done,"Två återstår{broken}Nästa steg",,,,').comment == (
        "Två återstår\nNästa steg"
    )


DANGEROUS = ["=1+1", '=HYPERLINK("http://x";"klicka")', "+46 8", "-3 personer", "@SUM(A1)", " =1", "\t=1", "\n=1",
             "'=1", "''=1", "＝1", "=åäö; två", "+"]  # fmt: skip


@pytest.mark.parametrize("form", [MACHINE, EXCEL])
@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula_in_a_file_and_comes_back_as_it_was(text: str, form: Form) -> None:
    row = Observation(PROGRAM, "bromma", period("2024-T2"), "M1", status="met", comment=text, text=text)
    written = write([row], form)
    values = list(csv.reader(io.StringIO(written, newline=""), delimiter=form.separator))[1]
    assert len(values) == 15 and not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in values)
    assert [numbered.row for numbered in read(written.encode(), DEFINITIONS).rows] == [row]


@pytest.mark.parametrize("text", ["'", "'n Roll", "''", "a=b", "1-2", "”=1”", "e-post@example.org"])
def test_other_texts_are_written_as_they_are(text: str) -> None:
    assert marked(text) == unmarked(text) == text


def test_a_file_for_excel_has_its_mark_semicolons_and_a_decimal_comma() -> None:
    row = Observation(PROGRAM, "bromma", period("2024-T2"), "I1.2", n=1234, comment="a;b", forecast=Decimal("12.5"))
    text = write([row], EXCEL)
    assert text.startswith("\ufeffprogram;unit;period;") and text.endswith("\r\n")
    assert 'prov;bromma;2024-T2;I1.2;;;1234;;;;"a;b";"12,5";;;' in text
    assert [numbered.row for numbered in read(text.encode(), DEFINITIONS).rows] == [row]


def test_reading_is_linear_in_the_size_of_the_file() -> None:
    times = []
    for size in (3000, 6000):
        row = "prov,brohma,2024-T2,I1.2,,,x,,,,,,y,,"
        rows = [row] * size
        times.append(seconds(lambda rows=rows: reading(*rows)))
        assert len(reading(*rows).faults) == 3 * size
    assert times[1] < 3.5 * times[0]


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
texts = words.map(lambda text: typed_text(text) if typed_text(text).strip() else None)
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
