"""The report read by target group and by goal of the city council: the report's own cells, and nothing that is not."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.programs import VALD, shipped, vald
from tests.web.test_open_reading import PROGRAM
from tests.web.test_progress import table_texts, words
from tracker.web.across import groups_with_items

HERE = f"{PROGRAM}/2023-VB"


def test_a_group_has_what_is_about_it_and_nothing_else(reader: FlaskClient) -> None:
    page = reader.get(f"{HERE}/malgrupp/sex-mot-ersattning")
    tables = table_texts(page.text)
    rows = [row[0] for row in tables["Aktiviteterna, 2023-VB"][1:]]
    assert [row.partition(" ")[0] for row in rows] == ["A1.4", "A1.5", "A3.4", "A3.5", "A4.4", "A5.2", "A6.5"]
    assert "Indikatorerna, 2023-VB" not in tables
    assert "är vårt förslag" in words(page.text)


def test_its_figures_are_those_of_the_indicators_own_pages(reader: FlaskClient) -> None:
    """And an activity that stands under two goals stands once."""
    page = table_texts(reader.get(f"{HERE}/malgrupp/utsatta").text)
    whole = {row[0]: row[1:] for row in table_texts(reader.get(HERE).text)["Indikatorerna, 2023-VB"][1:]}
    rows = page["Indikatorerna, 2023-VB"][1:]
    assert len(rows) == 8 and all(whole[row[0]] == row[1:] for row in rows)
    codes = [row[0].partition(" ")[0] for row in page["Aktiviteterna, 2023-VB"]]
    assert "A4.3" in codes and "A7.1" not in codes


def test_a_goal_of_the_council_has_the_goals_that_serve_it_that_year(reader: FlaskClient) -> None:
    page = words(reader.get(f"{HERE}/kf/KF-2023-1").text)
    assert "Kommunfullmäktiges mål 2023" in page and "Alla programmets mål tjänar det." in page
    assert reader.get(f"{HERE}/kf/KF-2021-1").status_code == 404


def test_what_names_nothing_is_no_page_and_what_exists_is_linked(reader: FlaskClient) -> None:
    for place in ("malgrupp/narnia", "malgrupp/M1", "kf/narnia"):
        assert reader.get(f"{HERE}/{place}").status_code == 404, place
    first = reader.get(HERE).text
    for group in groups_with_items(vald().program(VALD)):
        assert f'href="{HERE}/malgrupp/{group.code}"' in first
    assert f'href="{HERE}/kf/KF-2023-1"' in first


def test_a_group_that_nothing_is_about_is_not_offered() -> None:
    for program in shipped().programs:
        bare = tuple(goal.model_copy(update={"indicators": (), "activities": ()}) for goal in program.goals)
        assert groups_with_items(program)
        assert groups_with_items(program.model_copy(update={"goals": bare})) == ()
