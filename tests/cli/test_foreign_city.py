"""A city that the program has never heard of goes the whole way, in its own words, calendar and language."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from exports.formats import FORMATS
from tests.cli.conftest import Run
from tests.foreign.installation import DEFINITIONS
from tests.test_no_city_in_code import WORDS
from tests.web.test_english_pages import SWEDISH

TEXTS = re.compile(r"<(?:w:)?t(?: [^>]*)?>([^<]*)</")
"""What is read in the XML of a workbook or a document."""

HEAD = "program,unit,period,item,dimension,category,n,d,empty,status,comment\n"
HELPED = {  # body and quarter: under 18, 18 and over
    ("quay", "Q1"): (6, 10),
    ("mill", "Q1"): (7, 20),
    ("hill", "Q1"): (8, 30),
    ("quay", "Q2"): (9, 11),
    ("mill", "Q2"): (5, 21),
    ("hill", "Q2"): (6, 31),
    ("riverside", "Q3"): (14, 32),
    ("hill", "Q3"): (7, 33),
    ("riverside", "Q4"): (16, 34),
    ("hill", "Q4"): (9, 35),
    # Riverside's year is Quay's and Mill's two quarters and its own two: 6+9 + 7+5 + 14+16 and 10+11 + 20+21 + 32+34.
    ("riverside", "YEAR"): (57, 128),
    ("hill", "YEAR"): (30, 129),
}


def rows() -> str:
    lines = [
        f"streets-2026,{unit},2026-{part},Lights.helped,age,{category},{n},,,,\n"
        for (unit, part), pair in HELPED.items()
        for category, n in zip(("under-18", "adult"), pair, strict=True)
    ]
    return HEAD + "".join(lines)


@pytest.fixture
def city(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TRACKER_LANGUAGE", "en")
    assert run("check", str(DEFINITIONS)).code == 0
    assert run("init", str(DEFINITIONS)).code == 0
    return run


def test_quarters_from_april_add_up_over_a_merger(city: Run) -> None:
    Path("rows.csv").write_text(rows(), encoding="utf-8")
    assert city("import", "rows.csv", "--approve").code == 0
    totals = {}
    for part in ("Q1", "Q2", "Q3", "Q4", "YEAR"):
        assert city("report", f"2026-{part}", "--format", "json", "-o", "report.json").code == 0
        report = json.loads(Path("report.json").read_text(encoding="utf-8"))
        totals[part] = report["goals"][0]["indicators"][0]["city"]["total"]["n"]
    assert totals == {"Q1": 81, "Q2": 83, "Q3": 86, "Q4": 94, "YEAR": 344}
    assert report["calendar"]["first_day"] == "2026-04-01"
    assert report["calendar"]["last_day"] == "2027-03-31"


def test_its_files_hold_no_other_citys_words(city: Run) -> None:
    assert city("demo").code == 0
    for part in ("Q1", "Q2", "Q3", "Q4"):
        assert city("edition", "publish", f"2026-{part}").code == 0
    assert city("verify").code == 0
    for name in ("xlsx", "docx", "json", "csv", "csv-excel", "ils"):
        file = Path(f"report.{FORMATS[name].ending}")
        assert city("report", "2026-Q2", "--audience", "published", "--format", name, "-o", str(file)).code == 0
        content = file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                content = b"\n".join(package.read(part) for part in package.namelist() if part.endswith(".xml"))
        said = content.decode("utf-8-sig")
        assert WORDS.findall(said) == [], name
        read = "\n".join(TEXTS.findall(said)) if zipfile.is_zipfile(file) else said
        assert len(read) > 200 and SWEDISH.findall(read) == [], name
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert list(report["goals"][0]["judgements"]) == ["on-track", "at-risk", "off-track", "not_reported", "units"]
