"""One row of the observations CSV, read against the definitions: every fault of the row as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.definitions.catalogue import Definitions, UnknownProgram
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.definitions.viewed import ActivityView, GoalView, IndicatorView
from tracker.entry.rows_cells import Cells
from tracker.entry.rows_rules import judge
from tracker.entry.suggestions import suggestion
from tracker.observations import Observation
from tracker.periods import Period, PeriodError
from tracker.words import gettext as _

ItemView = IndicatorView | ActivityView | GoalView

_KEPT = ("E-", "S-")
"""How the codes of items that are kept in the browser begin: their definitions are in no file of observations."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row, and what to do. ``line``: where it begins in the file."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("rad {line}: {message}").format(line=self.line, message=self.message)


@dataclass(frozen=True)
class NumberedRow:
    """``given_as``: the item's code in the file, which may be another name for the same (A7.1 for A4.3)."""

    line: int
    row: Observation
    given_as: str


class _Misplaced(Exception):
    """The row belongs nowhere; the message is a Swedish sentence."""


class RowReader:
    """Reads rows against the definitions; what applies in a period is resolved once."""

    def __init__(self, definitions: Definitions) -> None:
        self._organisation = definitions.organisation
        self._definitions = definitions
        self._views: dict[tuple[str, Period], tuple[View, dict[str, ItemView]]] = {}

    def view(self, program: str, period: Period) -> View:
        return self._resolved(self._definitions.program(program), period)[0]

    def read(self, line: int, cells: Mapping[str, str]) -> tuple[NumberedRow | None, list[RowFault]]:
        """The row, or its faults. A row that gives no value at all says nothing: there is neither."""
        read = Cells(cells)
        view, item = self._place(read)
        row = _observation(view, item, read)
        if row is not None and not read.faults and not read.says_nothing:
            assert view is not None and item is not None
            row, faults = judge(view, item, row)
            read.faults += faults
        found = [RowFault(line, fault) for fault in read.faults]
        if found or row is None or read.says_nothing:
            return None, found
        return NumberedRow(line, row, read.code("item")), []

    def _place(self, cells: Cells) -> tuple[View | None, ItemView | None]:
        """What applies in the row's period, and its item; every fault in the way is noted."""
        program, unit = self._program(cells), cells.code("unit")
        cells.days = (program.from_, program.to) if program else None
        known = self._organisation.find(unit) is not None
        if not known:
            message = _("”{unit}” finns inte i organisationen.").format(unit=unit)
            names = ((body.code, body.name) for body in self._organisation.units)
            cells.faults.append(message + suggestion(unit, names))
        period = _period(program, cells) if program else None
        if program is None or period is None:
            return None, None
        view, items = self._resolved(program, period)
        if not known:
            return view, None
        try:
            self._check_unit(view, unit)
            return view, _item(view, items, unit, cells.code("item"))
        except _Misplaced as misplaced:
            cells.faults.append(str(misplaced))
            return view, None

    def _program(self, cells: Cells) -> Program | None:
        try:
            return self._definitions.program(cells.code("program"))
        except UnknownProgram as fault:
            names = ((program.code, program.short_title) for program in self._definitions.programs)
            cells.faults.append(str(fault.args[0]) + suggestion(cells.code("program"), names))
            return None

    def _resolved(self, program: Program, period: Period) -> tuple[View, dict[str, ItemView]]:
        key = (program.code, period)
        if key not in self._views:
            seen = view(self._organisation, program, period)
            items: dict[str, ItemView] = {goal.code: goal for goal in seen.goals}
            items |= {indicator.code: indicator for indicator in seen.indicators()}
            items |= {activity.code: activity for activity in seen.activities()}
            self._views[key] = seen, items
        return self._views[key]

    def _check_unit(self, view: View, unit: str) -> None:
        if any(known.code == unit for known in view.units):
            return
        if not self._organisation.unit(unit).exists(view.last_day):
            message = _("{unit} finns inte den {day}, som är sista dagen i {period}.")
            raise _Misplaced(message.format(unit=unit, day=view.last_day.isoformat(), period=view.period))
        raise _Misplaced(_("{unit} har inget att följa upp i {period}.").format(unit=unit, period=view.period))


def _period(program: Program, cells: Cells) -> Period | None:
    calendar = program.calendar
    try:
        period = calendar.parse(cells.code("period"))
    except PeriodError as fault:
        cells.faults.append(str(fault) + suggestion(cells.code("period"), _periods(program)))
        return None
    if calendar.first_day(period) < program.from_ or calendar.last_day(period) > program.to:
        message = _("{period} ligger utanför programmets giltighetstid, {first} till {last}.")
        shown = message.format(period=period, first=program.from_.isoformat(), last=program.to.isoformat())
        cells.faults.append(shown)
        return None
    return period


def _periods(program: Program) -> Iterator[tuple[str, str]]:
    """The program's periods as people write them: ``Quarter 2 2025``, ``Q2 2025``."""
    for period in program.calendar.between(program.from_, program.to):
        yield period.code, f"{program.calendar.part(period).name} {period.year}"
        yield period.code, f"{period.part} {period.year}"


def _item(view: View, items: Mapping[str, ItemView], unit: str, code: str) -> ItemView:
    """The item with this code, or the one that it is the same as, if the body answers for it."""
    program = view.program
    known = {goal.code for goal in program.goals}
    known |= {item.code for item in (*program.indicators(), *program.activities())}
    if code not in known and code.startswith(_KEPT):
        message = _("{code} hör till dem som läggs till på webbplatsen och finns inte här. tracker backup tar med dem.")
        raise _Misplaced(message.format(code=code))
    if code not in known:
        names = ((each.code, each.title) for each in items.values())
        raise _Misplaced(_("”{code}” finns inte i programmet.").format(code=code) + suggestion(code, names))
    item = items.get(code)
    if item is None:
        raise _Misplaced(_("{code} gäller inte i {period}.").format(code=code, period=view.period))
    if isinstance(item, ActivityView) and item.same_as is not None:
        item = items.get(item.same_as, item)
    if isinstance(item, IndicatorView) and not item.measure.is_entered:
        message = _("{code} lämnas inte här: talen är samma som vid {other}.")
        raise _Misplaced(message.format(code=code, other=item.measure.shared.n))
    if unit not in item.responsible:
        message = _("{unit} svarar inte för {code} i {period}.")
        raise _Misplaced(message.format(unit=unit, code=code, period=view.period))
    return item


def _observation(view: View | None, item: ItemView | None, cells: Cells) -> Observation | None:
    """The row's values; read even when it belongs nowhere, so that all its faults are found."""
    values = {
        "n": cells.whole("n"),
        "d": cells.whole("d"),
        "empty": cells.empty(),
        "status": cells.code("status") or None,
        "comment": cells.text("comment"),
        "forecast": cells.decimal("forecast"),
        "start": cells.day("start"),
        "end": cells.day("end"),
        "text": cells.text("text"),
        "fictional": cells.fictional(),
    }
    if view is None or item is None:
        return None
    return Observation(
        program=view.program.code,
        unit=cells.code("unit"),
        period=view.period,
        item=item.code,
        dimension=cells.code("dimension"),
        category=cells.code("category"),
        **values,  # type: ignore[arg-type]  # each value was read as its own field's type
    )
