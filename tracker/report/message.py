"""What a reader with ten minutes needs first: who has reported, what goes well, what does not, what is not known.

The same statements head the page, the workbook and the document. They are made of what the report prints; a dotted
figure is in none of them, and so are those made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.report import overview, wording
from tracker.report.model import Goal, Indicator, Judgements, Report
from tracker.words import gettext as _
from tracker.words import ngettext


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
    """The report's message, one statement per question: reported, judged, measured, compared, done."""
    found = [_reported(report)]
    if "judgements" in report.calendar.asks:
        found += _judged(report)
    asked = overview.asked_indicators(report)
    if asked:
        found += [_measured(asked), _compared(asked)]
    if "statuses" in report.calendar.asks:
        text = _("Aktiviteterna, räknade per ansvarig: {statuses}.")
        found.append(Statement(text.format(statuses=wording.statuses_text(report, overview.all_statuses(report)))))
    return tuple(found)


def _reported(report: Report) -> Statement:
    groups = overview.bodies(report)
    text = overview.reported_text(report) + "."
    for sentence, group in ((_("En del: {names}."), groups.partly), (_("Inget: {names}."), groups.nothing)):
        if group:
            text += " " + sentence.format(names=", ".join(body.name for body in group))
    return Statement(text)


def _judged(report: Report) -> Iterable[Statement]:
    """Which goals most say are met; the others by name, the one that fewest say it of first."""
    word = wording.judgement_word(report, "met")
    judged = [goal for goal in report.goals if _given(goal.judgements)]
    behind = sorted((goal for goal in judged if _met(goal) <= Fraction(1, 2)), key=_met)
    mostly = [goal.code for goal in judged if goal not in behind]
    text = _("Mål som ”{word}” enligt mer än hälften av dem som har lämnat en bedömning: {goals}.")
    yield Statement(text.format(word=word, goals=", ".join(mostly) or _("inget")))
    silent = [goal.code for goal in report.goals if goal not in judged]
    if silent:
        yield Statement(_("Mål som ingen har bedömt: {goals}.").format(goals=", ".join(silent)))
    if behind:
        text = _("Mål som högst hälften säger det om, det svagaste först:")
        yield Statement(text, tuple(Point(goal.code, _weak(report, goal)) for goal in behind))


def _given(judgements: Judgements) -> int:
    return judgements.met + judgements.partly + judgements.not_met


def _met(goal: Goal) -> Fraction:
    return Fraction(goal.judgements.met, _given(goal.judgements))


def _weak(report: Report, goal: Goal) -> str:
    given = _given(goal.judgements)
    parts = [f"{wording.judgement_word(report, 'met')}: {wording.n_of_d(goal.judgements.met, given)}"]
    if goal.judgements.not_met:
        parts.append(f"{wording.judgement_word(report, 'not_met')}: {wording.number(goal.judgements.not_met)}")
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


def _compared(asked: Sequence[Indicator]) -> Statement:
    """Against last year, where both figures are printed; higher is better only where the definitions say so."""
    changes = {indicator.code: change for indicator in asked if (change := _change(indicator)) is not None}
    known = [indicator for indicator in asked if indicator.code in changes]
    wished = [indicator for indicator in known if indicator.direction is not None]
    better = [i for i in wished if (changes[i.code] > 0) == (i.direction == "up") and changes[i.code]]
    worse = [i for i in wished if changes[i.code] and i not in better]
    higher = [i for i in known if i not in wished and changes[i.code] > 0]
    lower = [i for i in known if i not in wished and changes[i.code] < 0]
    same = len(known) - len(better) - len(worse) - len(higher) - len(lower)
    counts = (
        (len(better), _("{n} bättre")),
        (len(worse), _("{n} sämre")),
        (len(higher), _("{n} högre utan önskad riktning")),
        (len(lower), _("{n} lägre utan önskad riktning")),
        (same, ngettext("{n} oförändrad", "{n} oförändrade", same)),
        (len(asked) - len(known), _("{n} kan inte jämföras")),
    )
    parts = ", ".join(words.format(n=n) for n, words in counts if n)
    text = _("Indikatorerna mot föregående år, hos de nämnder som rapporterade båda åren: {parts}.").format(parts=parts)
    if worse:
        text += " " + _("Sämre är:")
    return Statement(text, tuple(Point(indicator.code, _moved(indicator)) for indicator in worse))


def _change(indicator: Indicator) -> Decimal | None:
    now, then = indicator.city.same_bodies.value, indicator.city.previous_year.value
    return None if now is None or then is None else Decimal(now) - Decimal(then)


def _moved(indicator: Indicator) -> str:
    text = _("{title} – {now}, föregående år {then}")
    return text.format(
        title=indicator.title.rstrip("."),
        now=wording.value_text(indicator.city.same_bodies, indicator.kind),
        then=wording.value_text(indicator.city.previous_year, indicator.kind),
    )
