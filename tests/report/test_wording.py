"""Codes and numbers in words: every branch, in Swedish, with hard spaces where a line must not break."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tests.report.built import built
from tests.rollup import invented
from tracker.definitions.measure import Kind, Measure
from tracker.measures.numbers import decimal_text, percent_text, whole_text
from tracker.report import measure_words, wording
from tracker.report.counts import Judgements, Statuses
from tracker.report.model import (
    Area,
    Cell,
    Coverage,
    Report,
    SeriesArea,
)

H = "\u00a0"


def value(n: int, d: int | None, printed: str | None) -> Cell:
    return Cell(state="value", n=n, d=d, value=printed)


REPORT = built(invented.program(), "2022-VB", [])


def report(**changes: Any) -> Report:
    return REPORT.model_copy(update=changes)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, f"1{H}000"), (1234567, f"1{H}234{H}567"), (-1234, f"\u22121{H}234")],
)
def test_whole_numbers(number: int, text: str) -> None:
    assert whole_text(number) == text


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("0", "0"),
        ("66.7", "66,7"),
        ("100.0", "100,0"),
        ("1234.50", f"1{H}234,50"),
        ("-0.5", "\u22120,5"),
        ("-1234.5", f"\u22121{H}234,5"),
    ],
)
def test_decimals_keep_their_digits_and_their_sign(exact: str, text: str) -> None:
    assert decimal_text(exact) == text
    assert percent_text(exact) == f"{text}{H}%"


@pytest.mark.parametrize(
    ("cell", "kind", "short", "full"),
    [
        (value(2, 3, "66.7"), "share", f"66,7{H}%", f"66,7{H}% (2{H}av{H}3)"),
        (value(1200, 2400, "50.0"), "share", f"50,0{H}%", f"50,0{H}% (1{H}200{H}av{H}2{H}400)"),
        (value(0, 0, None), "share", f"0{H}av{H}0", f"0{H}av{H}0"),
        (value(0, 7, "0.0"), "share", f"0,0{H}%", f"0,0{H}% (0{H}av{H}7)"),
        (value(9, 11, "81.8"), "yes_no", f"81,8{H}%", f"81,8{H}% (9{H}av{H}11)"),
        (value(1, 1, "100.0"), "yes_no", "Ja", "Ja"),
        (value(0, 1, "0.0"), "yes_no", "Nej", "Nej"),
        (value(1234, None, "1234"), "count", f"1{H}234", f"1{H}234"),
        (value(0, None, "0"), "count", "0", "0"),
        (value(61, 4, "15.3"), "ratio", "15,3", "15,3"),
        (value(3, 10000, "0.30"), "rate", "0,30", "0,30"),
        (Cell(state="suppressed"), "share", "..", ".."),
        (Cell(state="suppressed", d=12), "share", "..", f"..{H}av{H}12"),
        (Cell(state="suppressed", n=8), "share", "..", f"8{H}av{H}.."),
        (Cell(state="suppressed", d=12), "ratio", "..", ".."),
        (Cell(state="suppressed"), "count", "..", ".."),
        (Cell(state="not_reported"), "share", "ej rapporterat", "ej rapporterat"),
        (Cell(state="missing"), "count", "saknas", "saknas"),
        (Cell(state="not_applicable"), "rate", ".", "."),
    ],
)
def test_cells(cell: Cell, kind: str, short: str, full: str) -> None:
    assert wording.value_text(cell, kind) == short
    assert wording.cell_text(cell, kind) == full


@pytest.mark.parametrize(
    ("edition", "text"),
    [
        (None, ""),
        ("2024-T2-1", "Utgåva 2024-T2-1"),
        ("2024-T2-3", "Utgåva 2024-T2-3, som rättar 2024-T2-2"),
        ("2024-T2-10", "Utgåva 2024-T2-10, som rättar 2024-T2-9"),
    ],
)
def test_an_edition_says_what_it_corrects(edition: str | None, text: str) -> None:
    assert wording.edition_text(report(edition=edition)) == text


def test_the_five_empties_are_told_apart_and_zero_is_none_of_them() -> None:
    states = ("suppressed", "not_applicable", "missing", "not_reported")
    cells = [Cell(state=state) for state in states]
    signs = [wording.empty_sign(cell) for cell in cells]
    assert signs == ["..", ".", "saknas", "ej rapporterat"]
    assert "-" not in signs
    assert len({wording.empty_meaning(cell) for cell in cells}) == 4
    assert wording.empty_sign(value(0, None, "0")) is None
    assert wording.empty_meaning(value(0, None, "0")) is None
    assert {sign for sign, _meaning in wording.signs()} == {*signs, "0"}
    assert all(meaning for _sign, meaning in wording.signs())


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        (None, "share", ""),
        ("85.5", "share", f"85,5{H}%"),
        ("100", "yes_no", f"100{H}%"),
        ("1200", "count", f"1{H}200"),
        ("2.5", "ratio", "2,5"),
        ("0.4", "rate", "0,4"),
    ],
)
def test_targets_and_forecasts(typed: str | None, kind: str, text: str) -> None:
    assert wording.amount(typed, kind) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (value(1, 2, "50.0"), f"50,0{H}% (1{H}av{H}2)"),
        (Cell(state="suppressed", d=2), f"..{H}av{H}2"),
        (Cell(state="suppressed"), ".."),
        (Cell(state="not_reported"), "ej jämförbart"),
        (Cell(state="not_applicable"), "ej jämförbart"),
    ],
)
def test_last_year(cell: Cell, text: str) -> None:
    nothing = Cell(state="not_reported")
    coverage = Coverage(reported=1, expected=1)
    area = Area(code="a", name="A", total=nothing, coverage=coverage, previous_year=cell, same_bodies=nothing)
    assert wording.previous_text(area, "share") == text


def test_coverage() -> None:
    def text(reported: int, expected: int, share: str | None) -> str:
        return wording.coverage_text(REPORT, Coverage(reported=reported, expected=expected, population_share=share))

    assert text(9, 11, "84.2") == f"9{H}av{H}11 stadsdelsnämnder, 84,2{H}% av befolkningen"
    assert text(1, 1, "100.0") == f"1{H}av{H}1 stadsdelsnämnd, 100,0{H}% av befolkningen"
    assert text(0, 4, None) == f"0{H}av{H}4 nämnder och bolag"
    assert text(1, 1, None) == f"1{H}av{H}1 nämnd eller bolag"


def _words() -> dict[str, str]:
    return {"met": "uppfylls helt", "partly": "uppfylls delvis", "not_met": "uppfylls inte"}


def worded(forecast: bool) -> Report:
    words = tuple(
        word.model_copy(update={"word": _words()[word.code], "forecast": f"bedöms {_words()[word.code]}"})
        for word in REPORT.about.judgements
    )
    return report(
        about=REPORT.about.model_copy(update={"judgements": words}),
        calendar=REPORT.calendar.model_copy(update={"forecast": forecast}),
    )


def test_judgements_are_forecasts_until_the_year_is_over() -> None:
    assert wording.judgement_word(worded(False), "met") == "uppfylls helt"
    assert wording.judgement_word(worded(True), "met") == "bedöms uppfylls helt"
    assert wording.judgement_word(worded(True), "not_reported") == "ej rapporterat"
    counts = Judgements(met=23, partly=7, not_met=0, not_reported=2)
    text = wording.judgements_text(worded(False), counts)
    assert text == "30 av 32 nämnder och bolag har bedömt målet – uppfylls helt: 23, uppfylls delvis: 7."
    nobody = wording.judgements_text(worded(False), Judgements(not_reported=32))
    assert nobody == "Ingen av 32 nämnder och bolag har lämnat någon bedömning."


def test_statuses() -> None:
    counts = Statuses(not_started=1, ongoing=2, done=3, cancelled=4, not_reported=5, delayed=2)
    text = "genomförd: 3, pågår: 2, ej påbörjad: 1, avförd: 4, ej rapporterat: 5; 2 är försenade"
    assert wording.statuses_text(REPORT, counts) == text
    assert wording.statuses_text(REPORT, Statuses()) == "ingen ansvarig"
    assert wording.status_word(REPORT, "not_reported") == "ej rapporterat"
    assert wording.delayed_word() == "försenad"


def test_every_code_of_the_models_has_a_word() -> None:
    sources = get_args(Measure.model_fields["source"].annotation)
    for word, codes in (
        (measure_words.kind_word, get_args(Kind)),
        (measure_words.source_word, sources),
        (measure_words.direction_word, ("up", "down", None)),
    ):
        words = [word(code) for code in codes]
        assert all(words)
        assert len(set(words)) == len(codes)
        assert not set(words) & {"count", "share", "ratio", "rate", "facknamnd", "stadsdelsnamnd", "register"}
    assert measure_words.kind_word("rate") == f"antal per 1{H}000 invånare"


def test_attainment() -> None:
    indicator = REPORT.goals[0].indicators[0]
    for code, text in (("reached", "målvärdet uppnås"), ("not_reached", "målvärdet uppnås inte"), (None, "")):
        assert wording.attainment_word(indicator.model_copy(update={"attainment": code})) == text


def test_marks_and_names() -> None:
    assert wording.audience_mark(report(audience="internal")) == "Internt – får ej spridas"
    assert wording.audience_mark(report(audience="preview")) == "Förhandsvisning – ej publicerad"
    assert wording.audience_mark(report(audience="published")) is None
    assert wording.fictional_mark(report(fictional=True)) == "Påhittade uppgifter"
    assert wording.fictional_mark(report(fictional=False)) is None
    nothing = Cell(state="not_reported")
    city = SeriesArea(code="city", name="", total=nothing, coverage=Coverage(reported=0, expected=0))
    assert wording.area_name(REPORT, city) == "Hela staden"
    assert wording.area_name(REPORT, city.model_copy(update={"code": "bromma", "name": "Bromma"})) == "Bromma"
