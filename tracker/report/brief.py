"""The report in three answers, for who reads nothing else: what goes well, what goes worse, what is not known.

A goal goes well where at least two thirds of those that judged it say that it is met, and worse where fewer than half
do or where anybody says that it is not met. An indicator is named only where more than chance is shown, or by its
target. The same sentences stand on the page, on its printed sheet, in the workbook and in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, wording
from tracker.report.brief_indicators import aimed, changed, neutral, uncompared
from tracker.report.counts import Judgements
from tracker.report.lacking import late_within
from tracker.report.listing import and_list, starting_number
from tracker.report.model import Goal, Report
from tracker.report.short_names import short_name
from tracker.report.vocabulary import counting_as, met
from tracker.words import gettext as _
from tracker.words import ngettext

MOST = Fraction(2, 3)
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Answer:
    """``question``: what it answers, in two or three words. ``text``: one or more sentences."""

    question: str
    text: str


def brief(report: Report) -> tuple[Answer, ...]:
    """The three answers; none for a period that asks for neither figures nor judgements."""
    if not overview.asked_indicators(report) and not _judged(report):
        return ()
    nothing = _("Inget som uppgifterna visar.")
    return (
        Answer(_("Går bra"), " ".join(_well(report)) or nothing),
        Answer(_("Går mindre bra"), " ".join(_worse(report)) or nothing),
        Answer(_("Vet vi inte"), " ".join(_unknown(report))),
    )


def _well(report: Report) -> Iterable[str]:
    if report.unit:
        yield from _by_one(report, "met")
    else:
        text = _("{count} mål {word} enligt minst två tredjedelar av dem som har bedömt dem: {names}.")
        yield from _goals(report, lambda share: share >= MOST, text)
    yield from changed(report, True)
    yield from aimed(report, "reached", lambda n: ngettext(
        "En indikator når sitt målvärde: {names}.", "{count} indikatorer når sina målvärden: {names}.", n
    ))  # fmt: skip


def _worse(report: Report) -> Iterable[str]:
    if report.unit:
        yield from _by_one(report, "partly")
        yield from _by_one(report, "not_met")
    else:
        text = _("För {some} mål säger färre än hälften ”{word}”: {names}.")
        yield from _goals(report, lambda share: share < HALF, text)
        yield from _not_met(report)
    yield from _late(report)
    yield from changed(report, False)
    yield from aimed(report, "not_reached", lambda n: ngettext(
        "En indikator når inte sitt målvärde: {names}.", "{count} indikatorer når inte sina målvärden: {names}.", n
    ))  # fmt: skip


def _unknown(report: Report) -> Iterable[str]:
    yield from _incomplete(report)
    yield from _unjudged(report)
    yield from neutral(report)
    yield from uncompared(report)
    asked = overview.asked_indicators(report)
    if asked and not any(indicator.target for indicator in asked):
        yield _("Programmet har inga gemensamma målvärden.")
    if any(share is not None for _goal, share in _judged(report)):
        yield _("Bedömningarna är gjorda av dem som själva ansvarar.")
    if report.about.caution:
        yield report.about.caution


def _judged(report: Report) -> list[tuple[Goal, Fraction]]:
    """The goals that anybody judged, each with the share that says it is met."""
    if "judgements" not in report.calendar.asks or not report.about.judgements:
        return []
    return [(goal, share) for goal in report.goals if (share := _share(report, goal.judgements)) is not None]


def _share(report: Report, found: Judgements | None) -> Fraction | None:
    return Fraction(met(report, found), found.given) if found and found.given else None


def _word(report: Report, what: str) -> str:
    codes = counting_as(report, what)  # type: ignore[arg-type]  # one of the three that judgements count as
    return " / ".join(wording.judgement_word(report, code) for code in codes)


def _unjudged(report: Report) -> Iterable[str]:
    if "judgements" in report.calendar.asks and report.about.judgements:
        silent = [short_name(goal) for goal in report.goals if not goal.judgements.given]
        if silent:
            yield _("Ingen har bedömt {names}.").format(names=and_list(silent))


def _goals(report: Report, belongs: Callable[[Fraction], bool], text: str) -> Iterable[str]:
    """The goals of a group with how many say that each is met; of a single one a sentence of its own."""
    judged = _judged(report)
    goals = [goal for goal, share in judged if belongs(share)]
    if len(goals) == 1:
        yield _one_goal(report, goals[0])
    elif goals:
        named = [f"{short_name(goal)} ({_met_of(report, goal)})" for goal in goals]
        before = [_share(report, goal.judgements_before) for goal, _now in judged]
        known = [share for share in before if share is not None]
        count = starting_number(len(goals))
        yield text.format(count=count, some=count.lower(), word=_word(report, "met"), names=and_list(named))
        if len(known) == len(judged):
            then = sum(map(belongs, known))
            told = ngettext("I fjol gällde det ett mål.", "I fjol gällde det {count} mål.", then)
            yield told.format(count=starting_number(then).lower())


def _met_of(report: Report, goal: Goal) -> str:
    return n_of_d(met(report, goal.judgements), goal.judgements.given)


def _one_goal(report: Report, goal: Goal) -> str:
    """``Upptäcka våld: uppfylls helt enligt 14 av 21 nämnder, uppfylls delvis enligt 7.``"""
    bodies, given = report.about.city.bodies, goal.judgements.given
    text = _("{name}: {word} enligt {count} {bodies}").format(
        name=short_name(goal), word=_word(report, "met"), count=_met_of(report, goal),
        bodies=bodies.one if given == 1 else bodies.many,
    )  # fmt: skip
    rest = [word for word in report.about.judgements if word.counts_as != "met" and goal.judgements.of(word.code)]
    for word in rest:
        count = whole_text(goal.judgements.of(word.code))
        text += ", " + _("{word} enligt {count}").format(word=wording.judgement_word(report, word.code), count=count)
    return text + "."


def _not_met(report: Report) -> Iterable[str]:
    """Goals that somebody says are not met."""
    codes = counting_as(report, "not_met")
    found = [(goal, goal.judgements.total(codes)) for goal in report.goals if goal.judgements.total(codes)]
    if found and _judged(report):
        names = [f"{short_name(goal)} ({n_of_d(count, goal.judgements.given)})" for goal, count in found]
        text = _("Några svarar ”{word}”: {names}.")
        yield text.format(names=and_list(names), word=_word(report, "not_met"))


def _by_one(report: Report, what: str) -> Iterable[str]:
    """Of a body's own report: the goals that it judges so."""
    codes = counting_as(report, what)  # type: ignore[arg-type]  # one of the three that judgements count as
    names = [short_name(goal) for goal, _share in _judged(report) if goal.judgements.total(codes)]
    if not names:
        return
    by = next((body.name for body in report.bodies if body.code == report.unit), report.unit or "")
    if any(goal.judgements.given > 1 for goal in report.goals):  # a published part keeps the city's counts
        units = {goal.code: {u.code: u.status for u in goal.judgements.units} for goal in report.goals}
        names = [short_name(g) for g in report.goals if units[g.code].get(report.unit or "") in codes]
    if names:
        text = _("{body}: {word} för {names}.")
        yield text.format(body=by, word=_word(report, what), names=and_list(names))


def _late(report: Report) -> Iterable[str]:
    """How many activities are late, and the one that has been so longest."""
    late = overview.longest_delays(report) if "statuses" in report.calendar.asks else ()
    if late:
        text = ngettext(
            "En aktivitet är försenad: {longest}.",
            "{count} aktiviteter är försenade, räknat per ansvarig; längst {longest}.",
            len(late),
        )
        yield text.format(count=starting_number(len(late)), longest=late_within(late[0]))


def _incomplete(report: Report) -> Iterable[str]:
    """Who is not ready, each group in its own words."""
    groups = overview.bodies(report)
    told = (
        (groups.handed_in, _("{names} har lämnat in, men det är inte mottaget.")),
        (groups.partly, _("{names} har bara rapporterat en del.")),
        (groups.nothing, _("{names} har inte rapporterat något.")),
    )
    for bodies, text in told:
        if bodies:
            yield text.format(names=and_list([body.name for body in bodies], 3))
