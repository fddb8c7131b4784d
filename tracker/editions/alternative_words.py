"""What else could be hidden where dots do not help, in words, with its price."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.editions.alternatives import Alternative, alternatives
from tracker.editions.figure_words import FigureWords
from tracker.editions.publishing import Prepared
from tracker.words import gettext as _
from tracker.words import ngettext


@dataclass(frozen=True)
class AlternativeTold:
    """``words``: what would be hidden; ``price``: how many printed figures it costs; ``saves``: how many small counts
    could then not be worked out."""

    words: str
    price: str
    saves: str


def alternatives_told(prepared: Prepared) -> tuple[AlternativeTold, ...]:
    """The cheapest first; empty where nothing is lost, or nothing helps."""
    if not prepared.protection.incidents:
        return ()
    sources = prepared.sources
    words = FigureWords(sources.definitions, sources.program)
    found = alternatives(prepared.protection, sources.ledger, sources.rules)
    return tuple(
        AlternativeTold(
            _words(each, words),
            ngettext("{n} tryckt tal", "{n} tryckta tal", each.price).format(n=each.price),
            ngettext("{n} litet tal", "{n} små tal", len(each.saves)).format(n=len(each.saves)),
        )
        for each in found
    )


def _words(each: Alternative, words: FigureWords) -> str:
    if each.what == "period":
        return _("hela {family} i perioden").format(family=each.family)
    if each.what == "region":
        region = next((line for line in each.hidden if line.level == "region"), each.hidden[0])
        return _("{family} i {region}").format(family=each.family, region=words.area(region))
    dimensions = words.indicator(each.hidden[0]).measure.dimensions
    name = next((dimension.name for dimension in dimensions if dimension.code == each.name), each.name)
    return _("uppdelningen {name} av {family}").format(name=name.lower(), family=each.family)
