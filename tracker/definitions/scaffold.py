"""A new program's files: one of everything, to be written over, and an organisation where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words import gettext as _


def program_files(code: str, body: str, year: int) -> Mapping[str, str]:
    """The files of a program of five years by their place in its folder. ``body``: who answers for everything."""
    return {
        "program.yaml": _head(code, year),
        "calendar.yaml": _calendar(),
        "goals/G1.yaml": _goal(body),
    }


def organisation_files() -> Mapping[str, str]:
    """A city of one body, by the files' place in the folder of definitions."""
    one, many = _("nämnd"), _("nämnder")
    city = f"""\
name: {_("Staden")}
whole: {_("Hela staden")}
language: sv
timezone: Europe/Berlin
kinds:
  # area: true means that such a body serves a part of the city, with inhabitants and perhaps a region.
  - {{code: body, one: {one}, many: {many}}}
bodies: {{one: {one}, many: {many}}}
compiles: first-body
reviews: first-body
"""
    units = f"units:\n  - {{code: first-body, name: {_('Första nämnden')}, kind: body}}\n"
    return {"organisation/city.yaml": city, "organisation/units.yaml": units}


def _head(code: str, year: int) -> str:
    return f"""\
# Every property is described in docs/definitions.
code: {code}
title: {_("Programmets namn")}
short_title: {_("Programmets korta namn")}
vision: {_("Skriv vad programmet vill uppnå.")}
from: {year}-01-01
to: {year + 4}-12-31
# Best first. counts_as: what the judgement says of the goal, whatever its code and words.
judgements:
  - {{code: met, word: {_("uppfylls helt")}, forecast: {_("bedöms uppfyllas helt")}, counts_as: met}}
  - {{code: partly, word: {_("uppfylls delvis")}, forecast: {_("bedöms uppfyllas delvis")}, counts_as: partly}}
  - {{code: not_met, word: {_("uppfylls inte")}, forecast: {_("bedöms inte uppfyllas")}, counts_as: not_met}}
statuses:
  - {{code: not_started, word: {_("ej påbörjad")}, begun: false, closed: false}}
  - {{code: ongoing, word: {_("pågår")}, begun: true, closed: false}}
  - {{code: done, word: {_("genomförd")}, begun: true, closed: true}}
# Small counts of persons are protected; a proposal until somebody has decided.
disclosure: {{threshold: 5, insiders: bodies, confirmed: false}}
"""


def _calendar() -> str:
    return f"""\
confirmed: false
parts:
  - code: YEAR
    name: {_("Helåret")}
    starts: 01-01
    ends: 12-31
    due: 01-31
    due_year: 1
    asks: [figures, statuses, judgements]
"""


def _goal(body: str) -> str:
    return f"""\
code: G1
wording: {_("Skriv målet.")}
indicators:
  - code: G1.1
    wording: {_("Skriv vad som mäts.")}
    responsible: [{body}]
    measure:
      kind: count
      labels: {{n: {_("personer")}}}
      protects: [n]
      accumulates: true
      asked: [YEAR]
      decimals: 0
      source: register
      confirmed: false
activities:
  - {{code: A1, wording: {_("Skriv vad som ska göras.")}, responsible: [{body}]}}
"""
