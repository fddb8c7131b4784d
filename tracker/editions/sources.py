"""What an edition may be made of: the approved observations of its own period, and of the other periods only what
their own latest editions were made of. Periods without an edition are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from sqlalchemy.orm import Session

from tracker.definitions.catalogue import Definitions
from tracker.definitions.earlier import read_frozen
from tracker.definitions.measure import Measure
from tracker.definitions.program import Program
from tracker.disclosure.model.rules import Rules
from tracker.editions.settled import Settled
from tracker.editions.statistics import measures, rules
from tracker.editions.withholding import Parts, chosen_now, parts_of, withheld_of
from tracker.followups.threads.printing import printed_threads
from tracker.measures.table import kind_of
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.asked import PrintedThread
from tracker.report.continued import predecessors
from tracker.report.reading import from_json
from tracker.report.withheld import Withheld
from tracker.rows import Line
from tracker.store.catalogue import read_program
from tracker.store.editions import Edition, editions, ledger
from tracker.store.past import Moment, approved_then, handed_in_then, this_moment


@dataclass(frozen=True)
class EditionSources:
    """``definitions``: the organisation and the program, and nothing of other programs. Editions published before
    programs stood side by side were frozen with all; of those, too, only the program's own part is used.

    ``earlier``: editions published before, in order, with their ledger. ``rows``: of every period it may show.
    ``continued``: of each earlier program whose series are continued, the edition that they are taken from.
    ``handed_in``: the bodies whose follow-up of the period waited to be received. ``withheld``: what of it is left out
    by choice. ``threads``: what is printed of priorities and questions; of a published edition, what it has printed,
    since what was said in them is kept beside the follow-ups' history.
    """

    definitions: Definitions
    program: Program
    period: Period
    moment: Moment
    rows: tuple[Observation, ...]
    earlier: tuple[Edition, ...]
    ledger: tuple[Line, ...]
    continued: tuple[Edition, ...] = ()
    handed_in: frozenset[str] = frozenset()
    withheld: tuple[Withheld, ...] = ()
    threads: tuple[PrintedThread, ...] = ()

    @property
    def own_rows(self) -> tuple[Observation, ...]:
        return tuple(row for row in self.rows if row.period == self.period)

    @property
    def parts(self) -> Parts:
        """What of the period can be left out by choice."""
        return parts_of(self.definitions, self.program, self.period)

    @property
    def rules(self) -> Rules:
        """What the joint system needs of the year, in which alone an equation connects periods.

        What was published is known by its own definitions, also if an indicator has been retired since.
        """
        found: dict[tuple[str, Period], Measure] = {}
        for edition in self.earlier:
            if edition.period.year == self.period.year:
                then = definitions_of(edition.definitions)
                found.update(measures(then, then.program(edition.program), (edition.period,)))
        found.update(measures(self.definitions, self.program, (self.period,)))
        return rules(self.definitions, self.program, found)

    @property
    def rates(self) -> frozenset[tuple[str, Period]]:
        """The indicators that are rates, by period: their d is the population, which everybody knows."""
        shown = measures(self.definitions, self.program, (*self.current, self.period))
        return frozenset(key for key, measure in shown.items() if kind_of(measure.kind).d_is_population)

    @property
    def current(self) -> dict[Period, Edition]:
        """The latest edition of each other period that the report may show."""
        return shown_editions(self.program, self.period, self.earlier)


class Archive:
    """What a program's editions are made of, each thing read once.

    ``published``: its editions in order. Their ledger, and the follow-ups as they stood at editions' moments, are read
    when they are asked for. ``settled``: what has been read of them before, and is read no more.
    """

    def __init__(self, session: Session, program: str, settled: Settled | None = None) -> None:
        self._session = session
        self._program = program
        self._settled = settled or Settled()
        known = self._settled.editions
        known += editions(session, program, after=known[-1].sequence if known else 0)
        self.published = tuple(known)

    @cached_property
    def ledger(self) -> tuple[Line, ...]:
        lines = self._settled.lines
        for edition in self.published:
            if edition.code not in lines:
                lines[edition.code] = tuple(ledger(self._session, [edition]))
        return tuple(line for edition in self.published for line in lines[edition.code])

    def rows(self, period: Period, moment: Moment) -> tuple[Observation, ...]:
        """What was approved of a period at the moment of one of its editions."""
        rows = self._settled.rows
        if (period, moment) not in rows:
            rows[period, moment] = self.rows_now(period, moment)
        return rows[period, moment]

    def rows_now(self, period: Period, moment: Moment) -> tuple[Observation, ...]:
        """The same at a moment of which no edition is made yet: what is still being written may come before it."""
        return tuple(approved_then(self._session, self._program, period, moment))

    def handed_in(self, period: Period, moment: Moment) -> frozenset[str]:
        """The bodies whose follow-up of the period waited to be received at the moment."""
        return handed_in_then(self._session, self._program, period, moment)

    def continued(self, program: Program, before: int | None) -> tuple[Edition, ...]:
        """Of each program whose series this one's continue, the edition of its latest period before this one begins.

        ``before``: only editions published before the one of this number; None for all.
        """
        found = []
        for code in predecessors(program):
            known = [e for e in editions(self._session, code) if before is None or e.sequence < before]
            if not known:
                continue
            calendar = definitions_of(known[-1].definitions).program(code).calendar
            past = [edition for edition in known if calendar.last_day(edition.period) < program.from_]
            found += sorted(past, key=lambda each: (calendar.last_day(each.period), each.sequence))[-1:]
        return tuple(found)


def sources_now(session: Session, program: str, period: str, settled: Settled | None = None) -> EditionSources:
    """What the period's next edition would be made of. ``settled``: what a run has read for editions before it. Raises
    UnknownProgram and PeriodError."""
    definitions = read_program(session, program)
    followed = definitions.program(program)
    wanted = followed.calendar.parse(period)
    archive = Archive(session, followed.code, settled)
    sources = gather(archive, definitions, followed, wanted, this_moment(session), archive.published)
    asked = printed_threads(session, definitions, followed, wanted, published=True)
    return replace(sources, withheld=chosen_now(session, definitions, followed, wanted), threads=asked)


def sources_of(archive: Archive, edition: Edition) -> EditionSources:
    """What a published edition was made of, under its own definitions and as of its own moment."""
    definitions = definitions_of(edition.definitions)
    program = definitions.program(edition.program)
    earlier = [each for each in archive.published if each.sequence < edition.sequence]
    sources = gather(archive, definitions, program, edition.period, edition.moment, earlier, edition.sequence)
    return replace(sources, withheld=withheld_of(edition), threads=_threads_of(edition))


def _threads_of(edition: Edition) -> tuple[PrintedThread, ...]:
    # Reading a report takes time, and many print none.
    return from_json(edition.report).threads if '"threads"' in edition.report else ()


@lru_cache(maxsize=8)
def definitions_of(document: str) -> Definitions:
    """An edition's own definitions. Raises ValueError, which pydantic.ValidationError is too."""
    return read_frozen(document)


def gather(
    archive: Archive,
    definitions: Definitions,
    program: Program,
    period: Period,
    moment: Moment,
    earlier: Sequence[Edition],
    sequence: int | None = None,
) -> EditionSources:
    """The sources of an edition of the period as of a moment, with these editions before it. ``sequence``: its own
    number among the editions of all programs; None for one that is not published."""
    own = archive.rows_now(period, moment) if sequence is None else archive.rows(period, moment)
    shown = shown_editions(program, period, earlier).items()
    others = (row for other, edition in shown for row in archive.rows(other, edition.moment))
    known = {edition.code for edition in earlier}
    lines = [line for line in archive.ledger if line.edition in known]
    continued = archive.continued(program, sequence)
    waiting = archive.handed_in(period, moment)
    return EditionSources(
        definitions, program, period, moment, (*own, *others), tuple(earlier), tuple(lines), continued, waiting
    )


def shown_editions(program: Program, period: Period, earlier: Sequence[Edition]) -> dict[Period, Edition]:
    """The latest edition of each period before this one, in the order of the calendar."""
    order = program.calendar.order
    latest = {edition.period: edition for edition in earlier if order(edition.period) < order(period)}
    return {other: latest[other] for other in sorted(latest, key=order)}
