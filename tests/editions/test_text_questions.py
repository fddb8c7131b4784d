"""Numbers in texts against the figures of the demonstration's 2023: what may tell a dotted one is asked about, ordinary
texts are left in peace."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Engine

from tests.programs import VALD
from tracker.demo import texts as demo_texts
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import joint_system
from tracker.editions.number_question import Question
from tracker.editions.protection import GroupVerdict, Protection
from tracker.editions.question_words import question_text
from tracker.editions.sources import Archive, EditionSources, sources_of
from tracker.editions.text_figures import Figure, TextFigures, text_figures
from tracker.editions.text_questions import TextCheck
from tracker.report.model import Cell
from tracker.report.reading import from_json
from tracker.rows import Line
from tracker.store.database import connect, read_session


class Undecided:
    """What is asked of a verdict here: the system alone."""

    def __init__(self, lines: list[Line], sources: EditionSources) -> None:
        self.joint = joint_system(lines, sources.rules)


@pytest.fixture(scope="module")
def engine(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("texts") / "published.sqlite3"
    shutil.copyfile(published_once, file)
    engine = connect(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def check(engine: Engine) -> TextCheck:
    """The year's edition as it was published: nothing is decided again."""
    with read_session(engine) as session:
        archive = Archive(session, VALD)
        edition = archive.published[-1]
        sources = sources_of(archive, edition)
        verdicts = [Undecided(lines, sources) for lines in groups(archive.ledger, sources.rules).values()]
        own = tuple(line for line in archive.ledger if line.edition == edition.code)
    protection = Protection(own, frozenset(), tuple(cast("list[GroupVerdict]", verdicts)))
    return TextCheck(from_json(edition.report), text_figures(protection, sources), 5)


def asked(check: TextCheck, text: str, goal: str = "M5") -> list[Question]:
    return list(check.questions({goal: text}))


@pytest.mark.parametrize("goal", ["M1", "M5", "titel"])
@pytest.mark.parametrize(
    "text",
    [
        "I Skarpnäck fick sju av nio familjer krisstöd.",
        "Farsta: 12 av 15 kvinnor.",
        "Stödet gavs till ett par kvinnor.",
        "Var fjärde av de åtta har flyttat.",
        "Några få familjer; en handfull barn.",
        "One in four women in Farsta was offered support.",
        "I Enskede fick en tredjedel av kvinnorna stöd.",
        "Skarpnäcks andel var 77,8 procent.",
        "Flertalet kvinnor i Farsta fick stöd.",
        "Farsta har tagit emot ärenden. Av dem gällde elva kvinnor.",
        "Endast en fick stöd i Farsta.",
        "Ett begränsat antal kvinnor i Farsta fick stöd.",
        "Några familjer har flyttat från Farsta.",
        "En knapp fjärdedel av kvinnorna i Farsta.",
        "¾ av kvinnorna i Farsta fick stöd.",
        "I Farsta fick 0,75 av kvinnorna stöd.",
        "One-third of the women in Farsta were offered support.",
        "Hardly any women in Farsta; a pair of sisters.",
        "Inom punkt 4 kvinnor i Farsta.",
        "Den fjärde kvinnan i Farsta fick stöd.",
        "I Farsta fick den tredje avslag, och den fjärde har flyttat.",
        "Med den 4:e kvinnan blev gruppen full.",
        "The fourth woman was offered support.",
        "Minst en i Farsta har polisanmält.",
        "At least one in Farsta has moved.",
        "I Skarpnäck fick IV kvinnor stöd.",
        "I Skarpnäck fick Ⅳ kvinnor stöd, i Farsta ④.",
        "I Skarpnäck fick \uff14 kvinnor stöd.",
        "I Skarpnäck var andelen 77,8.",
        "Farstas andel gick från 45,2 till 77,8, enligt rapporten.",
        "Dubbelt så många kvinnor som män.",
        "Tre gånger så många kvinnor som i fjol.",
        "Antalet kvinnor har fördubblats i Farsta.",
        "Twice as many women as men; three times as many women as last year.",
        "I Skarpnäck fick fy\u00adra kvinnor stöd.",
        "Farsta redovisar 1\u200b2 kvinnor.",
        "I Skarpna\u0308ck fick a\u030atta familjer krisstöd.",
    ],
)
def test_what_may_tell_a_dotted_figure_is_asked_about(check: TextCheck, goal: str, text: str) -> None:
    assert asked(check, text, goal)


def test_every_dotted_figure_is_found_when_it_is_told(check: TextCheck) -> None:
    """Each in a sentence of its own that names its area: as a number, and as so many of so many."""
    figures = check.figures
    hidden = [figure for of in figures.hidden.values() for figure in of]
    assert len(hidden) > 100
    for figure in hidden:
        area = figures.words.area(figure.origin.line)
        found = asked(check, f"{area} redovisar {figure.value} i år.", goal=_goal(check, figure.indicator))
        assert [question.why for question in found] == ["hidden"], figure
        told = figures.words.whole(figure.origin)
        assert found[0].more or told in found[0].figures


def _goal(check: TextCheck, code: str) -> str:
    goals = (goal for goal in check.report.goals for indicator in goal.indicators if indicator.code == code)
    return next((goal.code for goal in goals), "titel")


def test_a_sum_of_several_areas_is_found(check: TextCheck) -> None:
    figures: TextFigures = check.figures
    dotted = [figure for figure in figures.own if not figure.printed and figure.origin.line.level == "unit"]
    first = next(one for one in dotted if any(_alike(one, other) for other in dotted))
    other = next(other for other in dotted if _alike(first, other))
    names = [figures.words.area(figure.origin.line) for figure in (first, other)]
    (found,) = asked(check, f"{names[0]} och {names[1]} hade tillsammans {first.value + other.value}.", "titel")
    assert found.why == "hidden"


def _alike(one: Figure, other: Figure) -> bool:
    first, second = (figure.origin.line.key for figure in (one, other))
    same = (first.indicator, first.category, first.measured) == (second.indicator, second.category, second.measured)
    return same and first.bodies != second.bodies


def test_a_number_that_contradicts_a_printed_one_is_shown_with_it(check: TextCheck) -> None:
    (found,) = asked(check, "Tio av fjorton stadsdelsnämnder arbetar med frågan.")
    assert found.printed == ("I5.1 Hela staden, totalt, 2023-VB: 614 av 965",)
    # A share says which indicator it is of by its words; the city's stands beside it though a body is named further on.
    (found,) = asked(check, "Andelen som polisanmält våldet var 75 procent, mest i Farsta.")
    city = "I5.1 Hela staden, totalt, 2023-VB: 63,6\u00a0% (614 av 965)"
    assert found.printed == ("I5.1 Farsta, totalt, 2023-VB: 67,4\u00a0% (31 av 46)", city)
    assert f"Rapporten säger: {found.printed[0]}; {city}." in question_text(found)
    (found,) = asked(check, "I hela staden har 700 personer polisanmält våldet.")
    assert found.printed == ("I5.1 Hela staden, totalt, 2023-VB: 614 av 965",)


def test_a_count_that_is_part_of_nothing_is_contradicted_too(check: TextCheck) -> None:
    """I2.2 counts perpetrators, without a denominator."""
    (count,) = (f for f in check.figures.counts if f.indicator == "I2.2" and f.origin.line.level == "city")
    assert count.printed
    (found,) = asked(check, f"{count.value + 41} våldsutövare har haft kontakt med Relationsvåldscentrum.", "M2")
    assert found.printed == (f"I2.2 Hela staden, totalt, 2023-VB: {count.value}",)
    assert not asked(check, f"{count.value} våldsutövare har haft kontakt med Relationsvåldscentrum.", "M2")


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("I hela staden fick 614 av 965 personer stöd, 63,6 procent.", "M5"),
        ("Enligt kommunfullmäktiges beslut den 31 augusti 2023 (dnr KS 2023/1234) följs mål 3 upp.", "M1"),
        ("Järva stadsdelsnämnd bildades den 1 juli 2023 av Rinkeby-Kista och Spånga-Tensta.", "M2"),
        ("Ärendena har ökat sedan 2021 och programmet löper 2021–2025; se indikator I5.1 och aktivitet A5.3.", "M5"),
        ("Enligt 11 kap. 1 § socialtjänstlagen (2001:453) ska nämnden inleda utredning.", "M5"),
        ("I hela staden anmäldes 2 750 brott mot polisen, enligt Brå.", "M3"),
        ("Andelen som känner till rutinen var 85 procent i medarbetarenkäten 2023.", "M1"),
        ("Mötet hölls den 14/9 kl. 13.00–15.30 på Hantverkargatan 2a, tfn 08-508 25 000.", "M4"),
        ("Socialnämnden avsatte 3,5 miljoner kronor för insatserna.", "M6"),
        ("Unga i åldern 18–25 år nås genom skolan; var tredje vecka hålls öppet hus i Skarpnäck.", "M2"),
        ("Nätverket träffas fyra gånger per år. Nästa utbildning startar vecka 36.", "M1"),
        ("De flesta nämnder har antagit en rutin, och hälften av nämnderna har följt upp den.", "M1"),
        ("Utgåva 2023-T2-1 visade samma sak som T1 och VP.", "M7"),
        ("Den fjärde utbildningen gavs i maj; andra kvinnor nås i öppna förskolan, det andra var i juni.", "M2"),
        ("Nämnden har minst en rutin. Den tredje delen av planen och version 2.3 antogs.", "M1"),
        ("I kapitel IV och under del II beskrivs arbetet; vi kvinnor och män har olika villkor.¹", "M2"),
        ("Dubbelt så många aktiviteter genomfördes, och medelbetyget var 4,3 poäng.", "M1"),
    ],
)
def test_ordinary_texts_are_left_in_peace(check: TextCheck, text: str, goal: str) -> None:
    assert asked(check, text, goal) == []


def test_the_demonstrations_texts_ask_once_in_all(check: TextCheck) -> None:
    """``Två av tre enheter`` is a ratio of small numbers; nothing else in them counts anything."""
    invented = demo_texts.SWEDISH
    groups = (invented.plans, *invented.comments.values(), *invented.analyses.values(), invented.missing)
    written = [text for group in groups for text in group]
    found = [question.number for text in written for question in asked(check, text, "M1")]
    assert found == ["Två av tre"]


def test_signs_that_nobody_sees_change_nothing(check: TextCheck) -> None:
    """What is asked is asked in the same words at the same place, so that an answer holds for both."""
    told = "I Farsta fick 12 av 15 kvinnor stöd."
    hidden = "I Far\u00adsta fick 1\u200b2\u00a0av 1\u20605 kvinnor sto\u0308d."
    assert asked(check, hidden) == asked(check, told) != []


def test_an_expression_asks_once(check: TextCheck) -> None:
    found = asked(check, "I Farsta fick 12 av 15 kvinnor stöd, och 3 av dem fick skyddat boende.")
    assert [question.number for question in found] == ["12 av 15", "3"]
    assert found[0].place == "M5:14:12 av 15"


def test_a_quotation_is_of_the_body_that_its_source_names(check: TextCheck) -> None:
    """Not of the body that was spoken of before it in the paragraph."""
    dotted = [f for f in check.figures.own if not f.printed and f.origin.line.level == "unit" and f.indicator == "I5.1"]
    figure = next(f for f in dotted if f.value > 2)
    body = check.figures.words.area(figure.origin.line)
    other = next(name for name in check.figures.areas if name not in (body, "Hela staden"))
    quotation = f"”Färre än väntat ({figure.value} i år). Vi fortsätter.” ({body}, tertialrapport 2)."
    (found,) = asked(check, f"Läget är gott i {other}. {quotation}")
    assert found.near
    assert found.why == "hidden"
    assert found.figures
    assert all(f"I5.1 {body}," in told or f" {body}," in told for told in found.figures)
    assert other not in " ".join(found.figures)


def test_a_number_that_only_happens_to_be_a_dotted_one_is_told_as_that(check: TextCheck) -> None:
    hidden = {figure.value for figure in check.figures.own if not figure.printed}
    assert 2 in hidden
    (found,) = asked(check, "Två saker behöver ske under hösten.", "M2")
    assert not found.near and "meningen nämner inte vad det gäller" in question_text(found)
    (near,) = asked(check, "Två våldsutövare har haft kontakt med Relationsvåldscentrum.", "M2")
    assert near.near and "Det kan röja I2.2" in question_text(near)


def test_a_share_is_read_with_what_stands_before_the_colon_and_last_years_is_known(check: TextCheck) -> None:
    goal = next(goal for goal in check.report.goals if goal.code == "M5")
    indicator = next(each for each in goal.indicators if each.code == "I5.1")
    then = Cell(state="value", n=62, d=100, value="62.0")
    city = indicator.city.model_copy(update={"previous_year": then})
    compared = [each.model_copy(update={"city": city}) if each is indicator else each for each in goal.indicators]
    changed = goal.model_copy(update={"indicators": tuple(compared)})
    goals = tuple(changed if each is goal else each for each in check.report.goals)
    check = replace(check, report=check.report.model_copy(update={"goals": goals}))
    said = "Fler har polisanmält våldet i nära relation"
    (found,) = asked(check, f"{said}: andelen är nu 12 procent, mot 62,0 procent i fjol.")
    assert found.number.startswith("12") and found.printed[0].startswith("I5.1 Hela staden")
    assert len(asked(check, f"{said}: andelen är nu 62,0 procent.")) == 1
