"""How the figures are made and what two dots mean: the sentences of the page's and the workbook's method part."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.measures.numbers import whole_text
from tracker.report.change import tested
from tracker.report.model import Cell, Report
from tracker.report.overview import has_activities
from tracker.report.short_names import listed_name
from tracker.report.withheld import withheld_sentence
from tracker.words import gettext as _
from tracker.words import ngettext


def method_texts(report: Report) -> tuple[str, ...]:
    """How the figures are made, one sentence or two each."""
    return (
        _("Stadens och regionernas värden är summan av täljarna delad med summan av nämnarna, över de nämnder "
          "som har lämnat båda. Procenttal räknas aldrig samman som medelvärden."),
        _("Täckningen visar hur många av de ansvariga som ingår i ett värde. Den som inte har rapporterat "
          "räknas aldrig som noll."),
        _("Jämförelsen med föregående år gäller bara de nämnder som rapporterade båda åren. En nämnd som har "
          "bildats genom sammanslagning jämförs med summan av sina föregångare."),
        _("Serier visas dels så som de rapporterades, dels omräknade till dagens nämnder. En omräknad nämnd är "
          "summan av de föregångare som rapporterade."),
        _("Listor över {bodies} följer organisationens ordning. De ordnas aldrig efter sina värden.").format(
            bodies=report.about.city.bodies.many
        ),
        _("En uppgift som ackumuleras gäller från periodens första dag till dess sista. Övriga uppgifter avläses "
          "periodens sista dag."),
        *delay_texts(report),
        *forecast_texts(report),
        *base_texts(report),
        *chance_texts(report),
        protection_text(report),
        *(() if report.audience == "internal" else (dotted_text(report),)),
        *withheld_texts(report),
    )


def own_method_texts(report: Report) -> tuple[str, ...]:
    """The same of one body's own report: nothing is added up over bodies there."""
    return (
        _("Tal för den som har bildats genom sammanslagning är i tidigare perioder summan av föregångarnas."),
        _("En uppgift som ackumuleras gäller från periodens första dag till dess sista. Övriga uppgifter avläses "
          "periodens sista dag."),
        *delay_texts(report),
        *base_texts(report),
        protection_text(report),
    )


def delay_texts(report: Report) -> Iterator[str]:
    """Where there are activities, what makes one delayed."""
    if has_activities(report):
        yield _(
            "Försenad räknas fram ur datum: slutdatum har passerats utan att aktiviteten är genomförd eller "
            "avbruten, eller startdatum har passerats utan att den är påbörjad."
        )


def chance_texts(report: Report) -> Iterator[str]:
    """Where chance has a part in any figure, how that is judged. The only place that names tests and intervals."""
    indicators = (indicator for goal in report.goals for indicator in goal.indicators if indicator.asked)
    if any(tested(indicator) for indicator in indicators):
        yield _(
            "Skillnader mellan år prövas bara där slump har en del i siffran: andelar med Fishers exakta test, antal "
            "med ett exakt binomialtest. En skillnad kallas verklig när slump ensam ger en så stor skillnad högst 5 "
            "gånger av 100. Osäkerheten är ett exakt 95-procentigt konfidensintervall (Clopper och Pearson för "
            "andelar, Garwood för antal), skillnadens är Newcombes. Där alla räknas, och för kvoter, prövas ingenting."
        )
        yield _(
            "Innan ansvariga jämförs med varandra prövas om de tillsammans skiljer sig mer än slump (överspridning, "
            "ett chitvåtest). Gör de det pekas ingen ut. Gränserna i diagrammen är exakta, 95 och 99,8 procent."
        )


def base_texts(report: Report) -> Iterator[str]:
    """Which values need a denominator of some size, where any does."""
    for indicator in (indicator for goal in report.goals for indicator in goal.indicators if indicator.asked):
        if indicator.smallest_base is not None:
            text = _("{name}: där nämnaren är mindre än {base} visas antalen, men inget värde räknas ut av dem.")
            yield text.format(name=listed_name(indicator), base=indicator.smallest_base)


def forecast_texts(report: Report) -> Iterator[str]:
    """Where forecasts are asked for, that they are for the compilers' eyes."""
    if report.audience != "internal" and report.calendar.forecast:
        yield _("Prognoser för helåret publiceras inte: de är nämndernas egna bedömningar till sammanställningen.")


def protection_text(report: Report) -> str:
    """What two dots mean, and why also figures that are not small are left out."""
    return _(
        "Uppgifter om färre än {threshold} personer kan peka ut enskilda. De visas inte i publicerade utgåvor; där "
        "står två punkter (”..”). För att de inte ska kunna räknas fram ur summor, skillnader mellan perioder eller "
        "tidigare utgåvor visas inte heller vissa andra uppgifter. De två punkterna säger inte vilket skälet är. "
        "Procent visas bara där både täljare och nämnare visas."
    ).format(threshold=report.about.threshold)


def dotted_text(report: Report) -> str:
    """How many of the period's own figures are dotted: each area's total and categories counted once."""
    cells = list(_own_cells(report))
    known = [cell for cell in cells if cell.state in ("value", "suppressed")]
    dotted = sum(cell.state == "suppressed" for cell in known)
    if not dotted:
        return _("Alla uppgifter som har rapporterats i perioden visas.")
    text = ngettext(
        "{dotted} av de {all} uppgifter som har rapporterats i perioden visas inte eller bara delvis.",
        "{dotted} av de {all} uppgifter som har rapporterats i perioden visas inte eller bara delvis.",
        dotted,
    )
    return text.format(dotted=whole_text(dotted), all=whole_text(len(known)))


def withheld_texts(report: Report) -> tuple[str, ...]:
    """What is left out by choice, where anything is."""
    return (withheld_sentence(report.withheld),) if report.withheld else ()


def _own_cells(report: Report) -> Iterator[Cell]:
    for indicator in (indicator for goal in report.goals for indicator in goal.indicators if indicator.asked):
        for area in (indicator.city, *indicator.regions, *indicator.units):
            yield area.total
            for categories in area.breakdown.values():
                yield from categories.values()
