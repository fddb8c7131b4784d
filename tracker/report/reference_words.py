"""What sources have printed, and where they disagree, in words: the same on pages and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.measures.numbers import decimal_text
from tracker.report.model import Indicator, Reference, SourceContradiction
from tracker.words import gettext as _
from tracker.words import ngettext


def reference_lines(indicator: Indicator) -> tuple[str, ...]:
    """One line for each source: what it printed, year by year, and where."""
    return tuple(reference_line(reference) for reference in indicator.references)


def contradiction_lines(indicator: Indicator) -> tuple[str, ...]:
    return tuple(contradiction_line(found) for found in indicator.contradictions)


def reference_line(reference: Reference) -> str:
    where = _("Källa: {source}").format(source=reference.source)
    if reference.page is not None:
        where = _("Källa: {source}, s. {page}").format(source=reference.source, page=reference.page)
    return f"{reference.name}: {'; '.join(_printed(reference))}. {where}."


def _printed(reference: Reference) -> Iterator[str]:
    for point in reference.points:
        yield f"{point.year} {decimal_text(point.value)}"
    for spread in reference.ranges:
        span = _("{year} mellan {lowest} och {highest}").format(
            year=spread.year, lowest=decimal_text(spread.lowest), highest=decimal_text(spread.highest)
        )
        if spread.bodies is not None:
            text = ngettext("{span} ({n} enhet)", "{span} ({n} enheter)", spread.bodies)
            span = text.format(span=span, n=spread.bodies)
        yield span
    for quote in reference.texts:
        yield _("{year} ”{text}”").format(year=quote.year, text=quote.text)


def contradiction_line(found: SourceContradiction) -> str:
    names = {"year": found.year, "printed": decimal_text(found.printed), "other": decimal_text(found.other)}
    if found.kind == "sum":
        text = _("{year}: de tryckta delarna är tillsammans {other}, men den tryckta totalen är {printed}.")
        return text.format(**names)
    if found.kind == "range":
        text = _("{year}: {printed} är mer än de tryckta antalen ger; högst {other} är möjligt.")
        return text.format(**names)
    rest = decimal_text(str(Decimal(found.printed) - Decimal(found.other)))
    if found.distinct:
        text = _(
            "{year}: {lacking} delar är inte tryckta. Totalen lämnar {rest} åt dem tillsammans, "
            "eller mer om samma person kan stå i flera delar."
        )
    else:
        text = _("{year}: {lacking} delar är inte tryckta. Totalen lämnar {rest} åt dem tillsammans.")
    return text.format(year=found.year, lacking=found.lacking, rest=rest)
