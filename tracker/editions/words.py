"""What differs between two editions, in the reader's words: where, before, after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.editions.difference import Difference
from tracker.report import wording
from tracker.report.model import Cell, Coverage, Goal, Indicator, Report
from tracker.words import gettext as _


@dataclass(frozen=True)
class Spoken:
    """One difference in words. ``item``: what it concerns; ``series``: only the series over the periods differ."""

    item: str
    where: str
    before: str
    after: str
    series: bool


def spoken(found: Iterable[Difference], before: Report, after: Report) -> tuple[Spoken, ...]:
    """The differences in words, in their order. What a word lacks is told by its name in the report JSON."""
    speaker = _Speaker(before, after)
    return tuple(speaker.difference(each) for each in found)


@dataclass(frozen=True)
class _Speaker:
    before: Report
    after: Report

    @cached_property
    def items(self) -> Mapping[str, str]:
        """Goals, indicators and activities by code, named as the later report names them."""
        found = {}
        for report in (self.before, self.after):
            for goal in _goals(report):
                found[goal.code] = f"{goal.code} {goal.title}"
                found |= {item.code: f"{item.code} {item.title}" for item in goal.indicators}
                found |= {item.code: f"{item.code} {item.title}" for item in goal.activities}
        return found

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        reports = (self.before, self.after)
        return {i.code: i for report in reports for goal in _goals(report) for i in goal.indicators}

    @cached_property
    def areas(self) -> Mapping[str, str]:
        reports = (self.before, self.after)
        found = {part.code: part.body.name for report in reports for part in report.own}
        found |= {body.code: body.name for report in reports for body in report.bodies}
        for indicator in self.indicators.values():
            points = (*indicator.series.as_reported, *indicator.series.recast)
            found |= {a.code: a.name for a in (*indicator.regions, *indicator.units)}
            found |= {a.code: a.name for point in points for a in (*point.regions, *point.units)}
        return found

    def difference(self, found: Difference) -> Spoken:
        steps = found.place.split("/")
        item = next((step for step in reversed(steps) if step in self.items), "")
        indicator = self.indicators.get(item)
        # What leads to the item is said by the item itself.
        rest = steps[steps.index(item) + 1 :] if item else steps
        return Spoken(
            item=self.items.get(item, ""),
            where=self._where(rest, indicator),
            before=self._value(found.before, indicator),
            after=self._value(found.after, indicator),
            series="series" in steps,
        )

    def _where(self, steps: list[str], indicator: Indicator | None) -> str:
        said = [self._step(step, indicator) for step in steps]
        return ", ".join(word for word in said if word) or _("hela posten")

    def _step(self, step: str, indicator: Indicator | None) -> str:
        categories = {c.code: c.name for d in indicator.dimensions for c in d.categories} if indicator else {}
        return self.areas.get(step) or categories.get(step) or _words().get(step, step)

    def _value(self, value: Any, indicator: Indicator | None) -> str:
        match value:
            case None:
                return _("fanns inte")
            case {"state": _state, "n": n, "d": d, "value": _value}:
                cell = Cell.model_validate(value)
                parts = (("n", n), ("d", d))
                shown = [f"{part} = {wording.number(number)}" for part, number in parts if number is not None]
                known = f" ({', '.join(shown)})" if cell.state == "suppressed" and shown else ""
                return wording.cell_text(cell, indicator.kind if indicator else "count") + known
            case {"reported": _reported, "expected": _expected, "population_share": _share}:
                return wording.coverage_text(Coverage.model_validate(value))
            case bool():
                return _("ja") if value else _("nej")
            case str() | int():
                return self._code(str(value))
            case list() | tuple():
                return _("{n} poster").format(n=len(value))
            case _:
                return _("finns")

    def _code(self, value: str) -> str:
        known = wording.judgement_word(self.after, value), wording.status_word(self.after, value)
        return next((word for word in known if word != wording.not_reported()), value)


def _goals(report: Report) -> Iterator[Goal]:
    """The city's goals, and those that bodies' own items stand under."""
    yield from report.goals
    for part in report.own:
        yield from part.goals


def _words() -> Mapping[str, str]:
    """The report's own names in words; blank for those that only hold others together."""
    return {**_places(), **_statuses()}


def _places() -> Mapping[str, str]:
    return {
        "city": _("hela staden"),
        "regions": "",
        "units": "",
        "indicators": "",
        "activities": "",
        "breakdown": "",
        "sex": "",
        "own": _("egna indikatorer och aktiviteter"),
        "body": "",
        "goals": "",
        "total": _("totalt"),
        "same_bodies": _("jämförbara nämnder i år"),
        "previous_year": _("föregående år"),
        "coverage": _("täckning"),
        "series": _("serien"),
        "as_reported": _("så som det rapporterades"),
        "recast": _("omräknat till dagens nämnder"),
        "text": _("sammanställningens text"),
        "attainment": _("målvärdet"),
        "target": _("målvärde"),
        "title": _("titel"),
        "bodies": _("vem som har rapporterat"),
        "reported": _("rapporterade uppgifter"),
        "expected": _("efterfrågade uppgifter"),
        "fictional": _("påhittade uppgifter"),
        "about": _("om programmet"),
        "threshold": _("gräns för små tal"),
    }


def _statuses() -> Mapping[str, str]:
    return {
        "judgements": _("bedömning"),
        "statuses": _("antal per status"),
        "status": _("status"),
        "start": _("startdatum"),
        "end": _("slutdatum"),
        "delayed": _("försenad"),
        "met": _("uppfylls helt"),
        "partly": _("uppfylls delvis"),
        "not_met": _("uppfylls inte"),
        "not_reported": _("ej rapporterat"),
        "not_started": _("ej påbörjad"),
        "ongoing": _("pågår"),
        "done": _("genomförd"),
        "cancelled": _("avförd"),
    }
