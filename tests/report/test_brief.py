"""The three answers that head page, sheet, workbook and document: what is named in each, and on what ground."""

from __future__ import annotations

import pytest

from tests.exports import sample
from tests.report.test_message import BASE, DOTTED, H, compared, judged, part, with_goals, with_indicators
from tracker.report.brief import brief
from tracker.report.counts import Judgements, JudgementUnit
from tracker.report.lacking import late_text, unready
from tracker.report.listing import starting_number
from tracker.report.model import Goal, Report
from tracker.report.overview import longest_delays


def answers(report: Report) -> dict[str, str]:
    return {answer.question: answer.text for answer in brief(report)}


def lacking(report: Report) -> tuple[tuple[str, str], ...]:
    return tuple((what, ", ".join(body.name for body in bodies)) for what, bodies in unready(report))


def goals(*found: Goal) -> Report:
    return with_goals(*(goal.model_copy(update={"indicators": (), "activities": ()}) for goal in found))


def test_a_goal_goes_well_from_two_thirds_and_worse_below_half() -> None:
    """14 of 21 is two thirds exactly, 5 of 10 exactly half: the first goes well, the second is in neither."""
    told = answers(goals(judged("M1", 14, 7), judged("M2", 5, 5), judged("M3", 4, 5), judged("M4", 13, 8)))
    assert told["Går bra"] == (
        f"Mål M1: bedöms uppfyllas helt enligt 14{H}av{H}21 nämnder och bolag, bedöms uppfyllas delvis enligt 7."
    )
    assert told["Går mindre bra"].startswith(f"Mål M3: bedöms uppfyllas helt enligt 4{H}av{H}9 nämnder och bolag")
    assert "M2" not in told["Går bra"] + told["Går mindre bra"]


def test_several_goals_are_named_in_the_programs_order_and_who_says_not_met_is_heard() -> None:
    told = answers(goals(judged("M1", 6, 8), judged("M2", 7, 9), judged("M3", 9, 1, 1), judged("M4", 0, 0)))
    assert told["Går mindre bra"] == (
        "För två mål säger färre än hälften ”bedöms uppfyllas helt”: "
        f"Mål M1 (6{H}av{H}14) och Mål M2 (7{H}av{H}16). Några svarar ”bedöms inte uppfyllas”: Mål M3 (1{H}av{H}11)."
    )
    assert "Ingen har bedömt Mål M4." in told["Vet vi inte"]
    assert "Bedömningarna är gjorda av dem som själva ansvarar." in told["Vet vi inte"]


def test_indicators_are_named_only_with_evidence() -> None:
    """I1, I2: Fisher's test finds more than chance. I3: it does not. I4: all are counted. I5: nothing is wished for."""
    told = answers(with_indicators(
        compared("I1", part(70, 100), part(40, 100)), compared("I2", part(70, 100), part(40, 100), direction="down"),
        compared("I3", part(83, 100), part(80, 100)), compared("I4", part(7, 7), part(6, 7), chance="none"),
        compared("I5", part(70, 100), part(40, 100), direction=None), compared("I6", part(70, 100), DOTTED),
    ))  # fmt: skip
    rose = "Andelen ökade från 40,0 till 70,0 procent. Så stor skillnad beror sällan på slump."
    assert f"Andel I1: a{rose[1:]}" in told["Går bra"]
    assert f"Andel I2: a{rose[1:]}" in told["Går mindre bra"]
    assert "För en indikator går det inte att avgöra om den har ändrats." in told["Vet vi inte"]
    assert "En indikator kan inte jämföras med 2022." in told["Vet vi inte"]
    assert (
        "Andel I5: högre än i fjol, mer än slump brukar ge, men programmet säger inte om det är bra."
        in (told["Vet vi inte"])
    )
    assert "I4" not in " ".join(told.values())


def test_who_is_not_ready_is_told_apart_by_what_is_lacking() -> None:
    farsta, jarva, *rest = BASE.bodies
    waiting = farsta.model_copy(update={"handed_in": True})
    report = BASE.model_copy(update={"bodies": (waiting, jarva, *rest)})
    assert lacking(report) == (("Inlämnat, inte mottaget", "Farsta"), ("Har rapporterat en del", "Järva, Bromma"))
    assert "Farsta har lämnat in, men det är inte mottaget." in answers(report)["Vet vi inte"]
    assert lacking(BASE) == (("Har rapporterat en del", "Järva, Bromma"), ("Har inte rapporterat", "Farsta"))
    complete = BASE.model_copy(update={"bodies": (rest[-1],)})
    assert lacking(complete) == ()


def test_nothing_shown_is_said_and_what_the_figures_cannot_tell_is_the_programs_word() -> None:
    about = BASE.about.model_copy(update={"judgements": (), "caution": "Siffrorna visar det som är känt."})
    unclear = compared("I3", part(83, 100), part(80, 100))
    found = BASE.goals[0].model_copy(update={"indicators": (unclear,), "activities": ()})
    told = answers(with_goals(found).model_copy(update={"about": about}))
    assert told["Går mindre bra"] == "Inget som uppgifterna visar."
    assert told["Vet vi inte"].endswith("Programmet har inga gemensamma målvärden. Siffrorna visar det som är känt.")


@pytest.mark.parametrize(
    ("status", "question"), [("met", "Går bra"), ("partly", "Går mindre bra"), ("not_met", "Går mindre bra")]
)
def test_one_bodys_own_report_says_what_that_body_judges(status: str, question: str) -> None:
    unit = JudgementUnit(code="bromma", name="Bromma", status=status)
    goal = BASE.goals[1].model_copy(
        update={"title": "Målet", "judgements": Judgements(counts={status: 1}, units=(unit,)), "indicators": ()}
    )
    told = answers(goals(goal).model_copy(update={"unit": "bromma"}))
    words = {"met": "bedöms uppfyllas helt", "partly": "bedöms uppfyllas delvis", "not_met": "bedöms inte uppfyllas"}
    assert told[question] == f"Bromma: {words[status]} för Målet."


def test_a_plan_has_no_answers() -> None:
    assert brief(sample.report(asks=("plans",))) == ()


def test_delays_stand_the_longest_first_by_the_day_that_has_passed() -> None:
    """The period ends on 2023-08-31. An end that passed counts from there, also where the start passed before it."""
    first = BASE.goals[0]
    activity, unit = first.activities[0], first.activities[0].units[0]
    late = (
        unit.model_copy(update={"name": "A", "status": "ongoing", "end": "2023-08-21", "delayed": True}),
        unit.model_copy(update={"name": "B", "status": "not_started", "start": "2023-06-30", "end": None,
                                "delayed": True}),
        unit.model_copy(update={"name": "C", "status": "not_started", "start": "2023-01-01", "end": "2023-08-30",
                                "delayed": True}),
        unit.model_copy(update={"name": "D", "delayed": False}),
    )  # fmt: skip
    named = activity.model_copy(update={"short_title": "Utbilda", "units": late})
    again = named.model_copy(update={"code": "A9", "same_as": activity.code})
    report = with_goals(first.model_copy(update={"activities": (named, again)}))
    assert [late_text(each) for each in longest_delays(report)] == [
        "B, 62 dagar sen med att börja: Utbilda", "A, 10 dagar: Utbilda", "C, 1 dag: Utbilda",
    ]  # fmt: skip
    longest = "räknat per ansvarig; längst Utbilda (B, 62 dagar sen med att börja)."
    assert f"Tre aktiviteter är försenade, {longest}" in answers(report)["Går mindre bra"]
    alone = named.model_copy(update={"units": late[:1]})
    told = answers(with_goals(first.model_copy(update={"activities": (alone,)})))["Går mindre bra"]
    assert "En aktivitet är försenad: Utbilda (A, 10 dagar)." in told


def test_last_years_number_of_such_goals_is_told_where_all_were_judged_then() -> None:
    """M1 and M2 are below half now; of last year's 3 of 8, 4 of 8 and 1 of 5 the first and the third were."""
    then = [Judgements(met=n, partly=d - n) for n, d in ((3, 8), (4, 8), (1, 5))]
    now = [judged("M1", 3, 5), judged("M2", 2, 6), judged("M3", 4, 3)]
    found = [goal.model_copy(update={"judgements_before": before}) for goal, before in zip(now, then, strict=True)]
    assert answers(goals(*found))["Går mindre bra"].endswith(f"Mål M2 (2{H}av{H}8). I fjol gällde det två mål.")
    better = found[2].model_copy(update={"judgements_before": Judgements(met=4, partly=1)})
    assert answers(goals(*found[:2], better))["Går mindre bra"].endswith("I fjol gällde det ett mål.")
    assert answers(goals(*found[:2], now[2]))["Går mindre bra"].endswith(f"Mål M2 (2{H}av{H}8).")


@pytest.mark.parametrize(("number", "text"), [(1, "En"), (6, "Sex"), (12, "Tolv"), (13, "13")])
def test_numbers_up_to_twelve_are_written_in_letters(number: int, text: str) -> None:
    assert starting_number(number) == text


def test_the_first_year_has_nothing_to_be_compared_with() -> None:
    indicator = compared("I1", part(70, 100), DOTTED)
    series = indicator.series.model_copy(
        update={"as_reported": tuple(p for p in indicator.series.as_reported if p.period.startswith("2023"))}
    )
    told = answers(with_indicators(indicator.model_copy(update={"series": series})))["Vet vi inte"]
    assert "2023 är det första året som följs upp, så det finns inget att jämföra med." in told
    assert "kan inte jämföras" not in told
    assert "En indikator kan inte jämföras med 2022." in answers(with_indicators(indicator))["Vet vi inte"]
