"""The rows of the goals on the first page: what stands in each, beside what, and what is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.exports import sample
from tests.fixtures.server import Site
from tests.web.test_progress import PERIOD, sign_in, words
from tracker.report.counts import Judgements
from tracker.report.model import Cell, Goal, Indicator, Report
from tracker.web import progress
from tracker.web.goal_rows import goal_rows

__all__ = ["sign_in"]

REPORT = sample.report()
CAUTION = "Siffran visar dem som <b>socialtjänsten</b> känner till."


def with_goal(**changes: object) -> Report:
    """The sample with its first goal changed."""
    first, *rest = REPORT.goals
    return REPORT.model_copy(update={"goals": (first.model_copy(update=changes), *rest)})


def measured(now: tuple[int, int], then: tuple[int, int], **changes: object) -> Indicator:
    """The sample's first indicator, a share in percent, with these n of d this year and last of the same bodies."""
    cells = [Cell(state="value", n=n, d=d, value=f"{100 * n / d:.1f}") for n, d in (now, then)]
    indicator = REPORT.goals[0].indicators[0]
    city = indicator.city.model_copy(update={"total": cells[0], "same_bodies": cells[0], "previous_year": cells[1]})
    return indicator.model_copy(update={"city": city, "attainment": None, "variation": "events", **changes})


def told(indicator: Indicator) -> str:
    return goal_rows(with_goal(indicators=(indicator,))).rows[0].indicators[0].text


def test_judgements_stand_beside_last_years_in_the_same_words() -> None:
    before = Judgements(counts={"met": 1, "partly": 2, "not_met": 1})
    row = goal_rows(with_goal(judgements_before=before, short_title="Förebygga")).rows[0]
    assert row.name == "Förebygga"
    assert row.judged == (
        "bedöms uppfyllas helt: 2\u00a0av\u00a03",
        "bedöms uppfyllas delvis: 1\u00a0av\u00a03",
        "bedöms inte uppfyllas: 0\u00a0av\u00a03",
        "ej rapporterat: 1",
    )
    assert [line.rpartition(": ")[2] for line in row.before] == [f"{n}\u00a0av\u00a04" for n in (1, 2, 1)]


def test_a_goal_without_a_short_name_has_its_code_and_its_title() -> None:
    assert goal_rows(REPORT).rows[0].name == "M1 Stadens verksamheter arbetar våldsförebyggande"


@pytest.mark.parametrize(
    ("now", "then", "changes", "says"),
    [
        ((90, 100), (50, 100), {"direction": "up"}, "90,0\u00a0%, i fjol 50,0\u00a0%: bättre än i fjol"),
        ((90, 100), (50, 100), {"direction": "down"}, "90,0\u00a0%, i fjol 50,0\u00a0%: sämre än i fjol"),
        ((50, 100), (90, 100), {"direction": None}, "50,0\u00a0%, i fjol 90,0\u00a0%: lägre än i fjol"),
        ((83, 100), (80, 100), {"direction": "up"},
         "83,0\u00a0%, i fjol 80,0\u00a0%: går inte att avgöra om det har ändrats"),
        ((2, 2), (1, 2), {"direction": "up"}, "100,0\u00a0%, i fjol 50,0\u00a0%: för få fall för att jämföra"),
        ((8000, 10000), (8000, 10000), {"margin": "2"}, "80,0\u00a0%, i fjol 80,0\u00a0%: i stort sett oförändrat"),
        ((90, 100), (50, 100), {"variation": "none", "direction": "up"},
         "90,0\u00a0% (90\u00a0av\u00a0100), i fjol 50,0\u00a0% (50\u00a0av\u00a0100)"),
    ],
)  # fmt: skip
def test_a_change_is_said_in_a_word_only_where_it_is_shown(
    now: tuple[int, int], then: tuple[int, int], changes: dict[str, object], says: str
) -> None:
    assert told(measured(now, then, **changes)) == says


def test_what_cannot_be_compared_has_its_figure_and_what_is_dotted_has_none() -> None:
    indicator = REPORT.goals[0].indicators[0]
    city = indicator.city.model_copy(update={"total": Cell(state="suppressed", d=40)})
    dotted = indicator.model_copy(update={"city": city})
    if city.previous_year.value is not None:
        dotted = dotted.model_copy(
            update={"city": city.model_copy(update={"previous_year": Cell(state="suppressed")})}
        )
    assert told(dotted) == "visas inte; kan inte jämföras med i fjol"


def test_an_activity_under_two_goals_explains_why_the_sums_differ() -> None:
    # Two activities of four bodies each under the first goal, and one of them again under the second.
    assert goal_rows(REPORT).notes[-1] == (
        "Räknat per ansvarig är målens aktiviteter tillsammans 12 och hela programmets 8: en aktivitet står under två "
        "mål och räknas i programmet en gång (A2.1 är samma som A1.1)."
    )
    first, second = REPORT.goals
    once = REPORT.model_copy(update={"goals": (first, second.model_copy(update={"activities": ()}))})
    assert not any("två mål" in note for note in goal_rows(once).notes)


def test_a_figure_of_fewer_bodies_than_the_citys_says_so() -> None:
    told = "En indikator som jämförs med i fjol räknas i raderna bara hos dem som rapporterade båda åren."
    alike = measured((90, 100), (50, 100))
    fewer = alike.city.model_copy(update={"total": Cell(state="value", n=95, d=110, value="86.4")})
    for indicator, says in ((alike, False), (alike.model_copy(update={"city": fewer}), True)):
        only = with_goal(indicators=(indicator,)).goals[0]
        assert (told in goal_rows(REPORT.model_copy(update={"goals": (only,)})).notes) == says


def test_a_program_without_judgements_has_its_rows_without_them() -> None:
    about = REPORT.about.model_copy(update={"judgements": ()})
    rows = goal_rows(REPORT.model_copy(update={"about": about}))
    assert not rows.judged and not rows.before
    assert rows.activities and rows.indicators and len(rows.rows) == len(REPORT.goals)


def test_each_row_opens_its_goal_before_the_first_chart_and_every_chart_says_what_it_cannot_tell(
    sign_in: Callable[[str], FlaskClient], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: Goal = REPORT.goals[0]
    cautious = tuple(each.model_copy(update={"caution": CAUTION}) for each in first.indicators)
    named = first.model_copy(update={"short_title": "Förebygga", "indicators": cautious})
    monkeypatch.setattr(
        progress, "read_report", lambda *_: REPORT.model_copy(update={"goals": (named, *REPORT.goals[1:])})
    )
    client = sign_in("karin")
    page = client.get(PERIOD).text
    before_charts = page.partition('<figure class="chart-figure"')[0]
    (table,) = html.fromstring(before_charts).xpath("//table")
    places = {link.text: link.get("href") for link in table.xpath(".//th[@scope='row']/a")}
    assert places["Förebygga"].endswith("/2023-T2/mal/M1") and len(places) == len(REPORT.goals)
    assert first.title not in words(before_charts)
    opened = html.fromstring(client.get(f"{PERIOD}/mal/M1").text)
    for figure in opened.xpath("//figure[contains(@id, '-over-tid') or contains(@id, '-sida-vid-sida')]"):
        assert figure.xpath("./p[@class='chart-caution']/text()") == [CAUTION]
