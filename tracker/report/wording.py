"""Codes → words and numbers, as a reader of Swedish official statistics expects them.

The report carries codes; every renderer takes its words from here, so that page, chart, workbook and
document say the same. Numbers: decimal comma, hard space between thousands, hard space before ``%``.
"""

from __future__ import annotations

from tracker.measures.numbers import HARD_SPACE, n_of_d, percent_text, whole_text
from tracker.measures.table import kind_of
from tracker.report.counts import Judgements, Statuses
from tracker.report.listing import capital
from tracker.report.model import (
    ActivityUnit,
    Area,
    Cell,
    Coverage,
    Indicator,
    Report,
    SeriesArea,
)
from tracker.report.vocabulary import status_looks
from tracker.words import gettext as _
from tracker.words import ngettext

SUPPRESSED = ".."
NOT_APPLICABLE = "."


def not_reported() -> str:
    return _("ej rapporterat")


def missing() -> str:
    return _("saknas")


def empty_sign(cell: Cell) -> str | None:
    """What stands instead of a figure; None where there is one. Zero is a figure."""
    match cell.state:
        case "suppressed":
            return SUPPRESSED
        case "not_applicable":
            return NOT_APPLICABLE
        case "missing":
            return missing()
        case "not_reported":
            return not_reported()
        case _:
            return None


def empty_meaning(cell: Cell) -> str | None:
    """The sign in words, for a title or a screen reader."""
    match cell.state:
        case "suppressed":
            return _("Visas inte, för att ingen enskild ska kunna pekas ut")
        case "not_applicable":
            return _("Ej tillämpligt: kan inte förekomma")
        case "missing":
            return _("Saknas: ansvarig har angett skälet")
        case "not_reported":
            return _("Ej rapporterat: ingen uppgift är mottagen")
        case _:
            return None


def value_text(cell: Cell, kind: str) -> str:
    """The figure as its reader thinks of it, without n and d: ``66,7 %``, ``1 234``, ``Ja``, ``..``."""
    sign = empty_sign(cell)
    if sign is not None:
        return sign
    if cell.value is None:
        return n_of_d(cell.n or 0, cell.d or 0)
    measured = kind_of(kind)
    answer = measured.answer_word(cell.n, cell.d) if cell.d == 1 else None
    return answer or measured.amount_text(cell.value)


def cell_text(cell: Cell, kind: str) -> str:
    """The figure with what it is made of: ``66,7 % (2 av 3)``, ``0 av 0``, ``1 234``, ``..``, and ``.. av 12``
    where only n is dotted."""
    text = value_text(cell, kind)
    half_printed = cell.state == "suppressed" and (cell.n is not None or cell.d is not None)
    measured = kind_of(kind)
    if half_printed and measured.is_percentage:
        n, d = (SUPPRESSED if part is None else whole_text(part) for part in (cell.n, cell.d))
        return _("{n} av {d}").format(n=n, d=d).replace(" ", HARD_SPACE)
    if cell.state != "value" or cell.value is None or cell.d is None or (measured.is_answer and cell.d == 1):
        return text
    if measured.is_percentage:
        return f"{text} ({n_of_d(cell.n or 0, cell.d)})"
    return text


def amount(value: str | None, kind: str) -> str:
    """A target or a forecast in the indicator's own unit; empty where there is none."""
    return "" if value is None else kind_of(kind).amount_text(value)


def no_target() -> str:
    return _("inget målvärde är satt")


def previous_text(area: Area, kind: str) -> str:
    """Last year's figure over the bodies that reported both years, or that it cannot be compared."""
    return compared_text(area.previous_year, kind)


def compared_text(cell: Cell, kind: str) -> str:
    """One side of a comparison between years: the figure, or that there is nothing to compare."""
    return cell_text(cell, kind) if cell.state in ("value", "suppressed") else not_comparable()


def compared_whom() -> str:
    """Whose last year's figure is, where it stands beside this year's: last year's report may have had another."""
    return _("Siffror för föregående år gäller dem som rapporterade båda åren.")


def not_comparable() -> str:
    return _("ej jämförbart")


def coverage_text(report: Report, coverage: Coverage) -> str:
    """``9 av 11 distrikt, 84,2 % av befolkningen``: bodies that serve an area in the city's own word."""
    counted = n_of_d(coverage.reported, coverage.expected)
    areas = [kind for kind in report.about.city.kinds if kind.area]
    word = areas[0] if len(areas) == 1 and coverage.population_share is not None else report.about.city.bodies
    bodies = word.one if coverage.expected == 1 else word.many
    if coverage.population_share is None:
        return f"{counted} {bodies}"
    text = _("{counted} {bodies}, {share} av befolkningen")
    return text.format(counted=counted, bodies=bodies, share=percent_text(coverage.population_share))


def judgement_word(report: Report, code: str) -> str:
    """The program's own word; in a period before the year's end the word of a forecast."""
    for word in report.about.judgements:
        if word.code == code:
            return (word.forecast if report.calendar.forecast else None) or word.word
    return not_reported()


def status_word(report: Report, code: str) -> str:
    for word in report.about.statuses:
        if word.code == code:
            return word.word
    return not_reported()


def delayed_word() -> str:
    return _("försenad")


def judgements_text(report: Report, judgements: Judgements) -> str:
    """``30 av 32 nämnder har bedömt målet – uppfylls helt: 23, …``: of the bodies that have the goal."""
    given, expected = judgements.given, judgements.given + judgements.not_reported
    bodies = report.about.city.bodies.many
    if not given:
        return _("Ingen av {expected} {bodies} har lämnat någon bedömning.").format(expected=expected, bodies=bodies)
    counts = ((word.code, judgements.of(word.code)) for word in report.about.judgements)
    parts = [f"{judgement_word(report, code)}: {count}" for code, count in counts if count]
    text = _("{given} av {expected} {bodies} har bedömt målet – {parts}.")
    return text.format(given=given, expected=expected, bodies=bodies, parts=", ".join(parts))


def statuses_text(report: Report, statuses: Statuses) -> str:
    counts = [(code, statuses.of(code)) for code in status_looks(report)]
    parts = [f"{status_word(report, code)}: {count}" for code, count in counts if count]
    text = ", ".join(parts) or _("ingen ansvarig")
    if statuses.delayed:
        late = ngettext("{count} är försenad", "{count} är försenade", statuses.delayed)
        text += "; " + late.format(count=statuses.delayed)
    return text


def planned_text(report: Report, owed: int, ending: int) -> str:
    """``313 av 379 aktiviteter ska enligt planerna vara klara …``: one per activity and body."""
    text = _("{ending} aktiviteter ska enligt planerna vara klara vid utgången av {year}, räknat per ansvarig")
    return text.format(ending=n_of_d(ending, owed), year=report.calendar.year)


def activity_day(report: Report, unit: ActivityUnit, day: str | None) -> str:
    """A start or an end. Of who has not reported it is the plan's, and says so."""
    if day is None:
        return ""
    planned = "statuses" in report.calendar.asks and unit.status == "not_reported"
    return _("{day} enligt planen").format(day=day) if planned else day


def attainment_word(indicator: Indicator) -> str:
    match indicator.attainment:
        case "reached":
            return _("målvärdet uppnås")
        case "not_reached":
            return _("målvärdet uppnås inte")
        case _:
            return ""


def body_kind_word(report: Report, kind: str) -> str:
    """What sort of body it is, in the city's own word."""
    return next((known.one for known in report.about.city.kinds if known.code == kind), kind)


def body_head(report: Report) -> str:
    """Heads a column of bodies, in the city's own word."""
    return capital(report.about.city.bodies.one)


def edition_text(report: Report) -> str:
    """Which edition of its period it is, and which one it corrects; blank for a report of none."""
    period, _dash, number = (report.edition or "").rpartition("-")
    if number in ("", "1"):
        return _("Utgåva {edition}").format(edition=report.edition) if number else ""
    text = _("Utgåva {edition}, som rättar {before}")
    return text.format(edition=report.edition, before=f"{period}-{int(number) - 1}")


def audience_mark(report: Report) -> str | None:
    """What heads every page and sheet that must not be spread."""
    match report.audience:
        case "internal":
            return _("Internt – får ej spridas")
        case "preview":
            return _("Förhandsvisning – ej publicerad")
        case _:
            return None


def fictional_mark(report: Report) -> str | None:
    return _("Påhittade uppgifter") if report.fictional else None


def area_name(report: Report, area: SeriesArea) -> str:
    return report.about.city.whole if area.code == "city" else area.name


def whole_name(report: Report) -> str:
    """What the report is of as a whole: the city, or the one body whose part it is."""
    return next((body.name for body in report.bodies if body.code == report.unit), report.about.city.whole)


def signs() -> tuple[tuple[str, str], ...]:
    """Every sign that can stand in a table, with its meaning; the legend of page and workbook."""
    states = ("not_reported", "missing", "not_applicable", "suppressed")
    cells = [Cell(state=state) for state in states]
    listed = [(empty_sign(cell) or "", empty_meaning(cell) or "") for cell in cells]
    return (*listed, ("0", _("Noll: uppgiften är rapporterad och är noll")))
