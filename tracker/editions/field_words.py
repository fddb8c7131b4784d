"""The report model's own names in words: what in a report a difference concerns."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words import gettext as _


def field_words() -> Mapping[str, str]:
    """Every field of the model that can lead to a difference; blank for those that only hold others together."""
    return {**_HOLDERS, **_areas(), **_items(), **_compared(), **_whole()}


_HOLDERS = dict.fromkeys(
    ("goals", "indicators", "activities", "regions", "units", "breakdown", "bodies", "body", "counts", "points"), ""
)
_HOLDERS |= {"matrices": "", "what": "", "within": ""}
# What stands inside a source's printed figures, which are told line by line.
_HOLDERS |= dict.fromkeys(
    ("page", "category", "ranges", "texts", "lowest", "highest", "of", "printed", "other", "lacking", "distinct"), ""
)


def _areas() -> Mapping[str, str]:
    return {
        "city": _("hela staden"),
        "total": _("totalt"),
        "previous_year": _("föregående år"),
        "same_bodies": _("samma nämnder i år"),
        "coverage": _("täckning"),
        "series": _("serien"),
        "as_reported": _("så som den rapporterades"),
        "recast": _("omräknad till dagens nämnder"),
        "target": _("målvärde"),
        "forecast": _("prognos för året"),
        "attainment": _("måluppfyllelse"),
        "comment": _("kommentar"),
    }


def _items() -> Mapping[str, str]:
    """Of goals, indicators and activities."""
    return {
        "code": _("kod"),
        "title": _("titel"),
        "name": _("namn"),
        "note": _("anmärkning"),
        "text": _("text"),
        "date": _("datum"),
        "origin": _("vems det är"),
        "same_as": _("samma som"),
        "judgements": _("bedömning"),
        "statuses": _("antal per status"),
        "regional_goal": _("den regionala strategins mål"),
        "conditions": _("förutsättningar"),
        "kf_goals": _("kommunfullmäktiges mål"),
        "kind": _("slag av indikator"),
        "labels": _("vad som räknas"),
        "n": _("täljare"),
        "d": _("nämnare"),
        "decimals": _("antal decimaler"),
        "direction": _("önskad riktning"),
        "protects": _("vad som skyddas"),
        "accumulates": _("räknas från periodens första dag"),
        "confirmed": _("fastställd av staden"),
        "breaks": _("brott i serien"),
        "dimensions": _("uppdelning"),
        "categories": _("kategorier"),
        "source": _("källa"),
        "method": _("metod"),
        "asked": _("efterfrågas"),
        "value": _("värde"),
    }


def _compared() -> Mapping[str, str]:
    """Of an indicator: what its figures are compared with, and what has to be known when they are read."""
    return {
        "comparison": _("jämförelser"),
        "variation": _("slumpens del i talet"),
        "margin": _("skillnad som har betydelse"),
        "caution": _("att tänka på"),
        "smallest_base": _("minsta nämnare för ett värde"),
        "matrix": _("tabell som frågan hör till"),
        "decided_by": _("vem som beslutar"),
        "judgements_before": _("bedömning året före"),
        "overall": _("sammanställarens samlade bedömning"),
        "references": _("tryckta uppgifter"),
        "contradictions": _("motsägelser i källorna"),
        "part": _("del av året"),
    }


def _whole() -> Mapping[str, str]:
    """Of the report itself: its program and its period."""
    return {
        "program": _("programmets kod"),
        "period": _("periodens kod"),
        "unit": _("ansvarig"),
        "schema_": _("filens format"),
        "fictional": _("påhittade uppgifter"),
        "withheld": _("inte visat efter val"),
        "threads": _("frågor och prioriteringar"),
        "own": _("egna indikatorer och aktiviteter"),
        "about": _("om programmet"),
        "short_title": _("kort titel"),
        "ils_key": _("nyckel i ILS-webb"),
        "vision": _("vision"),
        "threshold": _("gräns för små tal"),
        "word": _("ordet"),
        "calendar": _("om perioden"),
        "year": _("år"),
        "first_day": _("första dag"),
        "last_day": _("sista dag"),
        "due": _("ska lämnas senast"),
        "asks": _("vad som efterfrågas"),
        "counts_as": _("räknas som"),
        "begun": _("räknas som påbörjad"),
        "closed": _("räknas som avslutad"),
        "one": _("ordet i singular"),
        "many": _("ordet i plural"),
        "area": _("har ett område"),
        "whole": _("ordet för helheten"),
        "language": _("definitionernas språk"),
        "kinds": _("slag av nämnder"),
        "region": _("region"),
        "handed_in": _("inlämnat men inte mottaget"),
        "sections": _("dokumentets avsnitt"),
        "holds": _("vad programmet skriver i avsnittet"),
        "clause": _("ordet efter att"),
    }
