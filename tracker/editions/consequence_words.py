"""What a change of definitions would do, in sentences: the same for the command and the page."""

from __future__ import annotations

from tracker.editions.consequences import ChangedFigure, Consequence
from tracker.report.listing import and_list
from tracker.words import gettext as _
from tracker.words import ngettext


def headline(found: Consequence) -> str:
    """``2024-T2: 12 rapporterade uppgifter ändras. 9 av dem är tryckta i 2024-T2-1.``"""
    count = len(found.figures)
    text = ngettext("{where}: {n} rapporterad uppgift ändras.", "{where}: {n} rapporterade uppgifter ändras.", count)
    said = [text.format(where=f"{found.program.short_title} {found.period}", n=count)]
    for code, printed in found.editions.items():
        said.append(_("{n} av dem är tryckta i {edition}.").format(n=printed, edition=code))
    return " ".join(said)


def what(figure: ChangedFigure) -> str:
    """``I5.1 Andel …, Bromma``"""
    said = figure.said
    return f"{said.item}, {said.where}" if said.item else said.where


def line(figure: ChangedFigure) -> str:
    """``I5.1 Andel …, Bromma: 12 av 20 → 11 av 20 (tryckt i 2024-T2-1)``"""
    text = f"{what(figure)}: {figure.said.before} → {figure.said.after}"
    return f"{text} ({printed(figure)})" if figure.printed_in else text


def printed(figure: ChangedFigure) -> str:
    """Which editions have printed it; blank where none has."""
    if not figure.printed_in:
        return ""
    return _("tryckt i {editions}").format(editions=and_list(list(figure.printed_in)))
