"""Change and difference in words that follow the evidence: nothing is better, worse or the same without it."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from tracker.chance.intervals import Interval
from tracker.measures.numbers import decimal_text, n_of_d, whole_text
from tracker.measures.table import kind_of
from tracker.report import wording
from tracker.report.change import Change, Spread, better, change_of, spread_of, uncertainty
from tracker.report.model import Cell, Indicator, Report
from tracker.words import gettext as _


def change_text(indicator: Indicator) -> str:
    """One or two sentences on this year's figure against last year's."""
    found = change_of(indicator)
    match found.verdict:
        case "untold":
            return _("Kan inte jämföras med i fjol.")
        case "changed":
            return _changed(indicator, found)
        case "equal":
            return _("I stort sett oförändrat: skillnaden är högst {margin}.").format(margin=_margin(indicator))
        case "few":
            return _("För få fall för att jämföra åren.")
        case "unclear":
            return _unclear(indicator, found)
        case _:
            return _counted(indicator, found)


def change_of_whom(indicator: Indicator) -> str:
    """This year's figure against last year's; of whom, where others are in the city's figure too."""
    city, text = indicator.city, change_text(indicator)
    if city.same_bodies in (city.total, city.same_bodies.model_copy(update={"value": None})):
        return text
    return _("Hos dem som rapporterade båda åren: {change}").format(change=text)


def change_in_brief(indicator: Indicator) -> str:
    """A word for the change and last year's figure, on one line of a table."""
    found = change_of(indicator)
    then = figure_in_brief(found.then, indicator.kind)
    match found.verdict:
        case "untold":
            return _("kan inte jämföras")
        case "counted":
            word = _("prövas inte")
        case "changed":
            word = changed_word(indicator, found)
        case "equal":
            word = _("i stort sett oförändrat")
        case "few":
            word = _("för få fall för att jämföra")
        case _:
            word = _("går inte att avgöra")
    return _("{word}, i fjol {then}").format(word=word, then=then)


def figure_in_brief(cell: Cell, kind: str) -> str:
    """A figure in a narrow place: of bodies that answer, how many say yes."""
    if kind_of(kind).is_answer and cell.n is not None and cell.d:
        return n_of_d(cell.n, cell.d)
    return wording.value_text(cell, kind)


def changed_word(indicator: Indicator, found: Change) -> str:
    match better(indicator, found):
        case None:
            return _("högre") if found.up else _("lägre")
        case wished:
            return _("bättre") if wished else _("sämre")


def spread_text(report: Report, indicator: Indicator) -> str:
    """What may be said of the bodies beside each other; empty where nothing may."""
    return spread_words(report, spread_of(indicator), "bodies")


def spread_words(report: Report, spread: Spread, level: Literal["bodies", "regions"]) -> str:
    """The same of bodies or of regions."""
    bodies = _bodies(report) if level == "bodies" else _("områdena")
    match spread:
        case "few":
            return _("För få fall för att jämföra {bodies} med varandra.").format(bodies=bodies)
        case "inside":
            return _("Skillnaderna mellan {bodies} är inte större än vad slump kan ge.").format(bodies=bodies)
        case "overdispersed":
            return _(
                "Skillnaderna är större än slump, men {bodies} har olika förutsättningar. "
                "Siffrorna visar inte om stödet är likställt."
            ).format(bodies=bodies)
        case "outside":
            return _("Tillsammans skiljer sig {bodies} inte mer än vad slump kan ge, men någon ligger utanför.").format(
                bodies=bodies
            )
        case _:
            return ""


def groups_text(spread: Spread) -> str:
    """What may be said of groups of bodies beside each other; empty where nothing may."""
    match spread:
        case "few":
            return _("För få fall för att jämföra grupperna med varandra.")
        case "inside" | "outside":  # as a whole they differ no more than chance
            return _("Skillnaden mellan grupperna är inte större än vad slump kan ge.")
        case "overdispersed":
            return _("Skillnaden mellan grupperna är större än vad slump brukar ge. Den visar inte orsaken.")
        case _:
            return ""


def uncertainty_text(indicator: Indicator, cell: Cell) -> str:
    """``mellan 66 och 74 procent``; empty where there is no interval."""
    found = uncertainty(indicator, cell)
    if found is None:
        return ""
    low, high = _outwards(found, 0 if kind_of(indicator.kind).is_percentage else indicator.decimals)
    if kind_of(indicator.kind).is_percentage:
        return _("mellan {low} och {high} procent").format(low=low, high=high)
    return _("mellan {low} och {high}").format(low=low, high=high)


def _outwards(found: Interval, decimals: int) -> tuple[str, str]:
    """The limits rounded away from each other: a narrower interval would promise more than was worked out."""
    step = Decimal(1).scaleb(-decimals)
    low = Decimal(repr(found.low)).quantize(step, ROUND_FLOOR)
    high = Decimal(repr(found.high)).quantize(step, ROUND_CEILING)
    return decimal_text(format(low, "f")), decimal_text(format(high, "f"))


def _bodies(report: Report) -> str:
    """The bodies that serve an area, in the city's word."""
    areas = [kind for kind in report.about.city.kinds if kind.area]
    return areas[0].many if len(areas) == 1 else report.about.city.bodies.many


def _changed(indicator: Indicator, found: Change) -> str:
    kind = kind_of(indicator.kind)
    if kind.is_percentage:
        text = _("Andelen ökade från {then} till {now} procent.") if found.up else _(
            "Andelen minskade från {then} till {now} procent."
        )
    else:
        text = _("Antalet ökade från {then} till {now}.") if found.up else _("Antalet minskade från {then} till {now}.")
    told = text.format(then=decimal_text(found.then.value or ""), now=decimal_text(found.now.value or ""))
    return f"{told} " + _("Så stor skillnad beror sällan på slump.")


def _unclear(indicator: Indicator, found: Change) -> str:
    text = _("{now}, i fjol {then}. Det går inte att avgöra om det är en verklig förändring.")
    now, then = (wording.value_text(cell, indicator.kind) for cell in (found.now, found.then))
    return text.format(now=now, then=then)


def _margin(indicator: Indicator) -> str:
    margin = decimal_text(indicator.margin or "0")
    if kind_of(indicator.kind).is_percentage:
        return _("{margin} procentenheter").format(margin=margin)
    return margin


def _counted(indicator: Indicator, found: Change) -> str:
    """All are counted, so the counts tell. Bodies that answer are compared one by one."""
    if kind_of(indicator.kind).is_answer and found.now.d == found.then.d:
        return _answers(found.now, found.then)
    text = _("{now}, i fjol {then}.")
    now, then = (wording.cell_text(cell, indicator.kind) for cell in (found.now, found.then))
    return text.format(now=now, then=then)


def _answers(now: Cell, then: Cell) -> str:
    more = (now.n or 0) - (then.n or 0)
    counted, before = n_of_d(now.n or 0, now.d or 0), n_of_d(then.n or 0, then.d or 0)
    if not more:
        return _("Lika många som i fjol: {now}.").format(now=counted)
    fewer, further = _("{count} färre än i fjol: {now}, mot {then}."), _("{count} fler än i fjol: {now}, mot {then}.")
    text = further if more > 0 else fewer
    return text.format(count=whole_text(abs(more)), now=counted, then=before)
