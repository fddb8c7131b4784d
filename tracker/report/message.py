"""What a reader with ten minutes needs first: who has reported, what goes well, what does not, what is not known.

The same statements head the page, the workbook and the document. They are made of what the report prints; a dotted
figure is in none of them, and so are those made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, wording
from tracker.report.model import Goal, Indicator, Report
from tracker.report.vocabulary import counting_as, met
from tracker.words import gettext as _


@dataclass(frozen=True)
class Point:
    """A goal or an indicator that a statement is about. ``code``: where to read more of it."""

    code: str
    text: str


@dataclass(frozen=True)
class Statement:
    text: str
    points: tuple[Point, ...] = ()


def statements(report: Report) -> tuple[Statement, ...]:
    """The report's message: who has reported; then of goals and of indicators what is weak, what is strong, what is
    not known; then what is done or planned."""
    found = [_reported(report)]
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
    groups = overview.bodies(report)
    text = overview.reported_text(report) + "."
    for sentence, group in ((_("En del: {names}."), groups.partly), (_("Inget: {names}."), groups.nothing)):
        if group:
            text += " " + sentence.format(names=", ".join(body.name for body in group))
    return Statement(text)


def _judged(report: Report) -> Iterable[Statement]:
    """The goals by the share of those judging that say a goal is met: at most half, the weakest first; then more."""
    word = _met_word(report)
    given = ((goal, goal.judgements.given) for goal in report.goals)
    shares = {goal.code: Fraction(met(report, goal.judgements), count) for goal, count in given if count}
    judged = sorted((goal for goal in report.goals if goal.code in shares), key=lambda goal: shares[goal.code])
    groups = (
        (_("Mål som ”{word}” enligt högst hälften av dem som har lämnat en bedömning, det svagaste först:"),
         [goal for goal in judged if shares[goal.code] <= Fraction(1, 2)]),
        (_("Mål som ”{word}” enligt mer än hälften, det starkaste först:"),
         [goal for goal in reversed(judged) if shares[goal.code] > Fraction(1, 2)]),
    )  # fmt: skip
    for text, goals in groups:
        if goals:
            yield Statement(text.format(word=word), tuple(Point(goal.code, _judgement(report, goal)) for goal in goals))
    silent = [goal for goal in report.goals if not goal.judgements.given]
    if silent:
        yield Statement(_("Mål som ingen har bedömt:"), tuple(Point(goal.code, goal.title) for goal in silent))


def _met_word(report: Report) -> str:
    """The words for a goal that is met; of several judgements that say so, all."""
    return " / ".join(wording.judgement_word(report, code) for code in counting_as(report, "met"))


def _judgement(report: Report, goal: Goal) -> str:
    parts = [f"{_met_word(report)}: {n_of_d(met(report, goal.judgements), goal.judgements.given)}"]
    for code in counting_as(report, "not_met"):
        if goal.judgements.of(code):
            parts.append(f"{wording.judgement_word(report, code)}: {whole_text(goal.judgements.of(code))}")
    return f"{goal.title} – {', '.join(parts)}"


def _measured(asked: Sequence[Indicator]) -> Statement:
    reached = [indicator for indicator in asked if indicator.attainment == "reached"]
    missed = [indicator for indicator in asked if indicator.attainment == "not_reached"]
    if not reached and not missed:
        return Statement(_("Ingen av {count} indikatorer kan jämföras med ett målvärde.").format(count=len(asked)))
    text = _("Av {count} indikatorer når {reached} sitt målvärde och {missed} når det inte.")
    if len(asked) > len(reached) + len(missed):
        text += " " + _("Övriga kan inte jämföras med ett målvärde.")
    text = text.format(count=len(asked), reached=len(reached), missed=len(missed))
    return Statement(text, tuple(Point(indicator.code, _short_of(indicator)) for indicator in missed))


def _short_of(indicator: Indicator) -> str:
    text = _("{title} – {value}, målvärde {target}")
    return text.format(
        title=indicator.title.rstrip("."),
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
    points = (Point(i.code, f"{i.title.rstrip('.')} – {wording.amount(i.target, i.kind)}") for i in aimed)
    return Statement(text.format(aimed=n_of_d(len(aimed), len(listed)), year=year), tuple(points))


def _compared(asked: Sequence[Indicator]) -> Iterable[Statement]:
    """Against last year, where both figures are printed; better and worse only where the definitions wish for a
    direction. The largest change first, in proportion to last year's figure."""
    changes = {indicator.code: change for indicator in asked if (change := _change(indicator)) is not None}
    known = sorted(
        (indicator for indicator in asked if indicator.code in changes),
        key=lambda indicator: abs(changes[indicator.code]), reverse=True,
    )  # fmt: skip
    moved = [indicator for indicator in known if changes[indicator.code]]
    wished = [indicator for indicator in moved if indicator.direction is not None]
    better = [each for each in wished if (changes[each.code] > 0) == (each.direction == "up")]
    groups: tuple[tuple[str, list[Indicator]], ...] = (
        (_("Sämre än föregående år, hos de nämnder som rapporterade båda åren:"),
         [each for each in wished if each not in better]),
        (_("Bättre än föregående år, hos de nämnder som rapporterade båda åren:"), better),
        (_("Högre eller lägre än föregående år, utan att programmet önskar det ena eller det andra:"),
         [each for each in moved if each not in wished]),
        (_("Oförändrade sedan föregående år:"), [each for each in known if each not in moved]),
        (_("Kan inte jämföras med föregående år:"), [each for each in asked if each.code not in changes]),
    )  # fmt: skip
    for text, listed in groups:
        if listed:
            yield Statement(text, tuple(Point(each.code, _beside(each)) for each in listed))


def _change(indicator: Indicator) -> Fraction | None:
    now, then = indicator.city.same_bodies.value, indicator.city.previous_year.value
    if now is None or then is None:
        return None
    before = Fraction(then)
    return (Fraction(now) - before) / before if before else Fraction(now)


def _beside(indicator: Indicator) -> str:
    """This year's figure and last year's. Where they cannot be compared, the city's own figure."""
    city, kind = indicator.city, indicator.kind
    comparable = _change(indicator) is not None
    text = _("{title} – {now}, föregående år {then}") if comparable else _("{title} – {now}")
    return text.format(
        title=indicator.title.rstrip("."),
        now=wording.value_text(city.same_bodies if comparable else city.total, kind),
        then=wording.value_text(city.previous_year, kind),
    )
