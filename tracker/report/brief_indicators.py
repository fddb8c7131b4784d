"""What the three answers say of indicators: better or worse than last year, at their targets, not to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from tracker.report import overview
from tracker.report.change import better, change_of
from tracker.report.change_words import change_text
from tracker.report.listing import and_list, starting_number
from tracker.report.model import Report
from tracker.report.short_names import short_name
from tracker.words import gettext as _
from tracker.words import ngettext


def changed(report: Report, wished: bool) -> Iterable[str]:
    """Indicators shown to be better, or worse, than the year before."""
    asked = overview.asked_indicators(report)
    found = [each for each in asked if better(each, change_of(each)) is wished]
    if len(found) == 1:
        yield f"{short_name(found[0])}: {_small(change_text(found[0]))}"
    elif found:
        text = _("{count} indikatorer är bättre än i fjol, mer än slump brukar ge: {names}.") if wished else _(
            "{count} indikatorer är sämre än i fjol, mer än slump brukar ge: {names}."
        )
        yield text.format(count=starting_number(len(found)), names=and_list([short_name(each) for each in found], 4))


def neutral(report: Report) -> Iterable[str]:
    """Indicators that have changed, where the program does not say which way is the good one."""
    found = [(each, change_of(each)) for each in overview.asked_indicators(report)]
    changed = [(each, change.up) for each, change in found if change.verdict == "changed" and each.direction is None]
    for up, text in (
        (True, _("{names}: högre än i fjol, mer än slump brukar ge, men programmet säger inte om det är bra.")),
        (False, _("{names}: lägre än i fjol, mer än slump brukar ge, men programmet säger inte om det är bra.")),
    ):
        names = [short_name(each) for each, rose in changed if rose == up]
        if names:
            yield text.format(names=and_list(names, 3))


def aimed(report: Report, attainment: str, text: Callable[[int], str]) -> Iterable[str]:
    found = [short_name(each) for each in overview.asked_indicators(report) if each.attainment == attainment]
    if found:
        yield text(len(found)).format(count=starting_number(len(found)), names=and_list(found, 4))


def uncompared(report: Report) -> Iterable[str]:
    asked = overview.asked_indicators(report)
    verdicts = Counter(change_of(each).verdict for each in asked)
    untold, unclear = verdicts["untold"], verdicts["unclear"] + verdicts["few"]
    if untold and overview.first_year(report) and report.audience != "internal":
        yield _("Inget tidigare år är publicerat, så det finns inget att jämföra med.")
    elif untold and overview.first_year(report):
        yield _("{year} är det första året som följs upp, så det finns inget att jämföra med.").format(
            year=report.calendar.year
        )
    elif untold:
        text = ngettext(
            "En indikator kan inte jämföras med {year}.", "{count} indikatorer kan inte jämföras med {year}.", untold
        )
        yield text.format(count=starting_number(untold), year=report.calendar.year - 1)
    if unclear:
        text = ngettext(
            "För en indikator går det inte att avgöra om den har ändrats.",
            "För {count} indikatorer går det inte att avgöra om de har ändrats.",
            unclear,
        )
        yield text.format(count=starting_number(unclear).lower())


def _small(sentence: str) -> str:
    """A sentence within another: its first letter small, unless it begins with a figure."""
    return sentence[:1].lower() + sentence[1:]
