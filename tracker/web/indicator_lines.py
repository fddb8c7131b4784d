"""What an indicator says in its goal's row: its value, its change, its line over the years, its target."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from tracker.charts.spark import Spark, spark
from tracker.charts.spoken import spoken
from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import overview, wording
from tracker.report.change import change_of
from tracker.report.change_words import change_in_brief, changed_word, figure_in_brief
from tracker.report.model import Indicator, Report
from tracker.report.short_names import listed_name
from tracker.words import gettext as _


@dataclass(frozen=True)
class IndicatorLine:
    """What an indicator says in its row. ``key``: its code. ``told``: the change, in words. ``shown``: whether it is
    more than chance. ``coverage``: how many have answered, where not all have. ``tag``: its target, in words, and
    the look of that."""

    key: str
    name: str
    value: str
    told: str
    shown: bool
    coverage: str
    spark: Spark | None
    tag: tuple[str, str] | None


def attainment(indicator: Indicator) -> tuple[str, str] | None:
    """The attainment in words and the look that goes with it; None where there is nothing to say."""
    word = wording.attainment_word(indicator)
    if not word:
        return None
    return word, "good" if indicator.attainment == "reached" else "bad"


def indicator_line(report: Report, indicator: Indicator) -> IndicatorLine:
    found, coverage = change_of(indicator), indicator.city.coverage
    shown = indicator.city.total if found.verdict == "untold" else found.now
    value = figure_in_brief(shown, indicator.kind) if shown.value else spoken(shown, indicator.kind)
    full = coverage.reported == coverage.expected
    return IndicatorLine(
        key=indicator.code,
        name=listed_name(indicator),
        value=value,
        told="" if overview.first_year(report) else change_in_brief(indicator),
        shown=found.verdict == "changed",
        coverage="" if full else _("svar: {counted}").format(counted=n_of_d(coverage.reported, coverage.expected)),
        spark=spark(report, indicator),
        tag=attainment(indicator),
    )


def summary(asked: list[Indicator]) -> str:
    """``12 indikatorer. Högre än i fjol: 11, lika: 1.``"""
    if not asked:
        return _("inga indikatorer")
    words = Counter(_direction(indicator) for indicator in asked)
    text = _("{count} indikatorer mot i fjol: {changes}")
    changes = ", ".join(f"{word} {count}" for word, count in words.most_common())
    return text.format(count=whole_text(len(asked)), changes=changes)


def _direction(indicator: Indicator) -> str:
    """The change in a word or two; where all are counted, which way the figure went."""
    found = change_of(indicator)
    match found.verdict:
        case "untold":
            return _("kan inte jämföras")
        case "changed":
            return changed_word(indicator, found)
        case "counted":
            now, then = Fraction(found.now.value or 0), Fraction(found.then.value or 0)
            return _("lika") if now == then else _("högre") if found.up else _("lägre")
        case "equal":
            return _("i stort sett oförändrat")
        case _:
            return _("går inte att avgöra")
