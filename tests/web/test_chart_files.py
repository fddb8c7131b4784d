"""Every chart has an address of its own, where it is taken as a picture and as figures by who may read its report."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.test_open_reading import PROGRAM

CHARTS = f"{PROGRAM}/2023-VB/diagram"


def test_the_page_leads_to_every_chart_on_it(reader: FlaskClient) -> None:
    page = reader.get(f"{PROGRAM}/2023-VB/mal/M5").text
    keys = re.findall(r'<figure class="chart-figure" id="([^"]+)"', page)
    assert {"I5.1-over-tid", "I5.1-sida-vid-sida", "M5-aktiviteter"} <= set(keys)
    for key in keys:
        for ending, kind in (("svg", "image/svg+xml"), ("csv", "text/csv")):
            assert f'href="{CHARTS}/{key}.{ending}"' in page
            answer = reader.get(f"{CHARTS}/{key}.{ending}")
            assert (answer.status_code, answer.mimetype) == (200, kind), key
            told = answer.data.decode("utf-8-sig")
            assert "2023-VB-1" in told and "Verksamhetsberättelse 2023" in told
            assert "public" in answer.headers["Cache-Control"] and "Set-Cookie" not in answer.headers
    pixels = reader.get(f"{CHARTS}/{keys[0]}.png")
    assert (pixels.status_code, pixels.data[:4]) == (200, b"\x89PNG")


@pytest.mark.parametrize(
    "address", [f"{CHARTS}/I5.1-over-tid.pdf", f"{CHARTS}/I9.9-over-tid.svg", f"{CHARTS}/x.svg",
                f"{PROGRAM}/2024-T2/diagram/I5.1-over-tid.svg", f"{CHARTS}/bedomningar.svg?visa=bromma",
                "/oppet/program/likstallighet-vald/2023-HELAR/diagram/rapportering.svg"],
)  # fmt: skip
def test_what_is_not_published_has_no_chart(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_chart_says_no_more_than_the_published_figures(reader: FlaskClient) -> None:
    """Every number in the picture's table is a printed one of the edition's own file."""
    report = reader.get(f"{PROGRAM}/2023-VB/rapport.json").get_json()
    for goal in report["goals"]:
        for indicator in goal["indicators"]:
            answer = reader.get(f"{CHARTS}/{indicator['code']}-sida-vid-sida.csv")
            if answer.status_code == 404:
                continue
            rows = [line.split(";") for line in answer.data.decode("utf-8-sig").split("\r\n")]
            for area in indicator["units"]:
                if indicator["kind"] == "yes_no":
                    continue
                row = next(row for row in rows if row[0] == area["name"])
                n, d = area["total"]["n"], area["total"]["d"]
                assert row[2] in ({str(n)} if n is not None else {"", ".."}), (indicator["code"], area["code"])
                assert row[3] in ({str(d)} if d is not None else {"", ".."}), (indicator["code"], area["code"])
