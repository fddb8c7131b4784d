"""Files that are no entry sheet, or would do harm: each is answered in one sentence before anything is unpacked."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests import zips
from tests.entry.office import save_in_every_format
from tests.entry_sheets import filled_form, rewritten
from tracker.entry.sheet_package import LARGEST_FILE, SheetRefused, inspect, looks_like_workbook
from tracker.entry.sheet_reading import read_sheet
from tracker.zipped import part_content

GIVEN = {"I1.1/sex/women/n": "9", "I1.2/n": "1200", "I1.4/n": "Ja", "A1.1/start": "2024-02-01",
         "A1.1/comment": "åäö – två\nrader", "M1/status": "bedöms uppfyllas delvis",
         "I1.1/forecast": "61,5"}  # fmt: skip


def refusal(data: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(data)
    sentence = str(refused.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def test_what_is_no_workbook_at_all() -> None:
    assert "Filen är tom" in refusal(b"")
    for data in (b"program;unit;period\nx;y;z\n", "Åä".encode(), b"PK\x03\x04" + bytes(200), b"\0" * 500):
        assert "ingen hel Excel-arbetsbok" in refusal(data)


def test_half_a_workbook_is_told_apart() -> None:
    data = filled_form()
    for end in (30, 1000, len(data) // 2, len(data) - 1):
        assert "ingen hel Excel-arbetsbok" in refusal(data[:end])


def test_a_flipped_byte_never_gets_through_as_a_crash() -> None:
    data = filled_form()
    for place in range(0, len(data), 97):
        altered = data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]
        try:
            read_sheet(altered)
        except SheetRefused as refused:
            assert str(refused).endswith(".")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet as other formats, made by LibreOffice."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "blad.xlsx").write_bytes(filled_form(GIVEN, tokens={"I1.2": 7}))
    save_in_every_format(folder)
    return folder


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_foreign_spreadsheets_are_read(converted: Path, ending: str) -> None:
    sheet = read_sheet((converted / f"blad.{ending}").read_bytes())
    assert (sheet.program, sheet.unit, sheet.period) == ("prov", "bromma", "2024-T2")
    assert {name: typed.text for name, typed in sheet.typed.items() if typed.text} == GIVEN
    assert sheet.refused == () and sheet.outside == () and sheet.seen["I1.2"] == 7
    assert [remark[:27] for remark in sheet.remarks] == (["Filformatet visar inte vad "] if ending == "xls" else [])


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_half_a_foreign_spreadsheet_is_told_apart(converted: Path, ending: str) -> None:
    data = (converted / f"blad.{ending}").read_bytes()
    refusal(data[: len(data) // 2])


def test_a_csv_that_is_called_a_workbook_is_told(converted: Path) -> None:
    data = (converted / "blad.csv").read_bytes()
    assert data[:2] != b"PK" and "ingen hel Excel-arbetsbok" in refusal(data)


def test_a_password_is_named(converted: Path) -> None:
    data = (converted / "blad.locked.xlsx").read_bytes()
    assert data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data
    assert "lösenordsskyddad" in refusal(data)


def test_a_zip_with_a_password_is_named() -> None:
    data = bytearray(filled_form())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    assert "lösenordsskyddad" in refusal(bytes(data))


def test_another_workbook_is_no_sheet_of_ours() -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    assert "inget uppföljningsblad härifrån" in refusal(stream.getvalue())


@pytest.mark.parametrize("zeros", [30_000_000, 400_000_000])
def test_a_zip_bomb_is_refused_unopened(zeros: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _million in range(zeros // 1_000_000):
                part.write(b" " * 1_000_000)
    data = stream.getvalue()
    assert len(data) < zeros / 500
    tracemalloc.start()
    started = time.monotonic()
    assert "orimligt stor" in refusal(data)
    assert time.monotonic() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_unpacks_to_no_more_than_it_states() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 20_000_000)
    data = stream.getvalue()
    for value, lie in ((20_000_000, 100), (zlib.crc32(b" " * 20_000_000), zlib.crc32(b" " * 100))):
        data = data.replace(value.to_bytes(4, "little"), lie.to_bytes(4, "little"))
    tracemalloc.start()
    assert "går inte att läsa" in refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_part_twice_is_refused() -> None:
    """One reader could look at the first and another open the second."""
    stream = io.BytesIO(filled_form())
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert "ingen hel Excel-arbetsbok" in refusal(stream.getvalue())


def test_ten_thousand_parts_and_a_huge_file_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(10_000):
            package.writestr(f"xl/{number}.xml", "")
    assert "orimligt stor" in refusal(stream.getvalue())
    assert "för stor" in refusal(b"PK\x03\x04" + bytes(LARGEST_FILE))


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037"]
)
def test_definitions_inside_the_xml_are_refused(coding: str) -> None:
    evil = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    sound = filled_form()
    for part in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "[Content_Types].xml"):
        data = rewritten(sound, part, lambda _old: evil.format(coding).encode(coding))
        assert "definitioner (DTD)" in refusal(data)


def test_a_hundred_thousand_extra_rows_are_told_quickly() -> None:
    extra = b"".join(b'<row r="%d"><c r="D%d"><v>1</v></c></row>' % (n, n) for n in range(500, 100_500))
    end = b"</sheetData>"
    data = rewritten(filled_form(), "xl/worksheets/sheet2.xml", lambda old: old.replace(end, extra + end))
    started = time.monotonic()
    sentence = refusal(data)
    assert sentence.startswith("Bladet ”Indikatorer” har 100\u00a00") and "Ta bort raderna" in sentence
    assert time.monotonic() - started < 5


def test_a_workbook_is_told_by_its_first_bytes_or_its_name() -> None:
    assert looks_like_workbook(b"a;b", "blad.XLSX") and looks_like_workbook(b"PK\x03\x04", "blad.csv")
    assert not looks_like_workbook(b"program;unit", "rader.csv") and not looks_like_workbook(b"", "xlsx.csv")


def test_a_sound_sheet_passes() -> None:
    package = inspect(filled_form())
    assert package.kind == "ooxml" and "xl/workbook.xml" in package.parts


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_a_limit_is_refused_unopened(packing: int) -> None:
    """Whatever is asked of it, Python unpacks these as a whole: the size that is stated bounds nothing."""
    data = zips.lying("xl/workbook.xml", packing)
    tracemalloc.start()
    assert "ingen hel Excel-arbetsbok" in refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_part_is_read_to_what_is_allowed_and_no_further() -> None:
    with zipfile.ZipFile(io.BytesIO(zips.packed("a.xml", b" " * 8_000_000))) as package:
        tracemalloc.start()
        with pytest.raises(zipfile.BadZipFile, match="longer than allowed"):
            part_content(package, package.getinfo("a.xml"), 1000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
        tracemalloc.stop()


@pytest.mark.parametrize("data", [
    zips.garbled("xl/workbook.xml"), zips.beyond("xl/workbook.xml"), zips.misnamed(),
])  # fmt: skip
def test_damage_inside_the_package_is_told(data: bytes) -> None:
    assert "ingen hel Excel-arbetsbok" in refusal(data)
