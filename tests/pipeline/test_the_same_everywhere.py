"""One report, many renderers: every cell says the same in JSON, on the page, in the workbook and in the charts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.exports.sheets import expected, index, key, shown
from tests.report_cells import Place, cells
from tests.web.test_progress import table_texts
from tracker.charts.side_by_side import side_by_side
from tracker.config import Settings
from tracker.demo.filling import PASSWORD
from tracker.report import wording
from tracker.report.model import Cell, Indicator, Report
from tracker.report.reading import from_json
from tracker.web.app import create_app

PROGRAM = "/program/vald-2021-2025"


@pytest.fixture
def compiler(filled_sqlite: str, tmp_path: Path) -> FlaskClient:
    settings = Settings(filled_sqlite, tmp_path, "http://127.0.0.1", None, "a key for the tests only")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.post("/logga-in", data={"login": "sammanstallare", "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.parametrize("period", ["2023-T2", "2024-T2"])
def test_every_cell_is_the_same_in_json_page_workbook_and_chart(compiler: FlaskClient, period: str) -> None:
    report = from_json(compiler.get(f"{PROGRAM}/{period}/rapport.json").text)
    book = index(load_workbook(BytesIO(compiler.get(f"{PROGRAM}/{period}/rapport.xlsx").data)))
    pages = {i.code: _page(compiler, period, i) for goal in report.goals for i in goal.indicators}
    compared: Counter[str] = Counter()
    for place, indicator, cell in cells(report):
        compared["json"] += 1
        assert shown(book[key(place, indicator)], place) == expected(cell, place, indicator.kind), place
        compared["workbook"] += 1
        # The page's tables are keyed by words; a text that is found is taken out, so that each is used once.
        text, texts = _on_page(place, cell, indicator), pages[indicator.code][place.series]
        assert text in texts, (place, text)
        texts.remove(text)
        compared["page"] += 1
    compared["chart"] = sum(_bars(report, indicator) for goal in report.goals for indicator in goal.indicators)
    everything = sum(1 for _each in cells(report))
    assert compared["json"] == compared["workbook"] == compared["page"] == everything > 5_000
    assert compared["chart"] == _charted(report) > 80


def _page(client: FlaskClient, period: str, indicator: Indicator) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {"current": [], "as_reported": [], "recast": []}
    found = table_texts(client.get(f"{PROGRAM}/{period}/indikator/{indicator.code}").text)
    for caption, rows in found.items():
        series = "recast" if "omräknat" in caption else "as_reported" if "rapporterades" in caption else "current"
        texts[series] += [text for row in rows[1:] for text in row[1:]]
    return texts


def _on_page(place: Place, cell: Cell, indicator: Indicator) -> str:
    text = wording.compared_text if place.figure in ("previous_year", "same_bodies") else wording.cell_text
    return text(cell, indicator.kind)


def _bars(report: Report, indicator: Indicator) -> int:
    """Compare the bars of the bodies with their cells, and the dots of those who answer; an empty has neither."""
    chart = side_by_side(report, indicator)
    if chart is None:
        return 0
    marks: dict[str, Any] = chart.figure()["data"][0]
    drawn = dict(zip(marks["y"], marks["x"], strict=True))
    if indicator.kind == "yes_no":
        filled = zip(marks["y"], marks["x"], marks["marker"]["symbol"], strict=True)
        drawn = {name: 0 if "open" in look else 100 for name, at, look in filled if at == report.calendar.year}
    for area in indicator.units:
        value = None if area.total.value is None else Decimal(area.total.value)
        bar = drawn.get(area.name)
        assert (None if bar is None else Decimal(str(bar))) == value, (indicator.code, area.code)
    return len(indicator.units)


def _charted(report: Report) -> int:
    """The bodies of the indicators that several bodies answer for: those are drawn side by side."""
    found = [i for goal in report.goals for i in goal.indicators if len(i.units) > 1]
    return sum(len(indicator.units) for indicator in found)
