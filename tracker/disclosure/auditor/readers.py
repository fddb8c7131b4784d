"""One table as each of its readers sees it: everybody, and each insider with what they know beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tracker.disclosure.auditor.table import AuditTable, Cell, Insider

KNOWS = " vet: "
"""Between an insider's name and a figure's, in findings and in the incidents that editions keep."""


def requirement_of(insider: str | None, figure: str) -> str:
    """A requirement by the figure, and by the insider who must not work it out; None for everybody."""
    return figure if insider is None else f"{insider}{KNOWS}{figure}"


Asked = Callable[[str], bool]
"""Whether a requirement is to be judged, by its name."""


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the table. ``name``: None for everybody. ``known``: the cells known beforehand, as good as
    printed for this reader. ``judged``: the sensitive cells that are asked about, in the order of the table."""

    name: str | None
    known: frozenset[str]
    judged: tuple[Cell, ...]

    def sees(self, table: AuditTable) -> AuditTable:
        """The table with what the reader knows printed, and only what is judged sensitive."""
        judged = {cell.id for cell in self.judged}
        return table.model_copy(update={"cells": tuple(self._seen(cell, cell.id in judged) for cell in table.cells)})

    def _seen(self, cell: Cell, judged: bool) -> Cell:
        known = cell.id in self.known
        if not known and cell.sensitive == judged:
            return cell
        shown = {"printed": cell.printed or known, "hidden": cell.hidden and not known, "sensitive": judged}
        return cell.model_copy(update=shown)


def readers_of(table: AuditTable, asked: Asked) -> Iterator[Reader]:
    """Everybody, who knows what is printed, then the insiders by name; nobody is protected from what they know
    themselves."""
    sensitive = [cell for cell in table.cells if cell.sensitive]
    yield Reader(None, frozenset(), tuple(cell for cell in sensitive if asked(requirement_of(None, cell.id))))
    for insider in table.insiders:
        known = _follows(table, insider)
        spared = known.union(insider.not_protected)
        protected = (cell for cell in sensitive if cell.id not in spared)
        judged = tuple(cell for cell in protected if asked(requirement_of(insider.name, cell.id)))
        yield Reader(insider.name, known, judged)


def _follows(table: AuditTable, insider: Insider) -> frozenset[str]:
    """What an insider knows, and what follows from it alone by one equation after the other, such as a complement."""
    known = set(insider.knows)
    open_ = [equation for equation in table.equations if equation.relation == "="]
    while True:
        left = []
        for equation in open_:
            unknown = {term.cell for term in equation.terms} - known
            if len(unknown) == 1:
                known |= unknown
            elif unknown:
                left.append(equation)
        if len(left) == len(open_):
            return frozenset(known)
        open_ = left
