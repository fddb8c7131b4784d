"""A body's page: its indicators over the years, each above the whole city's, in the words of the report's cells."""

from __future__ import annotations

from tests.exports import sample
from tracker.report import wording
from tracker.report.over_time import yearly
from tracker.web.progress_parts import body_page


def test_a_bodys_indicators_stand_year_by_year_above_the_whole() -> None:
    report = sample.report()
    body = next(each for each in report.bodies if each.code == "farsta")
    table = body_page(report, body).over_time
    assert table is not None
    periods = [column.title for column in table.columns[1:]]
    assert periods == sorted(periods) and all(period.endswith("-T2") for period in periods)
    shown = {}
    for own, whole in zip(table.rows[::2], table.rows[1::2], strict=True):
        assert (whole.look, whole.within, whole.heading) == ("part", own.heading, wording.whole_name(report))
        shown[own.key] = [(a.text, b.text) for a, b in zip(own.places, whole.places, strict=True)]
    asked = [i for goal in report.goals for i in goal.indicators if i.asked]
    assert set(shown) <= {each.code for each in asked} and len(shown) > 1
    for indicator in (each for each in asked if each.code in shown):
        for point in yearly(report, indicator.series.recast):
            own = next(area for area in point.units if area.code == "farsta")
            told = tuple(wording.cell_text(area.total, indicator.kind) for area in (own, point.city))
            assert shown[indicator.code][periods.index(point.period)] == told
