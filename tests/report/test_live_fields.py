"""Sentences that the system writes, and the fields by which they stand in a text."""

from __future__ import annotations

import pytest

from tests.cpu import seconds
from tests.exports import sample
from tracker.report.counts import Judgements, JudgementUnit
from tracker.report.live_fields import fields_of, filled, unknown_fields, without_fields
from tracker.report.model import Goal, Report, Word
from tracker.report.said import Said, quoted
from tracker.words import use_language

H = "\u00a0"
BASE = sample.report()
CLAUSES = {"met": "uppfylls helt", "partly": "uppfylls delvis", "not_met": "inte uppfylls"}


def judged(met: int, partly: int, not_met: int, silent: int, kinds: tuple[str, ...] = ()) -> Report:
    """The sample with a goal so judged, in the words of a year that is over."""
    units = tuple(JudgementUnit(code=code, name=code, status="met") for code in kinds)
    counts = Judgements(met=met, partly=partly, not_met=not_met, not_reported=silent, units=units)
    words = tuple(word.model_copy(update={"clause": CLAUSES[word.code]}) for word in BASE.about.judgements)
    about = BASE.about.model_copy(update={"judgements": words})
    goal = BASE.goals[0].model_copy(update={"judgements": counts})
    return BASE.model_copy(update={"goals": (goal,), "about": about})


def said(report: Report, token: str = "") -> str:
    return filled(report, token or f"[[{report.goals[0].code}]]")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((23, 7, 0, 0), "23 av 30 nämnder och bolag bedömer att målet uppfylls helt, 7 att det uppfylls delvis."),
        (
            (0, 0, 1, 2),
            "1 av 3 nämnder och bolag bedömer att målet inte uppfylls. Två har inte lämnat någon bedömning.",
        ),
        (
            (1, 2, 3, 0),
            ("1 av 6 nämnder och bolag bedömer att målet uppfylls helt, 2 att det uppfylls delvis och 3 att det inte "
            "uppfylls."),
        ),
        ((0, 0, 0, 4), "Ingen av 4 nämnder och bolag har lämnat någon bedömning."),
    ],
)
def test_judgements_are_told_in_words_that_agree(counts: tuple[int, int, int, int], sentence: str) -> None:
    assert said(judged(*counts)).replace(H, " ") == sentence


def test_without_clauses_the_judgement_itself_leads() -> None:
    report = judged(9, 1, 0, 0)
    words = tuple(Word(code=w.code, word=w.word, forecast=w.forecast, counts_as=w.counts_as)
                  for w in report.about.judgements)  # fmt: skip
    report = report.model_copy(update={"about": report.about.model_copy(update={"judgements": words})})
    assert said(report).replace(H, " ") == (
        "Målet bedöms uppfyllas helt enligt 9 av 10 nämnder och bolag, bedöms uppfyllas delvis enligt 1."
    )


def test_bodies_of_one_kind_are_called_what_they_are() -> None:
    kind = next(kind for kind in BASE.about.city.kinds if kind.code == BASE.bodies[0].kind)
    same = tuple(body.code for body in BASE.bodies if body.kind == kind.code)
    assert said(judged(2, 0, 0, 0, same)).replace(H, " ").startswith(f"2 av 2 {kind.many} bedömer")


def test_a_field_follows_the_figures_and_keeps_its_signs() -> None:
    before, after = judged(2, 1, 0, 0), judged(3, 0, 0, 0)
    code = before.goals[0].code
    text = f"Läget: [[{code}]] Och [[ingen]] samt [[{code}:overall]]"
    assert "2 av 3" in filled(before, text).replace(H, " ") and "3 av 3" in filled(after, text).replace(H, " ")
    assert "[[ingen]]" in filled(before, text) and unknown_fields(before, text) == ("[[ingen]]",)
    assert "Ingen samlad bedömning är gjord." in filled(before, text)
    assert without_fields(text) == "Läget: … Och … samt …"


def test_every_field_that_is_offered_can_be_filled() -> None:
    for goal in (None, *BASE.goals):
        for field in fields_of(BASE, goal):
            assert field.text and filled(BASE, field.token).replace("\\", "") == field.text
            assert unknown_fields(BASE, field.token) == ()


def test_a_dotted_figure_is_in_no_sentence() -> None:
    indicator = next(i for goal in BASE.goals for i in goal.indicators if i.kind == "share")
    dotted = indicator.city.total.model_copy(update={"state": "suppressed", "n": None, "d": 40, "value": None})
    city = indicator.city.model_copy(update={"total": dotted, "same_bodies": dotted, "previous_year": dotted})
    goal: Goal = BASE.goals[0].model_copy(update={"indicators": (indicator.model_copy(update={"city": city}),)})
    report = BASE.model_copy(update={"goals": (goal,)})
    assert "visas inte" in filled(report, f"[[{indicator.code}]]")
    assert filled(report, f"[[{indicator.code}:value]]") == ".."


def test_a_field_that_never_ends_is_read_in_one_go() -> None:
    """The square of so many blanks would take some ten seconds."""
    text = "[[" + " " * 60_000
    assert seconds(lambda: without_fields(text)) < 1
    assert without_fields(text) == text


def test_a_quotation_has_the_marks_of_the_language_that_the_text_is_in() -> None:
    """Not those of the compiler's own pages: the edition is read in the language of the definitions."""
    words = Said("bromma", "Bromma", "M1", "Förebygga", "", "", "Två kurser\nhar hållits")
    with use_language("en"):
        told = quoted(BASE, words)
    assert told == f"”Två kurser har hållits” (Bromma, {BASE.calendar.name.lower()} {BASE.calendar.year})."
