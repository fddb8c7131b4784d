"""The matrix of the shipped statistics in the browser: usable by everybody, and one sheet of paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.accessibility import faults
from tests.fixtures.server import Site
from tests.programs import EQUAL, VALD
from tests.report.matrix_rows import answered
from tracker.web import progress


def test_it_can_be_used_by_everybody_and_prints_on_one_page(
    live_server: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = answered()
    monkeypatch.setattr(progress, "read_report", lambda *_: report)
    live_server.sign_in(page, "rolf")
    # The figures are the other program's; the address is of one that this database has.
    page.goto(f"{live_server.url}/program/{VALD}/2024-VB/matris/erbjudanden")
    assert faults(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert report.program == EQUAL
