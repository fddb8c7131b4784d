"""The tagged PDF: what a reader who hears it needs, and the same figures as the Word file that it is made of.

It is made of a city's own file, with a picture and a table of its own: a plain document has less that can go wrong.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest

from exports import pdf
from exports.document import write_document
from exports.formats import FORMATS, Beside, makeable
from tests.exports import sample
from tests.letterheads import add_picture, letterhead
from tracker.cli.faults import sentence

TODAY = date(2024, 10, 1)


@pytest.fixture(scope="module")
def own() -> bytes:
    return letterhead(lambda document: add_picture(document, "Stadens vapen"))


@pytest.fixture(scope="module")
def made(own: bytes) -> bytes:
    stream = io.BytesIO()
    steps: list[str] = []
    beside = Beside(letterhead=own, tell=lambda *step: steps.append("{} {}/{}".format(*step)))
    FORMATS["pdf"].write(sample.report(), stream, TODAY, beside)
    assert steps == ["writing 0/2", "writing 1/2", "converting 0/0", "finishing 0/0"]
    return stream.getvalue()


@pytest.fixture(scope="module")
def word(own: bytes) -> Any:
    stream = io.BytesIO()
    write_document(sample.report(), stream, TODAY, own)
    return docx.Document(stream)


def elements(element: Any) -> Iterator[Any]:
    """Every element of the structure, in reading order."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from elements(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from elements(element.K)


def test_it_says_its_language_title_and_form_and_has_a_structure(made: bytes, word: Any) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        root = file.Root
        assert (str(root.Lang), root.MarkInfo.Marked, root.ViewerPreferences.DisplayDocTitle) == ("sv-SE", True, True)
        with file.open_metadata() as said:
            assert said["pdfuaid:part"] == "1" and said["dc:title"] == "Program mot våld & förtryck 2023-T2"
        found = list(elements(root.StructTreeRoot.K))
        sorts = Counter(str(each.S) for each in found)
        headings = [p.style.name for p in word.paragraphs if p.style.name.startswith("Heading")]
        levels = (1, 2, 3)
        assert [sorts[f"/H{level}"] for level in levels] == [headings.count(f"Heading {level}") for level in levels]
        # The city's own table heads nothing.
        headed = [table for table in word.tables if "w:tblHeader" in table._tbl.xml]
        assert sorts["/Table"] == len(word.tables) == len(headed) + 1
        assert sorts["/TH"] == sum(len(table.columns) for table in headed)
        drawn = [str(each.get("/Alt", "")) for each in found if each.S == "/Figure"]
        assert drawn == [each.get("descr") for each in word.element.iter(pdf.DRAWN)] and len(drawn) == 4
        assert drawn[0] == "Stadens vapen"


TOKENS = r"\d+(?:,\d+)?|\.\.|ej rapporterat|ej jämförbart|saknas"
"""Numbers, and the signs of what is empty."""


def test_every_figure_and_sign_of_the_word_file_stands_in_it(made: bytes, word: Any, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(made)
    command = ["pdftotext", "-raw", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    wanted, found = (_tokens(said) for said in (" ".join(cells), text))
    assert wanted.total() > 200 and {"..", "saknas", "ej rapporterat"} <= set(wanted) and not wanted - found


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(TOKENS, " ".join(text.replace("\u00a0", " ").split())))


def test_without_libreoffice_it_is_not_offered_and_a_command_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FORMATS["pdf"] in makeable()
    monkeypatch.setattr(pdf, "PROGRAM", "no-such-program")
    assert FORMATS["pdf"] not in makeable()
    with pytest.raises(pdf.NoPdf) as caught:
        FORMATS["pdf"].write(sample.report(), io.BytesIO(), TODAY)
    assert sentence(caught.value).startswith("PDF görs av LibreOffice")
