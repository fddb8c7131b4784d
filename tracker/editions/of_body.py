"""One body's own report of a period: what it has given, whatever the state of its follow-up.

Two versions. The body's own has its real figures and names those that must not be spread. The one for the body's
public documents prints a figure of an indicator that protects persons only as the city's editions print it. Were more
printed there, before an edition or beside it, the figures of several bodies together could tell what the edition's
dots hide of another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.program import Program
from tracker.disclosure.model.rules import Rules
from tracker.editions.mask import LedgerMask
from tracker.editions.statistics import measures, period_lines, rules
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.periods import Period
from tracker.pipeline import with_earlier_programs
from tracker.report.build import build_report
from tracker.report.model import Cell, Evidenced, Report, SeriesArea
from tracker.report.scope import standing_for
from tracker.rows import Key, Line, RowKey
from tracker.store.catalogue import read_program
from tracker.store.editions import editions, ledger
from tracker.store.evidence_counts import evidence_counts
from tracker.store.observed import given_observations
from tracker.store.queries import find_followup
from tracker.store.read import State

_Given = tuple[Definitions, Program, Period, list[Observation]]


def own_report(session: Session, program: str, period: str, unit: str) -> Report:
    """With its real figures. Raises UnknownProgram, PeriodError and UnknownUnit."""
    definitions, followed, wanted, rows = _given(session, program, period, unit)
    report = build_report(definitions, followed, wanted, rows, unit=unit)
    report = with_earlier_programs(session, definitions, followed, report)
    own = _secret(definitions, followed, [row for row in rows if row.unit == unit])
    secret = tuple(dict.fromkeys((*own, *_secret_before(followed, report, unit))))
    return report.model_copy(update={"state": _state(session, followed, unit, wanted), "secret": secret,
                                     "evidence": tuple(_evidence(session, followed, unit, wanted))})  # fmt: skip


def own_public_report(session: Session, program: str, period: str, unit: str) -> Report:
    """For the body's public documents: with its own texts, and what protects persons only as editions print it.
    Raises UnknownProgram, PeriodError and UnknownUnit."""
    definitions, followed, wanted, rows = _given(session, program, period, unit)
    periods = sorted({row.period for row in rows} | {wanted}, key=followed.calendar.order)
    known = rules(definitions, followed, measures(definitions, followed, periods))
    mask = _PublicMask(known, _printed(session, definitions, followed, periods, rows))
    report = build_report(
        definitions, followed, wanted, rows, unit=unit, audience="published", mask=mask, with_texts=True
    )
    return report.model_copy(update={"state": _state(session, followed, unit, wanted)})


def _given(session: Session, program: str, period: str, unit: str) -> _Given:
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted = followed.calendar.parse(period)
    bodies = standing_for(definitions.organisation, unit, followed.calendar.last_day(wanted))
    return definitions, followed, wanted, given_observations(session, followed, bodies, wanted)


def _state(session: Session, program: Program, unit: str, period: Period) -> State:
    followup = find_followup(session, program.code, unit, period)
    return followup.state if followup else "not_opened"


def _evidence(session: Session, program: Program, unit: str, period: Period) -> Iterator[Evidenced]:
    for place, count in evidence_counts(session, program.code, unit=unit, period=period).items():
        yield Evidenced(item=place.item, links=count.links, files=count.files)


def _secret(definitions: Definitions, program: Program, rows: list[Observation]) -> tuple[str, ...]:
    """The rows of the body's follow-ups that hold a count that the rules call sensitive: n, d, or what is left of d."""
    periods = sorted({row.period for row in rows}, key=program.calendar.order)
    known = rules(definitions, program, measures(definitions, program, periods))
    parts: dict[str, dict[str, Line]] = {}
    for period in periods:
        of_period = (row for row in rows if row.period == period)
        for line in period_lines(definitions, program, period, of_period, ""):
            row = RowKey(line.key.indicator, *line.key.category)
            parts.setdefault(f"{period}:{row.name}", {})[line.key.measured] = line
    return tuple(name for name, of_row in parts.items() if _sensitive(known, of_row))


def _secret_before(program: Program, report: Report, unit: str) -> Iterator[str]:
    """The same of the earlier figures that the report shows of the body: after a merger they are sums of those of the
    bodies that it was made of, in no follow-up of its own."""
    rules = program.disclosure
    small = range(0 if rules.zeros_sensitive else 1, rules.threshold)
    full = range(0 if rules.full_sensitive else 1, rules.threshold)
    for indicator in (each for goal in report.goals for each in goal.indicators if each.protects):
        for point in indicator.series.recast:
            for area in (each for each in point.units if each.code == unit):
                for row, cell in _cells(indicator.code, area):
                    counts = [count for name, count in (("n", cell.n), ("d", cell.d)) if name in indicator.protects]
                    left = cell.d - cell.n if cell.n is not None and cell.d is not None else None
                    rest = "n" in indicator.protects and left in full
                    if rest or any(count in small for count in counts):
                        yield f"{point.period}:{row.name}"


def _cells(indicator: str, area: SeriesArea) -> Iterator[tuple[RowKey, Cell]]:
    yield RowKey(indicator), area.total
    for dimension, categories in area.breakdown.items():
        for category, cell in categories.items():
            yield RowKey(indicator, dimension, category), cell


def _sensitive(known: Rules, parts: Mapping[str, Line]) -> bool:
    settings = known.disclosure
    small = known.small(settings.zeros_sensitive)
    if any(known.protects(line.key) and line.value in small for line in parts.values()):
        return True
    if "d" not in parts or not known.protects(parts["n"].key):
        return False
    return parts["d"].value - parts["n"].value in known.small(settings.full_sensitive)


class _PublicMask:
    """Prints what protects nobody, and of the rest what the editions print."""

    def __init__(self, known: Rules, printed: Iterable[Line]) -> None:
        rates = [at for at, measure in known.measures.items() if kind_of(measure.kind).d_is_population]
        self._known, self._editions = known, LedgerMask(printed, rates)

    def __call__(self, key: Key) -> bool:
        if (key.indicator, key.period) not in self._known.measures:
            return False
        guarded = any(self._known.protects(replace(key, measured=measured)) for measured in ("n", "d"))
        return not guarded or self._editions(key)


def _printed(
    session: Session, definitions: Definitions, program: Program, periods: Iterable[Period], rows: list[Observation]
) -> Iterable[Line]:
    """What the latest edition of each period decided of the bodies' figures, where they are still the same."""
    for period in periods:
        latest = editions(session, program.code, period)[-1:]
        of_period = [row for row in rows if row.period == period]
        now = {line.key: line.value for line in period_lines(definitions, program, period, of_period, "")}
        yield from (line for line in ledger(session, latest) if now.get(line.key) == line.value)
