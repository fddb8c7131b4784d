"""The promised JSON: its keys in their order, and what each audience may read in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.exports import sample
from tests.report.built import built
from tests.rollup import invented
from tests.rollup.invented import SEX, by_sex, row
from tracker.definitions.program import Activity, Goal, Program, Responsibility, Text
from tracker.definitions.references import Target
from tracker.report.model import Report
from tracker.report.serialise import to_json
from tracker.rows import Key

PROMISED = {
    "report": "schema program period audience edition generated_from goals",
    "goal": "code title conditions kf_goals text judgements indicators activities",
    "judgements": "met partly not_met not_reported units",
    "judgement": "code name status text",
    "activity": "code same_as title statuses units",
    "statuses": "not_started ongoing done cancelled not_reported delayed",
    "activity_unit": "code name status start end delayed plan comment",
    "indicator": "code title origin kind labels decimals direction protects accumulates confirmed breaks city regions "
    "units target attainment comparison series",
    "area": "code name total breakdown coverage previous_year forecast target",
    "series_area": "code name total breakdown coverage",
    "coverage": "reported expected population_share",
    "cell": "state n d value",
    "point": "period city regions units",
}


def program() -> Program:
    activity = Activity(
        code="A1.1", wording=(Text(text="Utbilda"),), responsible=(Responsibility(bodies=("distrikten",)),)
    )
    indicators = (
        invented.indicator(dimensions=(SEX,), protects=("n", "d")),
        invented.indicator("I1.2", kind="rate", labels={"n": "ärenden"}),
    )
    goal = Goal(code="M1", wording=(Text(text="Mål ett"),), indicators=indicators, activities=(activity,))
    return invented.program().model_copy(update={"goals": (goal,)})


ROWS = [
    *by_sex("delta", "2022-T1", (3, 8), (10, 20)),
    row("delta", "2022-T1", comment="hemlig kommentar", forecast=Decimal("47.5")),
    *by_sex("epsilon", "2022-T1", (6, 7), (10, 20)),
    *by_sex("delta", "2021-T1", (6, 8), (10, 20)),
    row("delta", "2022-T1", "I1.2", n=3),
    row("delta", "2022-VP", "A1.1", text="hemlig plan"),
    row("delta", "2022-T1", "A1.1", status="ongoing", comment="hemlig kommentar"),
    row("delta", "2022-T1", "M1", status="met", text="hemlig analys"),
]


def loaded(**more: Any) -> Any:
    return json.loads(to_json(built(program(), "2022-T1", ROWS, **more)))


def assert_keys(found: dict[str, Any], kind: str) -> None:
    promised = PROMISED[kind].split()
    assert [key for key in found if key in promised] == promised, kind


def test_every_promised_key_is_there_and_in_its_order() -> None:
    report = loaded()
    assert_keys(report, "report")
    (goal,) = report["goals"]
    assert_keys(goal, "goal")
    assert_keys(goal["judgements"], "judgements")
    assert_keys(goal["judgements"]["units"][0], "judgement")
    assert_keys(goal["activities"][0], "activity")
    assert_keys(goal["activities"][0]["statuses"], "statuses")
    assert_keys(goal["activities"][0]["units"][0], "activity_unit")
    indicator = goal["indicators"][0]
    assert_keys(indicator, "indicator")
    for area in (indicator["city"], *indicator["regions"], *indicator["units"]):
        assert_keys(area, "area")
        assert_keys(area["coverage"], "coverage")
        assert list(area["breakdown"]["sex"]) == ["women", "men", "unknown"]
    assert list(indicator["series"]) == ["as_reported", "recast"]
    point = indicator["series"]["recast"][-1]
    assert list(point) == PROMISED["point"].split()
    assert list(point["city"]) == PROMISED["series_area"].split()
    cells = list(_cells(report))
    assert len(cells) > 100
    assert {tuple(cell) for cell in cells} == {tuple(PROMISED["cell"].split())}


def _cells(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "state" in value:
            yield value
        else:
            for each in value.values():
                yield from _cells(each)
    elif isinstance(value, list):
        for each in value:
            yield from _cells(each)


def test_numbers_are_whole_or_exact_decimal_strings() -> None:
    text = to_json(built(program(), "2022-T1", ROWS))
    assert not re.search(r": -?\d+[.e]", text)
    for cell in _cells(json.loads(text)):
        assert cell["value"] is None or re.fullmatch(r"\d+(\.\d)?", cell["value"])


def test_texts_and_forecasts_of_bodies_are_for_compilers_only() -> None:
    assert to_json(built(program(), "2022-T1", ROWS)).count("hemlig") == 4
    assert '"forecast": "47.5"' in to_json(built(program(), "2022-T1", ROWS))
    for audience in ("preview", "published"):
        report = loaded(audience=audience, texts={"M1": "Stadens text"})
        text = json.dumps(report, ensure_ascii=False)
        assert "hemlig" not in text
        assert "47.5" not in text
        assert report["goals"][0]["text"] == "Stadens text"
        unit = next(u for u in report["goals"][0]["activities"][0]["units"] if u["code"] == "delta")
        assert (unit["status"], unit["plan"], unit["comment"]) == ("ongoing", None, None)


def hides(*hidden: tuple[str, str, str]) -> Any:
    """A mask that dots (body, category, n or d) and every sum with it."""

    def mask(key: Key) -> bool:
        return not any(
            body in key.bodies and category == key.category[1] and measured == key.measured
            for body, category, measured in hidden
        )

    return mask


def published(*hidden: tuple[str, str, str]) -> Report:
    return built(program(), "2022-T1", ROWS, audience="published", mask=hides(*hidden))


def test_n_and_d_are_dotted_apart_and_nothing_derived_is_left() -> None:
    report = published(("delta", "women", "n"), ("delta", "", "n"))
    (share, rate) = report.goals[0].indicators
    delta = next(area for area in share.units if area.code == "delta")
    assert delta.breakdown["sex"]["women"].model_dump() == {"state": "suppressed", "n": None, "d": 8, "value": None}
    assert delta.breakdown["sex"]["men"].model_dump() == {"state": "value", "n": 10, "d": 20, "value": "50.0"}
    assert (delta.total.state, delta.total.n, delta.total.d, delta.total.value) == ("suppressed", None, 28, None)
    assert (share.city.total.state, share.city.total.n, share.city.total.d) == ("suppressed", None, 55)
    assert share.city.same_bodies.n is None
    # Of a rate d is the population; without n there is no value.
    delta_rate = next(area for area in rate.units if area.code == "delta")
    assert delta_rate.total.model_dump() == {"state": "suppressed", "n": None, "d": 15_000, "value": None}


def test_attainment_needs_the_printed_figure() -> None:
    targets = (Target(year=2022, city=Decimal(10)),)
    item = invented.indicator(direction="up").model_copy(update={"targets": targets})
    rows = [row("delta", "2022-T1", n=3, d=8)]
    seen = built(invented.program(item), "2022-T1", rows)
    dotted = built(invented.program(item), "2022-T1", rows, audience="published", mask=hides(("delta", "", "n")))
    assert seen.goals[0].indicators[0].attainment == "reached"
    assert dotted.goals[0].indicators[0].attainment is None


def test_a_period_without_an_edition_is_left_out_and_last_year_is_empty() -> None:
    report = built(program(), "2022-T1", ROWS, audience="published", earlier=())
    (share, _rate) = report.goals[0].indicators
    assert [point.period for point in share.series.as_reported] == ["2022-T1"]
    assert share.city.previous_year.model_dump() == {"state": "not_reported", "n": None, "d": None, "value": None}
    shown = built(program(), "2022-T1", ROWS, audience="published", earlier=(invented.parse("2021-T1"),))
    assert shown.goals[0].indicators[0].city.previous_year.n == 16


def test_the_fingerprint_of_what_leaves_the_compilers_tells_no_dotted_figure() -> None:
    other = [each for each in ROWS if (each.category, each.n) != ("women", 3)]
    other.append(row("delta", "2022-T1", dimension="sex", category="women", n=4, d=8))
    hidden = (("delta", "women", "n"), ("delta", "", "n"))
    changed = built(program(), "2022-T1", other, audience="published", mask=hides(*hidden))
    assert changed.generated_from == published(*hidden).generated_from
    assert built(program(), "2022-T1", other).generated_from != built(program(), "2022-T1", ROWS).generated_from


def test_what_the_first_form_had_not_is_left_out_of_it_and_written_in_the_second_only_where_it_says_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sample, "CONTROL", "rad ett")  # JSON holds no half of a sign
    report = sample.report()
    first, *rest = report.bodies
    about = report.about.model_copy(update={"caution": "Siffrorna visar det som är känt."})
    told = report.model_copy(update={"bodies": (first.model_copy(update={"handed_in": True}), *rest), "about": about})
    for earlier in ("tracker-report-1", "tracker-report-2"):
        assert to_json(told, earlier) == to_json(report, earlier)
    written = json.loads(to_json(told))
    assert written["bodies"][0]["handed_in"] is True and "handed_in" not in written["bodies"][1]
    assert written["about"]["caution"] == about.caution and "caution" not in json.loads(to_json(report))["about"]
