"""Build the form of a follow-up from the definitions, what is given so far, and what was given before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from tracker.definitions.measure import Measure
from tracker.definitions.view import View
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.entry.asked import Asks, FigurePlace, asks_of
from tracker.entry.choices import cannot_be_given, yes_or_no
from tracker.entry.earlier import Past, PastText, columns
from tracker.entry.field import Choice, Field, FieldKind
from tracker.entry.model import ActivityEntry, FigureRow, Form, GoalEntry, IndicatorEntry, Judgement
from tracker.entry.owed import Owed
from tracker.entry.remembered import Remembered
from tracker.measures.numbers import decimal_text, shortest, whole_text
from tracker.measures.table import kind_of
from tracker.periods import Period
from tracker.rows import BLANK, RowKey, Value
from tracker.words import gettext as _
from tracker.words import language

A = TypeVar("A", IndicatorView, ActivityView, GoalView)
E = TypeVar("E", IndicatorEntry, ActivityEntry, Judgement)

PERSPECTIVE = "perspective"
"""The dimension under which a goal's texts on the program's perspectives are kept."""


def build(
    view: View,
    unit: str,
    values: Mapping[RowKey, Value],
    past: Past,
    typed: Mapping[str, str] | None = None,
    own_targets: Mapping[str, Decimal] | None = None,
    items: Collection[str] | None = None,
    remembered: Remembered | None = None,
) -> Form:
    """The form of one body in the view's period.

    ``values``: what the follow-up holds. ``typed``: field name → text that is shown instead, so that nothing
    typed is lost when it cannot be saved. ``own_targets``: item → target in the body's plan of the year. ``items``:
    only these, for who asks about a few; None for all. ``remembered``: of this body, view and past alone.
    """
    calendar = view.program.calendar
    shown = columns(calendar, view.period)
    builder = _Builder(view, unit, values, past, typed or {}, own_targets or {}, shown, items, remembered)
    return Form(
        program=view.program.code,
        program_name=view.program.short_title,
        unit=view.unit(unit),
        period=view.period,
        period_name=calendar.part(view.period).name,
        is_plan=calendar.asks(view.period, "plans"),
        due=calendar.due(view.period, view.formed.get(unit)),
        days=(view.program.from_, view.program.to),
        columns=builder.columns,
        goals=tuple(builder.goal(goal) for goal in view.goals if builder.asks.on_form(goal)),
    )


@dataclass(frozen=True)
class _Builder:
    view: View
    unit: str
    values: Mapping[RowKey, Value]
    past: Past
    typed: Mapping[str, str]
    own_targets: Mapping[str, Decimal]
    columns: tuple[Period, ...]
    items: Collection[str] | None
    remembered: Remembered | None

    @cached_property
    def typed_items(self) -> frozenset[str]:
        return frozenset(name.partition("/")[0] for name in self.typed)

    def entry(self, code: str, make: Callable[[_Builder, A], E], item: A) -> E:
        """The entry of an item, as it was made last where it shows the same."""
        if self.remembered is None or code in self.typed_items:
            return make(self, item)
        name = ("entry", language(), code)
        return self.remembered.of(name, self.values, lambda values: make(replace(self, values=values), item))

    @cached_property
    def owed(self) -> Owed:
        return Owed(self.asks, lambda key, attribute: bool(self.text(key, attribute)))

    @cached_property
    def asks(self) -> Asks:
        return asks_of(self.view, self.unit)

    def wants(self, item: str) -> bool:
        return self.items is None or item in self.items

    def goal(self, goal: GoalView) -> GoalEntry:
        indicators = tuple(
            self.entry(i.code, _Builder.indicator, i) for i in self.asks.indicators(goal) if self.wants(i.code)
        )
        return GoalEntry(
            code=goal.code,
            title=goal.title,
            note=goal.note,
            conditions=goal.conditions,
            indicators=tuple(i for i in indicators if i.rows or i.target is not None),
            activities=tuple(
                self.entry(a.code, _Builder.activity, a) for a in self.asks.activities(goal) if self.wants(a.code)
            ),
            judgement=self.entry(goal.code, _Builder.judgement, goal)
            if self.asks.judgement(goal) and self.wants(goal.code)
            else None,
        )

    def indicator(self, indicator: IndicatorView) -> IndicatorEntry:
        measure, key = indicator.measure, RowKey(indicator.code)
        asked, places = self.asks.figure(indicator), self.asks.figures(indicator)
        kind = kind_of(measure.kind)
        answers = yes_or_no() if kind.is_answer else ()
        ahead = kind.ahead_field
        split = bool(measure.dimensions) and not measure.total_is_given
        return IndicatorEntry(
            code=indicator.code,
            title=indicator.title,
            origin=indicator.origin,
            note=indicator.note,
            measure=measure,
            rows=tuple(self.row(indicator, place) for place in places),
            whole=self.empty(key, _("Kan inte lämnas")) if asked and split else None,
            comment=self.field(key, "comment", _("Kommentar"), "text"),
            forecast=self.field(key, "forecast", _in_unit(_("Prognos för helåret"), measure), ahead, answers)
            if asked and "forecasts" in self.asks.kinds
            else None,
            target=self.field(key, "target", _in_unit(_("Vårt mål för året"), measure), ahead)
            if self.asks.target(indicator)
            else None,
            planned=self.own_targets.get(indicator.code),
            city_target=dict(indicator.unit_targets).get(self.unit, indicator.target),
            total_earlier=tuple(self.past.total(indicator.code, column) for column in self.columns),
            population=self.view.unit(self.unit).population if kind.d_is_population else None,
            filled=asked and self.owed.indicator_filled(measure, key, places),
            begins=self.owed.figure_begins(measure, places) if places else key.field("comment"),
            asked_then=tuple(self.past.asked(indicator.code, column) for column in self.columns),
        )

    def row(self, indicator: IndicatorView, place: FigurePlace) -> FigureRow:
        measure, key = indicator.measure, place.key
        kind = kind_of(measure.kind)
        n = self.field(key, "n", measure.labels.n, kind.field, yes_or_no() if kind.is_answer else ())
        d = self.field(key, "d", measure.labels.d or "", "whole") if measure.gives_d else None
        return FigureRow(
            key=key,
            label=place.name or _("Totalt"),
            required=place.required,
            n=n,
            d=d,
            empty=self.empty(key, _("Kan inte lämnas")),
            reason=self.field(key, "comment", _("Skäl eller kommentar"), "text"),
            earlier=tuple(self.past.figure(key, column) for column in self.columns),
            filled=self.owed.figure_filled(measure, key),
        )

    def activity(self, activity: ActivityView) -> ActivityEntry:
        same_as = self.asks.given_at(activity)
        key, plans = RowKey(activity.code), "plans" in self.asks.kinds
        calendar, period = self.view.program.calendar, self.view.period
        plan_period = calendar.previous_year(period) if plans else calendar.plan_of(period)
        own = same_as is None
        return ActivityEntry(
            code=activity.code,
            title=activity.title,
            origin=activity.origin,
            note=activity.note,
            same_as=same_as,
            status=self.field(key, "status", _("Status"), "choice", self.statuses) if own and not plans else None,
            plan=self.field(key, "text", _("Så arbetar vi med aktiviteten"), "text") if own and plans else None,
            start=self.field(key, "start", _("Start"), "date") if own else None,
            end=self.field(key, "end", _("Slut"), "date") if own else None,
            comment=self.field(key, "comment", _("Kommentar"), "text") if own else None,
            planned=(plans and self._merged_plans(key)) or self._plans(key, plan_period),
            earlier=tuple(self.past.texts(key, column) for column in self.columns),
            filled=own and self.owed.given(key, "text" if plans else "status"),
            year_begins=bool(self.columns) and self.columns[0].year < period.year,
            from_=calendar.first_day(period).isoformat(),
        )

    def _plans(self, key: RowKey, period: Period | None) -> tuple[PastText, ...]:
        """The body's own plan; where it has made none, those of the bodies that merged into it."""
        found = self.past.texts(key, period)
        return tuple(text for text in found if not text.body and text.text) or found

    def _merged_plans(self, key: RowKey) -> tuple[PastText, ...]:
        """The plans of the same year that the bodies had made who merged into this one in the course of it."""
        return tuple(text for text in self.past.texts(key, self.view.period) if text.body and text.text)

    def judgement(self, goal: GoalView) -> Judgement:
        key = RowKey(goal.code)
        status = self.field(key, "status", _("Bedömning av målet"), "choice", self.judgements)
        perspectives = (
            self.field(RowKey(goal.code, PERSPECTIVE, named.code), "text", named.title, "text")
            for named in self.view.program.perspectives
        )
        return Judgement(
            code=goal.code,
            goal=goal.title,
            status=status,
            text=self.field(key, "text", _("Analys"), "text"),
            perspectives=tuple(perspectives),
            earlier=tuple(self.past.texts(key, column) for column in self.columns),
            filled=self.owed.given(key, "status"),
            analysis={word.code: word.analysis for word in self.view.program.judgements},
        )

    @cached_property
    def statuses(self) -> tuple[Choice, ...]:
        return tuple(Choice(word.code, word.word) for word in self.view.program.statuses)

    @cached_property
    def judgements(self) -> tuple[Choice, ...]:
        """The judgement words; in a period that forecasts the year, their forecast form."""
        ahead = "forecasts" in self.asks.kinds
        words = self.view.program.judgements
        return tuple(Choice(word.code, word.forecast if ahead else word.word) for word in words)

    def empty(self, key: RowKey, label: str) -> Field:
        return self.field(key, "empty", label, "choice", cannot_be_given())

    def text(self, key: RowKey, attribute: str) -> str:
        """The text of a field: as typed, else as held."""
        name = key.field(attribute)
        if name in self.typed:
            return self.typed[name].strip()
        return show(getattr(self.values.get(key, BLANK), attribute))

    def field(
        self, key: RowKey, attribute: str, label: str, kind: FieldKind, choices: tuple[Choice, ...] = ()
    ) -> Field:
        return Field(key.field(attribute), label, kind, self.text(key, attribute), choices)


def show(value: str | int | Decimal | date | None) -> str:
    """A held value as the text in its field."""
    if value is None:
        return ""
    if isinstance(value, int):
        return whole_text(value)
    if isinstance(value, Decimal):
        return decimal_text(shortest(value))
    return value.isoformat() if isinstance(value, date) else value


def _in_unit(label: str, measure: Measure) -> str:
    """The label with what the number is: a forecast or a target is one number, not n and d."""
    unit = kind_of(measure.kind).unit_word()
    return f"{label} ({unit})" if unit else label
