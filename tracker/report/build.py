"""Build the one report: definitions and observations in, every figure of every renderer out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tracker.definitions.catalogue import Definitions
from tracker.definitions.city import City
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.definitions.viewed import GoalView
from tracker.disclosure.model.mask import Mask, everything
from tracker.observations import Observation, Observations
from tracker.periods import Period, PeriodError
from tracker.report import model
from tracker.report.bodies import bodies_of
from tracker.report.city_words import shown_city
from tracker.report.existed import existed_in_part
from tracker.report.fingerprint import of_printed, of_rows
from tracker.report.goals import build_goal
from tracker.report.indicators import Sources
from tracker.report.own import own_parts
from tracker.report.scope import of_bodies, of_city, rows_of, standing_for
from tracker.report.written import sections_of, with_overall
from tracker.words import gettext as _


class UnknownUnit(LookupError):
    """The body does not exist in the period; the message is a Swedish sentence for the user."""


def build_report(
    definitions: Definitions,
    program: Program,
    period: Period,
    rows: Iterable[Observation],
    *,
    unit: str | None = None,
    audience: model.Audience = "internal",
    mask: Mask = everything,
    earlier: Collection[Period] | None = None,
    texts: Mapping[str, str] | None = None,
    handed_in: Collection[str] = (),
    schema: model.Schema = model.SCHEMA,
    with_texts: bool | None = None,
) -> model.Report:
    """The program's follow-up in one period, of the whole city or of one body.

    ``rows``: approved observations; those of later periods are left out. ``earlier``: the earlier periods that may be
    shown, None for all. ``texts``: the compilers', by place (see ``written``). ``handed_in``: bodies whose follow-up of
    the period waits to be received. ``schema``: the form that it is written in, for an edition in an earlier one.
    ``with_texts``: whether bodies' own texts are in it; by default only when the audience is internal. Raises
    PeriodError for a period outside the program, UnknownUnit for a body that does not answer for anything in it.
    """
    internal = audience == "internal"
    views = _views(definitions, program, period, _shown(program, period, earlier))
    given = [row for row in rows if row.program == program.code and row.period in views]
    sources = _sources(definitions, views, period, given, unit, mask, internal if with_texts is None else with_texts)
    sources = replace(sources, with_bases=schema == model.SCHEMA)
    own = () if internal or unit is not None else own_parts(sources, views, given)
    said = texts or {}
    goals = tuple(with_overall(build_goal(sources, goal, said.get(goal.code)), said) for goal in sources.now.goals)
    goals = _as_in_its_form(goals, schema)
    return model.Report(
        program=program.code,
        period=period.code,
        audience=audience,
        edition=None,
        generated_from=_generated_from(sources, (*goals, *own), unit or "city", audience),
        goals=goals,
        unit=unit,
        fictional=any(row.fictional for row in sources.observations.rows),
        about=_about(program, definitions.organisation.city, _forecasts(program, period)),
        calendar=_calendar(program, period),
        bodies=bodies_of(sources, handed_in),
        own=own,
        sections=sections_of(program, said) if unit is None else (),
        existed=existed_in_part(definitions.organisation, sources.views),
    )


def _as_in_its_form(goals: tuple[model.Goal, ...], schema: model.Schema) -> tuple[model.Goal, ...]:
    """The first form has no counts of a year ago, and what is fingerprinted is what is printed."""
    if schema != model.FIRST:
        return goals
    return tuple(goal.model_copy(update={"judgements_before": None}) for goal in goals)


def _generated_from(
    sources: Sources, printed: tuple[model.Goal | model.OwnPart, ...], scope: str, audience: str
) -> str:
    """What left the compilers' hands is fingerprinted by what is printed.

    A hash of dotted counts could be tried out against every value that they may have.
    """
    views = sources.views.values()
    if audience == "internal":
        return of_rows(views, sources.observations.rows, scope)
    return of_printed(views, printed, scope)


def _shown(program: Program, period: Period, earlier: Collection[Period] | None) -> tuple[Period, ...]:
    """The report's own period, last, and the earlier ones that it may show."""
    calendar = program.calendar
    periods = calendar.between(program.from_, program.to)
    if period not in periods:
        text = _("Perioden {period} ligger utanför programmets giltighetstid ({first}–{last}).")
        raise PeriodError(text.format(period=period.code, first=program.from_, last=program.to))
    before = (p for p in periods if calendar.order(p) < calendar.order(period))
    return (*(p for p in before if earlier is None or p in earlier), period)


def _views(
    definitions: Definitions, program: Program, period: Period, shown: tuple[Period, ...]
) -> dict[Period, View]:
    last_day = program.calendar.last_day(period)
    return {p: view(definitions.organisation, program, p, until=last_day) for p in shown}


def _sources(
    definitions: Definitions,
    views: Mapping[Period, View],
    period: Period,
    used: list[Observation],
    unit: str | None,
    mask: Mask,
    with_texts: bool,
) -> Sources:
    if unit is None:
        scoped = {p: of_city(v) for p, v in views.items()}
    else:
        bodies = standing_for(definitions.organisation, unit, views[period].last_day)
        # Bodies merged within the year owe its plan too, but that is a report of their own.
        scoped = {p: of_bodies(v, bodies if p != period else frozenset({unit})) for p, v in views.items()}
        used = list(rows_of(used, bodies))
        _must_answer(scoped[period], unit)
    return Sources(definitions.organisation, scoped, period, Observations(_known(scoped, used)), mask, with_texts)


def _known(views: dict[Period, View], rows: list[Observation]) -> list[Observation]:
    """Leave out rows of items that the views do not hold, e.g. other bodies' own items."""
    items = {
        period: {code for goal in v.goals for code in _codes(goal)}
        for period, v in views.items()
    }
    return [row for row in rows if row.item in items[row.period]]


def _codes(goal: GoalView) -> tuple[str, ...]:
    return (goal.code, *(i.code for i in goal.indicators), *(a.code for a in goal.activities))


def _must_answer(view: View, unit: str) -> None:
    if not any(unit == known.code for known in view.units):
        text = _("”{unit}” ansvarar inte för något i programmet i perioden {period}.")
        raise UnknownUnit(text.format(unit=unit, period=view.period.code))


def _about(program: Program, city: City, forecast: bool) -> model.ProgramInfo:
    return model.ProgramInfo(
        title=program.title,
        short_title=program.short_title,
        ils_key=program.ils_key,
        vision=program.vision,
        judgements=tuple(
            model.Word(
                code=w.code, word=w.word, forecast=w.forecast, counts_as=w.counts_as,
                clause=w.forecast_clause if forecast else w.clause,
            )
            for w in program.judgements
        ),
        statuses=tuple(
            model.Word(code=w.code, word=w.word, begun=w.begun, closed=w.closed) for w in program.statuses
        ),
        threshold=program.disclosure.threshold,
        city=shown_city(city),
        matrices=tuple(model.MatrixName(code=m.code, title=m.title, text=m.text) for m in program.matrices),
        caution=program.caution,
    )


def _calendar(program: Program, period: Period) -> model.PeriodInfo:
    calendar = program.calendar
    part = calendar.part(period)
    return model.PeriodInfo(
        code=period.code,
        name=part.name,
        year=period.year,
        first_day=calendar.first_day(period).isoformat(),
        last_day=calendar.last_day(period).isoformat(),
        due=calendar.due(period).isoformat(),
        asks=part.asks,
        forecast=_forecasts(program, period),
    )


def _forecasts(program: Program, period: Period) -> bool:
    """Whether the period's judgements speak of the year ahead."""
    return program.calendar.asks(period, "judgements") and not program.calendar.ends_year(period)
