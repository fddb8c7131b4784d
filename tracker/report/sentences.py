"""Whole sentences on one goal, indicator or activity, as a compiler would write them in a running text.

They are made of what the report prints: of a dotted figure they say that it is not shown. Words for bodies and
judgements are the definitions' own, so a sentence is written in the definitions' language (see ``live_fields``).
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.measures.numbers import n_of_d, percent_text, whole_text
from tracker.report import overview, wording
from tracker.report.change_words import change_of_whom
from tracker.report.counts import Statuses
from tracker.report.listing import and_list, starting_number
from tracker.report.model import Activity, Called, Goal, Indicator, Report
from tracker.report.short_names import short_name
from tracker.words import gettext as _
from tracker.words import ngettext


def judged_sentence(report: Report, goal: Goal) -> str:
    """``14 av 21 nämnder bedömer att målet uppfylls helt, 6 att det uppfylls delvis.``"""
    found = goal.judgements
    expected = found.given + found.not_reported
    many = called(report, (unit.code for unit in found.units)).many
    if not found.given:
        text = ngettext(
            "Den enda som ansvarar har inte lämnat någon bedömning.",
            "Ingen av {expected} {bodies} har lämnat någon bedömning.",
            expected,
        )
        return text.format(expected=whole_text(expected), bodies=many)
    counts = [(word, found.of(word.code)) for word in report.about.judgements if found.of(word.code)]
    first, count = counts[0]
    text = _clause_first(count) if first.clause else _("Målet {word} enligt {counted} {bodies}")
    parts = [text.format(
        word=first.clause or wording.judgement_word(report, first.code), counted=n_of_d(count, expected), bodies=many
    )]  # fmt: skip
    for word, count in counts[1:]:
        more = _("{count} att det {word}") if word.clause else _("{word} enligt {count}")
        shown = word.clause or wording.judgement_word(report, word.code)
        parts.append(more.format(count=whole_text(count), word=shown))
    told = ", ".join(parts[:2]) if len(parts) < 3 else _("{names} och {last}").format(
        names=", ".join(parts[:-1]), last=parts[-1]
    )
    return " ".join([told + ".", *_silent(found.not_reported)])


def named_sentence(report: Report, goal: Goal) -> str:
    """The same where nothing else says which goal it is about: ``Kunskap om våld (M1): 14 av 21 …``"""
    said = judged_sentence(report, goal)
    return f"{short_name(goal)} ({goal.code}): {said[:1].lower()}{said[1:]}"


def _clause_first(count: int) -> str:
    return ngettext(
        "{counted} {bodies} bedömer att målet {word}", "{counted} {bodies} bedömer att målet {word}", count
    )


def _silent(count: int) -> Iterable[str]:
    if count:
        text = ngettext(
            "{count} har inte lämnat någon bedömning.", "{count} har inte lämnat någon bedömning.", count
        )
        yield text.format(count=starting_number(count))


def overall_sentence(report: Report, goal: Goal) -> str:
    """What the compilers judge themselves; says so where they have not."""
    word = next((word for word in report.about.judgements if word.code == goal.overall), None)
    if word is None:
        return _("Ingen samlad bedömning är gjord.")
    return _("Samlad bedömning: målet {word}.").format(word=wording.judgement_word(report, word.code))


def activities_sentence(report: Report, goal: Goal) -> str:
    """How far the goal's activities have come, counted once per body that answers."""
    return _counted(report, overview.goal_statuses(goal), _("Målets aktiviteter, räknade per ansvarig: {statuses}."))


def activity_sentence(report: Report, activity: Activity) -> str:
    text = _("{name}, räknat per ansvarig: {statuses}.").replace("{name}", short_name(activity))
    return _counted(report, activity.statuses, text)


def _counted(report: Report, statuses: Statuses, text: str) -> str:
    return text.format(statuses=wording.statuses_text(report, statuses))


def late_sentence(activities: Iterable[Activity]) -> str:
    """Which activities are late, and whose they are."""
    late = [(each, [unit.name for unit in each.units if unit.delayed]) for each in activities]
    told = [_("{code} hos {names}").format(code=each.code, names=and_list(names)) for each, names in late if names]
    return _("Försenat: {told}.").format(told="; ".join(told)) if told else _("Ingen aktivitet är försenad.")


def figure_sentence(report: Report, indicator: Indicator) -> str:
    """The city's figure, with how many it is the figure of."""
    total, name = indicator.city.total, short_name(indicator)
    match total.state:
        case "suppressed":
            return _("{name}: uppgiften visas inte, för att ingen enskild ska kunna pekas ut.").format(name=name)
        case "value":
            covered = coverage_words(report, indicator)
            text = _("{name}: {figure}. Uppgiften gäller {covered}.")
            return text.format(name=name, figure=wording.cell_text(total, indicator.kind), covered=covered)
        case _:
            return _("{name}: ingen uppgift för helheten.").format(name=name)


def coverage_words(report: Report, indicator: Indicator) -> str:
    """``9 av 11 nämnder, 84,2 % av befolkningen``, in the city's word for those who answer."""
    coverage = indicator.city.coverage
    word = called(report, (area.code for area in indicator.units))
    counted = f"{n_of_d(coverage.reported, coverage.expected)} {word.one if coverage.expected == 1 else word.many}"
    if coverage.population_share is None:
        return counted
    return _("{counted}, {share} av befolkningen").format(
        counted=counted, share=percent_text(coverage.population_share)
    )


def categories_sentence(indicator: Indicator) -> str:
    """The city's figure for each category of its breakdowns."""
    names = {(d.code, c.code): c.name for d in indicator.dimensions for c in d.categories}
    told = [
        f"{names.get((dimension, category), category)} {wording.cell_text(cell, indicator.kind)}"
        for dimension, cells in indicator.city.breakdown.items()
        for category, cell in cells.items()
    ]
    if not told:
        return _("{name} är inte uppdelad.").format(name=short_name(indicator))
    return _("{name}: {told}.").format(name=short_name(indicator), told="; ".join(told))


def change_sentence(indicator: Indicator) -> str:
    return f"{short_name(indicator)}: {change_of_whom(indicator)}"


def called(report: Report, bodies: Iterable[str]) -> Called:
    """The city's word for these bodies: their kind's own where all are of one, else the word for any body."""
    kinds = {body.code: body.kind for body in report.bodies}
    found = {kinds.get(code) for code in bodies}
    return next((kind for kind in report.about.city.kinds if found == {kind.code}), report.about.city.bodies)
