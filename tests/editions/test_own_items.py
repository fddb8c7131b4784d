"""Own items in what is published: in their body's part alone, protected, and the city's kept one like the program's."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from sqlalchemy import Engine, text

from exports.formats import FORMATS
from tests.editions.publishing import YEAR, correct, prepared_now, published
from tests.programs import VALD
from tracker.clock import today
from tracker.editions.difference import differences
from tracker.editions.publishing import Order, Refused
from tracker.editions.reading import report_for
from tracker.editions.verifying import verify
from tracker.editions.words import spoken
from tracker.report.build import UnknownUnit
from tracker.report.model import Indicator, Report
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.editions import editions, ledger

PROGRAM = "vald-2021-2025"


def read(engine: Engine, period: str, unit: str | None, audience: str = "published") -> Report:
    with read_session(engine) as session:
        return report_for(session, audience, VALD, period, unit)  # type: ignore[arg-type]  # one of the audiences


def indicators(report: Report) -> dict[str, Indicator]:
    return {indicator.code: indicator for goal in report.goals for indicator in goal.indicators}


def own(codes: Iterator[str]) -> set[str]:
    return {code for code in codes if code.startswith("E-")}


def test_each_stands_in_its_bodys_part_alone(published_year: Engine) -> None:
    found = {unit: own(indicators(read(published_year, "2023-T2", unit))) for unit in ("bromma", "jarva", "farsta")}
    assert found == {"bromma": {"E-bromma-1"}, "jarva": {"E-jarva-1"}, "farsta": set()}
    before = own(indicators(read(published_year, "2023-T1", "rinkeby-kista")))
    assert before == {"E-rinkeby-kista-1"}
    city = read(published_year, "2023-T2", None)
    assert own(indicators(city)) == set() and city.own == ()
    assert own(a.code for goal in city.goals for a in goal.activities) == set()


def test_it_is_no_figure_of_the_citys(published_year: Engine) -> None:
    part = read(published_year, "2023-VB", "bromma")
    kept = indicators(part)["E-bromma-1"]
    assert (kept.city.total.state, kept.regions) == ("not_applicable", ())
    assert {point.city.total.state for point in kept.series.as_reported} == {"not_applicable"}
    assert [point.period for point in kept.series.as_reported] == list(YEAR)
    internal = indicators(read(published_year, "2023-VB", "bromma", "internal"))["E-bromma-1"]
    assert internal.city.total.state == "not_applicable" and internal.units[0].total.state == "value"


def test_small_counts_are_dotted_like_any_others_also_in_what_came_in_since(published_year: Engine) -> None:
    with read_session(published_year) as session:
        lines = [line for line in ledger(session, editions(session, PROGRAM)) if line.key.indicator.startswith("E-")]
    assert {line.level for line in lines} == {"unit"}
    small = [line for line in lines if 0 < line.value < 5]
    assert small and not any(line.printed for line in small)
    assert any(line.printed for line in lines)
    prepared = prepared_now(published_year, "2023-VB")
    (system,) = [v.joint.system for v in prepared.protection.verdicts if v.family == "E-bromma-1"]
    assert any(each.hidden and "− 2023-T2" in each.key for each in system.statistics)


def test_the_citys_kept_indicator_is_published_and_protected_like_the_programs(published_year: Engine) -> None:
    kept = indicators(read(published_year, "2023-T1", None))["S-1"]
    assert (kept.origin, kept.protects, kept.city.coverage.expected) == ("city", ("n",), 13)
    with read_session(published_year) as session:
        lines = [line for line in ledger(session, editions(session, PROGRAM)) if line.key.indicator == "S-1"]
    assert {line.level for line in lines} == {"unit", "region", "city"}
    small = [line for line in lines if 0 < line.value < 5]
    assert small and not any(line.printed for line in small)


def test_a_bodys_part_counts_what_it_owes_with_its_own(published_year: Engine) -> None:
    part = read(published_year, "2023-T2", "bromma")
    (body,) = part.bodies
    (known,) = [each for each in read(published_year, "2023-T2", None).bodies if each.code == "bromma"]
    assert body.expected == known.expected + 2
    goal = next(goal for goal in part.goals if goal.code == "M3")
    assert [activity.code for activity in goal.activities][-1] == "E-bromma-2"
    with pytest.raises(UnknownUnit):
        read(published_year, "2023-T2", "norrmalm")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_writes_the_part(published_year: Engine, form: str) -> None:
    stream = BytesIO()
    FORMATS[form].write(read(published_year, "2023-T2", "bromma"), stream, today())
    assert stream.getvalue()


def test_a_correction_of_an_own_figure_is_a_new_edition_that_says_so(published_year: Engine) -> None:
    row_of = "E-bromma-1"
    correct(published_year, "2023-VB", lambda row: row.item == row_of and row.category == "women", n=70)
    with read_session(published_year) as session:
        before = from_json(editions(session, PROGRAM)[-1].report)
    made = published(published_year, "2023-VB", Order("Rättad", "Fel"))
    assert made is not None
    after = from_json(made.report)
    told = spoken(differences(before, after), before, after)
    assert {each.item.split()[0] for each in told} == {row_of}
    assert any(each.where == "Bromma, totalt" and each.after == "90" for each in told)
    with read_session(published_year) as session:
        assert list(verify(session, PROGRAM)) == []


def test_small_numbers_in_the_words_of_own_items_are_confirmed(published_year: Engine) -> None:
    with write_session(published_year) as session:
        renamed = "UPDATE item SET document = replace(document, 'samtalsgrupp', 'grupp för 3 flickor')"
        session.execute(text(f"{renamed} WHERE unit IS NOT NULL"))
    with pytest.raises(Refused, match=r"E-bromma-1 .*grupp för 3 flickor"):
        published(published_year, "2023-VB", Order("Rättad", "Ny titel"))
