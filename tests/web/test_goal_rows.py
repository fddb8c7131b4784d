"""The rows of the goals on the first page: what stands in each, beside what, and what is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.charts.test_spark import THEN
from tests.charts.test_spark import indicator as ratio
from tests.exports import sample
from tests.fixtures.server import Site
from tests.web.test_progress import PERIOD, sign_in, words
from tracker.report import wording
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


def told(indicator: Indicator) -> tuple[str, str, bool]:
    line = goal_rows(with_goal(indicators=(indicator,))).rows[0].indicators[0]
    return line.value, line.told, line.shown


def test_judgements_stand_beside_last_years_one_dot_for_each_body() -> None:
    before = Judgements(counts={"met": 1, "partly": 2, "not_met": 1})
    table = goal_rows(with_goal(judgements_before=before, short_title="Förebygga"))
    row = table.rows[0]
    assert row.name == "Förebygga"
    assert table.judged == "Bedömning ”bedöms uppfyllas helt”"
    assert (row.judged, row.before) == ("2\u00a0av\u00a03, 1 saknas", "1\u00a0av\u00a04")
    assert row.dots == ("best", "best", "under_way", "not_reported")
    assert row.spoken == wording.judgements_text(REPORT, REPORT.goals[0].judgements)
    assert ("under_way", "bedöms uppfyllas delvis") in table.legend


def test_a_goal_without_a_short_name_has_its_code_and_its_title() -> None:
    assert goal_rows(REPORT).rows[0].name == "M1 Stadens verksamheter arbetar våldsförebyggande"


@pytest.mark.parametrize(
    ("now", "then", "changes", "says"),
    [
        ((90, 100), (50, 100), {"direction": "up"}, "bättre, i fjol 50,0\u00a0%"),
        ((90, 100), (50, 100), {"direction": "down"}, "sämre, i fjol 50,0\u00a0%"),
        ((50, 100), (90, 100), {"direction": None}, "lägre, i fjol 90,0\u00a0%"),
        ((83, 100), (80, 100), {"direction": "up"}, "går inte att avgöra, i fjol 80,0\u00a0%"),
        ((2, 2), (1, 2), {"direction": "up"}, "för få fall för att jämföra, i fjol 50,0\u00a0%"),
        ((8000, 10000), (8000, 10000), {"margin": "2"}, "i stort sett oförändrat, i fjol 80,0\u00a0%"),
        ((90, 100), (50, 100), {"variation": "none", "direction": "up"}, "prövas inte, i fjol 50,0\u00a0%"),
        ((7, 7), (6, 7), {"variation": "none", "kind": "yes_no"}, "prövas inte, i fjol 6\u00a0av\u00a07"),
    ],
)
def test_a_change_is_said_in_a_word_only_where_it_is_shown(
    now: tuple[int, int], then: tuple[int, int], changes: dict[str, object], says: str
) -> None:
    value, words_of_change, shown = told(measured(now, then, **changes))
    assert words_of_change == says
    assert shown == says.startswith(("bättre", "sämre", "lägre"))
    assert value == ("7\u00a0av\u00a07" if "kind" in changes else decimal(now) + "\u00a0%")


def decimal(share: tuple[int, int]) -> str:
    return f"{100 * share[0] / share[1]:.1f}".replace(".", ",")


def test_many_indicators_are_counted_by_what_has_happened_to_them() -> None:
    counted = {"variation": "none"}
    many = (
        measured((9, 10), (5, 10), **counted), measured((5, 10), (5, 10), **counted), measured((90, 100), (50, 100)),
        measured((8, 10), (5, 10), **counted), measured((83, 100), (80, 100)),
    )  # fmt: skip
    row = goal_rows(with_goal(indicators=many)).rows[0]
    assert row.indicators == ()
    assert row.summary == "5 indikatorer mot i fjol: högre 2, lika 1, bättre 1, går inte att avgöra 1"


def test_an_indicator_says_how_many_have_answered_where_not_all_have() -> None:
    indicator = measured((90, 100), (50, 100))
    for reported, says in ((9, "svar: 9\u00a0av\u00a011"), (11, "")):
        coverage = indicator.city.coverage.model_copy(update={"reported": reported, "expected": 11})
        city = indicator.city.model_copy(update={"coverage": coverage})
        row = goal_rows(with_goal(indicators=(indicator.model_copy(update={"city": city}),))).rows[0]
        assert row.indicators[0].coverage == says


def test_what_cannot_be_compared_has_its_figure_and_what_is_dotted_has_none() -> None:
    indicator = REPORT.goals[0].indicators[0]
    nothing = Cell(state="suppressed")
    city = indicator.city.model_copy(update={"total": Cell(state="suppressed", d=40), "previous_year": nothing})
    assert told(indicator.model_copy(update={"city": city})) == ("visas inte", "kan inte jämföras", False)


def test_a_line_that_does_not_reach_the_latest_figure_is_explained() -> None:
    broken = "En linje är bruten där åren inte kan jämföras, och slutar där siffran saknas."
    parted = ratio()  # no body reported in both years
    joined = ratio(city=parted.city.model_copy(update={"same_bodies": THEN, "previous_year": THEN}))
    for each, explained in ((parted, True), (joined, False)):
        first = with_goal(indicators=(each,)).goals[:1]
        assert (broken in goal_rows(REPORT.model_copy(update={"goals": first})).notes) is explained


def test_an_activity_under_two_goals_explains_why_the_sums_differ() -> None:
    # Two activities of four bodies each under the first goal, and one of them again under the second.
    assert goal_rows(REPORT).notes[-1] == (
        "Räknat per ansvarig är målens aktiviteter tillsammans 12 och hela programmets 8: en aktivitet med 4 "
        "ansvariga står under två mål och räknas i programmet en gång (A2.1 är samma som A1.1)."
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
