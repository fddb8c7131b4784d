"""What was published and is gone from the database comes back from a file, whole or as far as readers saw it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.editions.publishing import NOW
from tests.programs import VALD
from tracker.editions.edition_file import EditionFileFault, write_edition
from tracker.editions.report_lines import report_lines
from tracker.editions.restoring import Restored, restore_edition
from tracker.editions.verifying import remarks, verify
from tracker.report.reading import from_json
from tracker.store.database import read_session, write_session
from tracker.store.edition_answers import Answer, add_answers, answers_of
from tracker.store.editions import editions, ledger


def exported(engine: Engine) -> dict[str, str]:
    """Every edition's own file, by its code."""
    with read_session(engine) as session:
        return {
            each.code: write_edition(each, ledger(session, [each]), answers_of(session, each))
            for each in editions(session, VALD)
        }


def lose(engine: Engine, *codes: str) -> None:
    """As an older backup would not have them."""
    with write_session(engine) as session:
        for code in codes:
            of = f"(SELECT sequence FROM edition WHERE code = '{code}')"
            session.execute(text(f"DELETE FROM edition_answer WHERE edition = {of}"))
            session.execute(text(f"DELETE FROM ledger WHERE edition = {of}"))
            session.execute(text(f"DELETE FROM edition WHERE code = '{code}'"))


def restored(engine: Engine, content: str) -> Restored | None:
    with write_session(engine) as session:
        return restore_edition(session, content, "fil.json", by="Kommandoraden", now=NOW)


def held(engine: Engine) -> tuple[list[str], list[str]]:
    with read_session(engine) as session:
        return list(verify(session, VALD)), list(remarks(session, VALD))


def test_a_report_prints_what_its_ledger_prints(published_year: Engine) -> None:
    """Read off the cells, it is the ledger to the last line, but for the truth of what is dotted."""
    with read_session(published_year) as session:
        for edition in editions(session, VALD):
            lines = ledger(session, [edition])
            assert report_lines(from_json(edition.report), edition.period) == {
                line.key: (line.level, line.value if line.printed else None) for line in lines
            }


def test_editions_come_back_whole_and_in_order(published_year: Engine) -> None:
    with write_session(published_year) as session:
        last = editions(session, VALD)[-1]
        add_answers(session, last, [Answer("text", "M1:0:3", "”3 nämnder”", "other", NOW, "Karin Holm")])
    files = exported(published_year)
    first, second, third = files
    assert restored(published_year, files[third]) is None  # there already: nothing is overwritten
    lose(published_year, second, third)
    with pytest.raises(EditionFileFault, match="i den ordning de publicerades"):
        restored(published_year, files[third])
    for code in (second, third):
        made = restored(published_year, files[code])
        assert made is not None and made.edition.code == code and made.unknown == 0
    faults, told = held(published_year)
    assert faults == []
    assert [remark.split(" är återläst")[0] for remark in told] == [f"Utgåva {second}", f"Utgåva {third}"]
    again = exported(published_year)
    for code in (second, third):
        before, after = json.loads(files[code]), json.loads(again[code])
        assert after["answers"].pop()["kind"] == "restored"
        assert after == before
    assert again[first] == files[first]


def test_what_only_the_published_report_tells_comes_back(published_year: Engine) -> None:
    with read_session(published_year) as session:
        last = editions(session, VALD)[-1]
        before = ledger(session, [last])
    lose(published_year, last.code)
    made = restored(published_year, last.report)
    assert made is not None and made.unknown == 0
    assert restored(published_year, last.report) is None
    with read_session(published_year) as session:
        assert ledger(session, [made.edition]) == before
    faults, told = held(published_year)
    assert faults == [] and "0 prickade tal är okända" in told[0]


def test_dotted_figures_that_the_database_does_not_know_are_unknown(published_year: Engine) -> None:
    """One printed figure is another than the database gives today: of that indicator no truth is taken from it."""
    with read_session(published_year) as session:
        last = editions(session, VALD)[-1]
        lines = ledger(session, [last])
    lose(published_year, last.code)
    with_dots = {line.key.indicator for line in lines if not line.printed}
    of_city = [line for line in lines if line.printed and line.level == "city" and len(line.key.bodies) > 1]
    printed = next(line for line in of_city if line.key.indicator in with_dots)
    indicator = printed.key.indicator
    report = json.loads(last.report)
    found = next(i for goal in report["goals"] for i in goal["indicators"] if i["code"] == indicator)
    category = printed.key.category
    cell = found["city"]["breakdown"][category[0]][category[1]] if category[0] else found["city"]["total"]
    assert cell[printed.key.measured] == printed.value
    cell[printed.key.measured] += 1
    made = restored(published_year, json.dumps(report))
    assert made is not None
    dotted = [line for line in lines if not line.printed]
    of_it = [line for line in dotted if line.key.indicator == indicator]
    assert made.unknown == len(of_it) > 0
    with read_session(published_year) as session:
        kept = ledger(session, [made.edition])
    assert {line.key for line in dotted} - {line.key for line in kept} == {line.key for line in of_it}
    assert f"{made.unknown} prickade tal är okända" in held(published_year)[1][0]


def _ledger_changed(document: dict[str, Any]) -> None:
    next(row for row in document["ledger"] if row["printed"])["value"] += 1


def _dot_printed(document: dict[str, Any]) -> None:
    next(row for row in document["ledger"] if not row["printed"])["printed"] = True


def _title_changed(document: dict[str, Any]) -> None:
    document["edition"]["title"] = "En annan"


def _broken(document: dict[str, Any]) -> None:
    document["ledger"][0]["bodies"] = 3


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_ledger_changed, "liggaren trycker andra tal"),
        (_dot_printed, "liggaren trycker andra tal"),
        (_title_changed, "kontrollsumman stämmer inte"),
        (_broken, "är skadad"),
    ],
)
def test_a_file_that_was_changed_is_refused(
    published_year: Engine, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    code, content = exported(published_year).popitem()
    lose(published_year, code)
    document = json.loads(content)
    change(document)
    with pytest.raises(EditionFileFault, match=told):
        restored(published_year, json.dumps(document))
    assert code not in exported(published_year)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "tracker-edition-1"}', "inte json", "[" * 100_000])
def test_what_is_no_edition_is_told_so(published_year: Engine, content: str) -> None:
    with pytest.raises(EditionFileFault, match=r"fil\.json är (ingen utgåva|skadad)"):
        restored(published_year, content)
