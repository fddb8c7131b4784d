"""Columns that several sheets share, in one order and under one name."""

from __future__ import annotations

from exports.book.cells import Entry, has_d, percent, text, whole
from tracker.report import wording
from tracker.report.counts import Statuses
from tracker.report.model import Coverage, Indicator, Report
from tracker.report.vocabulary import judgement_looks, status_looks
from tracker.words import gettext as _


def coverage_head() -> list[str]:
    return [_("Ingår i värdet"), _("Av ansvariga"), _("Andel invånare")]


def coverage(covered: Coverage, strong: bool = False) -> list[Entry]:
    share = covered.population_share
    return [whole(covered.reported, strong), whole(covered.expected, strong), percent(share, 1, strong)]


def status_head(report: Report) -> list[str]:
    return [*(wording.status_word(report, code) for code in status_looks(report)), _("varav försenade")]


def statuses(report: Report, counts: Statuses, strong: bool = False) -> list[Entry]:
    return [whole(number, strong) for number in (*map(counts.of, status_looks(report)), counts.delayed)]


def judgement_head(report: Report) -> list[str]:
    return [wording.judgement_word(report, code) for code in judgement_looks(report)]


def attainment(indicator: Indicator) -> Entry:
    word = wording.attainment_word(indicator)
    return Entry(word, indicator.attainment) if indicator.attainment else text(word)


def figure_head(indicator: Indicator) -> list[str]:
    """The columns of an indicator's total: an indicator without d has one number only."""
    return [_("Täljare"), _("Nämnare"), _("Värde")] if has_d(indicator) else [_("Antal")]
