"""What a reader with ten minutes needs first: who has reported, what goes well, what does not, what is not known.

The statements head the workbook and the document, after the three answers of ``brief``; the page has the rows of its
goals instead. They are made of what the report prints; a dotted figure is in none of them, and so are those made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, wording
from tracker.report.change import better, change_of
from tracker.report.change_words import change_text
from tracker.report.existed_words import existed_text
from tracker.report.lacking import body_text, unready
from tracker.report.model import Goal, Indicator, Report
from tracker.report.short_names import short_name
from tracker.report.vocabulary import counting_as, met
from tracker.words import gettext as _


@dataclass(frozen=True)
class Mention:
    """A goal or an indicator that a statement is about. ``code``: where to read more of it. ``text``: what is said of
    it, its name first."""

    code: str
    name: str
    text: str


@dataclass(frozen=True)
class Statement:
    text: str
    points: tuple[Mention, ...] = ()


def statements(report: Report) -> tuple[Statement, ...]:
    """The report's message: who has reported, and that not all of them existed at once; then of goals and of indicators
    what is weak, what is strong, what is not known; then what is done or planned."""
    found = [_reported(report)]
    if told := existed_text(report):
        found.append(Statement(told))
    if "judgements" in report.calendar.asks:
        found += _judged(report)
    asked = overview.asked_indicators(report)
    if asked:
        found += [_measured(asked), *_compared(asked)]
    if "statuses" in report.calendar.asks:
        text = _("Aktiviteterna, räknade per ansvarig: {statuses}.")
        found.append(Statement(text.format(statuses=wording.statuses_text(report, overview.all_statuses(report)))))
    elif "plans" in report.calendar.asks:
        found += [Statement(wording.planned_text(report, *overview.all_planned(report)) + "."), _aimed(report)]
    return tuple(found)


def _reported(report: Report) -> Statement:
    text = overview.reported_text(report) + "."
    lacking = (f"{what}: {', '.join(map(body_text, bodies))}." for what, bodies in unready(report))
    return Statement(" ".join([text, *lacking]))


def _judged(report: Report) -> Iterable[Statement]:
    """The goals by the share of those judging that say a goal is met, each group in the program's order: at most half,
    then more."""
    word = _met_word(report)
    given = ((goal, goal.judgements.given) for goal in report.goals)
    shares = {goal.code: Fraction(met(report, goal.judgements), count) for goal, count in given if count}
    judged = [goal for goal in report.goals if goal.code in shares]
    groups = (
        (_("Mål som ”{word}” enligt högst hälften av dem som har lämnat en bedömning:"),
         [goal for goal in judged if shares[goal.code] <= Fraction(1, 2)]),
        (_("Mål som ”{word}” enligt mer än hälften:"),
         [goal for goal in judged if shares[goal.code] > Fraction(1, 2)]),
    )  # fmt: skip
    for text, goals in groups:
        if goals:
            yield Statement(text.format(word=word), tuple(_goal_point(report, goal) for goal in goals))
    silent = [goal for goal in report.goals if not goal.judgements.given]
    if silent:
        points = tuple(Mention(goal.code, short_name(goal), short_name(goal)) for goal in silent)
        yield Statement(_("Mål som ingen har bedömt:"), points)


def _met_word(report: Report) -> str:
    """The words for a goal that is met; of several judgements that say so, all."""
    return " / ".join(wording.judgement_word(report, code) for code in counting_as(report, "met"))


def _goal_point(report: Report, goal: Goal) -> Mention:
    parts = [f"{_met_word(report)}: {n_of_d(met(report, goal.judgements), goal.judgements.given)}"]
    for code in counting_as(report, "not_met"):
        if goal.judgements.of(code):
            parts.append(f"{wording.judgement_word(report, code)}: {whole_text(goal.judgements.of(code))}")
    return Mention(goal.code, short_name(goal), f"{short_name(goal)} – {', '.join(parts)}")


def _measured(asked: Sequence[Indicator]) -> Statement:
    reached = [indicator for indicator in asked if indicator.attainment == "reached"]
    missed = [indicator for indicator in asked if indicator.attainment == "not_reached"]
    if not reached and not missed:
        return Statement(_("Ingen av {count} indikatorer kan jämföras med ett målvärde.").format(count=len(asked)))
    text = _("Av {count} indikatorer når {reached} sitt målvärde och {missed} når det inte.")
    if len(asked) > len(reached) + len(missed):
        text += " " + _("Övriga kan inte jämföras med ett målvärde.")
    text = text.format(count=len(asked), reached=len(reached), missed=len(missed))
    return Statement(text, tuple(Mention(each.code, short_name(each), _short_of(each)) for each in missed))


def _short_of(indicator: Indicator) -> str:
    text = _("{title} – {value}, målvärde {target}")
    return text.format(
        title=short_name(indicator),
        value=wording.value_text(indicator.city.total, indicator.kind),
        target=wording.amount(indicator.target, indicator.kind),
    )


def _aimed(report: Report) -> Statement:
    """In a plan: which indicators have a target for the year."""
    year, listed = report.calendar.year, [indicator for goal in report.goals for indicator in goal.indicators]
    aimed = [indicator for indicator in listed if indicator.target is not None]
    if not aimed:
        return Statement(_("Ingen indikator har ett målvärde för {year}.").format(year=year))
    text = _("{aimed} indikatorer har ett målvärde för {year}:")
    points = (Mention(i.code, short_name(i), f"{short_name(i)} – {wording.amount(i.target, i.kind)}") for i in aimed)
    return Statement(text.format(aimed=n_of_d(len(aimed), len(listed)), year=year), tuple(points))


def _compared(asked: Sequence[Indicator]) -> Iterable[Statement]:
    """Against last year, in the program's order; better and worse only where the figures show more than chance and the
    definitions wish for a direction."""
    found = [(indicator, change_of(indicator)) for indicator in asked]
    wished = {indicator.code: better(indicator, change) for indicator, change in found}
    groups: tuple[tuple[str, list[Indicator]], ...] = (
        (_("Sämre än i fjol:"), [each for each, _change in found if wished[each.code] is False]),
        (_("Bättre än i fjol:"), [each for each, _change in found if wished[each.code] is True]),
        (_("Ändrat sedan i fjol, utan att programmet önskar det ena eller det andra:"),
         [each for each, change in found if change.verdict == "changed" and wished[each.code] is None]),
        (_("I stort sett oförändrat sedan i fjol:"), [each for each, change in found if change.verdict == "equal"]),
        (_("Alla är räknade, så talen säger själva vad som har hänt:"),
         [each for each, change in found if change.verdict == "counted"]),
        (_("Det går inte att avgöra om något har ändrats:"),
         [each for each, change in found if change.verdict in ("unclear", "few")]),
        (_("Kan inte jämföras med i fjol:"), [each for each, change in found if change.verdict == "untold"]),
    )  # fmt: skip
    for text, listed in groups:
        if listed:
            yield Statement(text, tuple(Mention(each.code, short_name(each), _beside(each)) for each in listed))


def _beside(indicator: Indicator) -> str:
    """The change in words, and whose it is where they are fewer than those of the city's own figure. Where the years
    cannot be compared, the city's own figure."""
    name, found = short_name(indicator), change_of(indicator)
    if found.verdict == "untold":
        return f"{name} – {wording.value_text(indicator.city.total, indicator.kind)}"
    if found.verdict in ("equal", "few") or found.now.value == indicator.city.total.value:
        return f"{name} – {change_text(indicator)}"
    text = _("{change} Talen gäller dem som rapporterade båda åren.")
    return f"{name} – {text.format(change=change_text(indicator))}"
