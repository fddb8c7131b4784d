"""A value of a report in words, as its renderings say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.measures.count import Count
from tracker.measures.numbers import n_of_d, whole_text
from tracker.report import asked_words, measure_words, wording
from tracker.report.counts import Judgements, JudgementUnit, Statuses
from tracker.report.model import (
    ActivityUnit,
    Body,
    Cell,
    Coverage,
    Indicator,
    PrintedThread,
    Reference,
    Report,
    SourceContradiction,
)
from tracker.report.reference_words import contradiction_line, reference_line
from tracker.report.withheld import Withheld, withheld_text
from tracker.words import gettext as _
from tracker.words import ngettext


@dataclass(frozen=True)
class Speaker:
    """Speaks for one report. ``indicator``: what the value belongs to, as that report has it."""

    report: Report
    indicator: Indicator | None

    def words(self, value: Any, field: str) -> str:
        """A value that is there; ``field``: the model's name for it."""
        match value:
            case Cell():
                return self._cell(value)
            case Coverage():
                return wording.coverage_text(self.report, value)
            case Judgements() | Statuses():
                return self._counts(value)
            case JudgementUnit() | ActivityUnit() | Body():
                return self._of_body(value)
            case PrintedThread():
                return asked_words.whole_line(value)
            case bool():
                return _("ja") if value else _("nej")
            case int():
                # A year is no amount.
                return str(value) if field == "year" else whole_text(value)
            case str():
                return self._text(value, field)
            case tuple():
                return self._several(value, field)
            case _:
                return _("finns")

    @property
    def _kind(self) -> str:
        return self.indicator.kind if self.indicator else Count.code

    def _cell(self, cell: Cell) -> str:
        """The figure; where it is dotted and its words say neither part, the part that is printed by its label."""
        text = wording.cell_text(cell, self._kind)
        if cell.state != "suppressed" or text != wording.SUPPRESSED or self.indicator is None:
            return text
        labels = self.indicator.labels
        parts = ((labels.n, cell.n), (labels.d, cell.d))
        shown = [f"{label}: {whole_text(count)}" for label, count in parts if label and count is not None]
        return f"{text} ({', '.join(shown)})" if shown else text

    def _counts(self, counts: Judgements | Statuses) -> str:
        if isinstance(counts, Judgements):
            return wording.judgements_text(self.report, counts)
        return wording.statuses_text(self.report, counts)

    def _of_body(self, given: JudgementUnit | ActivityUnit | Body) -> str:
        if isinstance(given, JudgementUnit):
            return wording.judgement_word(self.report, given.status)
        if isinstance(given, ActivityUnit):
            return self._activity(given)
        return _("{counted} uppgifter").format(counted=n_of_d(given.reported, given.expected))

    def _several(self, values: tuple[Any, ...], field: str) -> str:
        if values and all(isinstance(each, Reference) for each in values):
            return " ".join(reference_line(each) for each in values)
        if values and all(isinstance(each, SourceContradiction) for each in values):
            return " ".join(contradiction_line(each) for each in values)
        if values and all(isinstance(each, Withheld) for each in values):
            return "; ".join(withheld_text(each) for each in values)
        if all(isinstance(each, str) for each in values):
            return ", ".join(self._text(each, field) for each in values) or _("inget")
        return ngettext("{n} post", "{n} poster", len(values)).format(n=len(values))

    def _activity(self, given: ActivityUnit) -> str:
        """Status and dates; a plan has no status yet."""
        asked = "statuses" in self.report.calendar.asks
        parts = [wording.status_word(self.report, given.status)] if asked else []
        if given.start or given.end:
            parts.append(f"{given.start or ''} – {given.end or ''}".strip())
        if given.delayed:
            parts.append(wording.delayed_word())
        return ", ".join(parts) or wording.not_reported()

    def _text(self, value: str, field: str) -> str:
        if field in ("target", "forecast"):
            return wording.amount(value, self._kind)
        if field == "attainment":
            return wording.attainment_word(self.indicator) if self.indicator else value
        speak = _SPOKEN.get(field)
        return speak(value) if speak else _codes(field).get(value, value)


_SPOKEN: Mapping[str, Callable[[str], str]] = {
    "kind": measure_words.kind_word,
    "direction": measure_words.direction_word,
    "source": measure_words.source_word,
}


def _codes(field: str) -> Mapping[str, str]:
    """What the report's codes mean, where no rendering but this one says them."""
    match field:
        case "origin":
            return {"program": _("programmets"), "own": _("egen"), "city": _("stadens")}
        case "protects":
            return {"n": _("täljaren"), "d": _("nämnaren")}
        case "asks":
            return {
                "plans": _("planer"),
                "figures": _("tal"),
                "statuses": _("status"),
                "judgements": _("bedömningar"),
                "forecasts": _("prognoser"),
            }
        case "total":
            return {"sum": _("summan"), "distinct": _("antalet olika personer")}
        case "variation":
            return {"none": _("alla är räknade"), "events": _("händelser"), "sample": _("stickprov")}
        case "counts_as":
            return {"met": _("uppfyllt"), "partly": _("delvis uppfyllt"), "not_met": _("inte uppfyllt")}
        case _:
            return {}
