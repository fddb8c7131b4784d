"""Chosen bodies beside each other: the report's own cells, in the organisation's order, and no ranking."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient

from tests.exports import sample
from tests.web.test_open_reading import PROGRAM
from tracker.report import wording
from tracker.report.model import Cell
from tracker.web.comparing import MOST, comparison

COMPARE = f"{PROGRAM}/2023-VB/jamfor"


def test_the_chosen_stand_in_the_organisations_order_whatever_the_address_says() -> None:
    report = sample.report()
    page = comparison(report, {"skarpnack", "farsta", "finns-inte"})
    assert [body.name for body in page.chosen] == ["Farsta", "Skarpnäck"]
    assert page.indicators is not None and page.goals is not None and page.activities is not None
    heads = [column.title for column in page.indicators.columns[1:4]]
    assert heads == ["Farsta", "Skarpnäck", wording.whole_name(report)]
    first = report.goals[0].indicators[0]
    cells = {area.code: wording.cell_text(area.total, first.kind) for area in first.units}
    assert [text.text for text in page.indicators.rows[0].places[:2]] == [cells["farsta"], cells["skarpnack"]]


def test_counts_of_activities_are_those_of_each_body() -> None:
    """In the sample Farsta has done both activities of the first goal, and Järva's are under way and late; that of the
    second goal is the same as one of the first and counts once."""
    page = comparison(sample.report(), {"farsta", "jarva"})
    assert page.activities is not None
    counts = {row.heading: [text.text for text in row.places] for row in page.activities.rows}
    assert counts["genomförd"] == ["2", "0"] and counts["pågår"] == ["0", "2"]
    assert counts["varav försenad"] == ["0", "2"]


def test_one_body_is_not_compared_and_of_many_the_first_are() -> None:
    report = sample.report()
    alone = comparison(report, {"farsta"})
    assert alone.indicators is None and len(alone.chosen) == 1
    many = report.model_copy(
        update={"bodies": tuple(report.bodies[0].model_copy(update={"code": f"b{n}"}) for n in range(MOST + 1))}
    )
    page = comparison(many, {body.code for body in many.bodies})
    assert page.too_many and len(page.chosen) == MOST


def test_nothing_of_a_dotted_figure_is_told() -> None:
    report = sample.report()
    goal = report.goals[0]
    indicator = goal.indicators[0]
    units = tuple(a.model_copy(update={"total": Cell(state="suppressed", d=98765)}) for a in indicator.units)
    dotted = goal.model_copy(update={"indicators": (indicator.model_copy(update={"units": units, "kind": "count"}),)})
    page = comparison(report.model_copy(update={"goals": (dotted,)}), {"farsta", "jarva"})
    assert page.indicators is not None
    assert [text.text for text in page.indicators.rows[0].places[:2]] == ["..", ".."]


def test_the_choice_stands_in_the_address_and_is_kept_in_the_form(reader: FlaskClient) -> None:
    page = reader.get(f"{COMPARE}?namnd=jarva&namnd=bromma").text
    assert {"jarva", "bromma"} == set(re.findall(r'value="([a-z-]+)" checked', page))
    heads = [unescape(text) for text in re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)]
    assert heads[1:4] == ["Järva", "Bromma", "Hela staden"]
    assert "Välj minst två" in reader.get(COMPARE).text
    # What is kept for one choice is not answered to another, and a choice is kept from language to language.
    assert 'value="farsta" checked' in reader.get(f"{COMPARE}?namnd=jarva&namnd=farsta").text
    assert "namnd=bromma&amp;namnd=jarva&amp;sprak=en" in page
    assert reader.get(f"{PROGRAM}/2024-T2/jamfor?namnd=jarva&namnd=bromma").status_code == 404
