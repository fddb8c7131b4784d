"""The report of an edition: built from its sources through the ledger's mask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tracker.definitions.view import view
from tracker.editions.mask import LedgerMask
from tracker.editions.sources import EditionSources, definitions_of
from tracker.editions.statistics import period_lines
from tracker.periods import Period
from tracker.report.build import build_report
from tracker.report.continued import Earlier, continued
from tracker.report.model import SCHEMA, Audience, Report, Schema
from tracker.report.reading import from_json
from tracker.rows import Key, Line
from tracker.store.editions import Edition

_ByIndicator = Mapping[tuple[str, str], list[Line]]


def compose(
    sources: EditionSources,
    decided: Iterable[Line],
    *,
    code: str | None,
    audience: Audience,
    texts: Mapping[str, str],
    schema: Schema = SCHEMA,
) -> Report:
    """The report that prints what ``decided`` and the ledgers of the other periods' editions print.

    ``schema``: the form that it is written in.
    """
    report = build_report(
        sources.definitions,
        sources.program,
        sources.period,
        sources.rows,
        audience=audience,
        mask=LedgerMask([*_of_other_periods(sources), *decided], sources.rates),
        earlier=sources.current,
        texts=texts,
        handed_in=sources.handed_in,
        schema=schema,
    )
    now = view(sources.definitions.organisation, sources.program, sources.period)
    found = continued(report, now, _continued(sources))
    return found.model_copy(update={"edition": code, "withheld": sources.withheld, "threads": sources.threads})


def _continued(sources: EditionSources) -> Iterator[Earlier]:
    """What the editions of earlier programs print of the series that are continued."""
    for edition in sources.continued:
        program = definitions_of(edition.definitions).program(edition.program)
        yield Earlier(program, from_json(edition.report))


def _of_other_periods(sources: EditionSources) -> Iterator[Line]:
    """What the other periods' editions decided, of the indicators that still say the same.

    The report reads those periods by today's definitions. One that has been changed for a day long past makes other
    figures of the same rows, under the same keys; that a key was printed says nothing of such a figure.
    """
    by_edition = _by_indicator(sources.ledger)
    today = sources.definitions.model_dump_json(by_alias=True)
    for period, edition in sources.current.items():
        own = {place: lines for place, lines in by_edition.items() if place[0] == edition.code}
        # The same rows by the same definitions make the same figures.
        now = own if edition.definitions == today else _read_today(sources, period, edition)
        for place, lines in own.items():
            if _figures(lines) == _figures(now.get(place, [])):
                yield from lines


def _read_today(sources: EditionSources, period: Period, edition: Edition) -> _ByIndicator:
    rows = (row for row in sources.rows if row.period == period)
    return _by_indicator(period_lines(sources.definitions, sources.program, period, rows, edition.code))


def _by_indicator(lines: Iterable[Line]) -> _ByIndicator:
    """Lines by edition and indicator."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        found[(line.edition, line.key.indicator)].append(line)
    return found


def _figures(lines: Iterable[Line]) -> dict[Key, int]:
    return {line.key: line.value for line in lines}
