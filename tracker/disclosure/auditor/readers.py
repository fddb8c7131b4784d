"""One table as each of its readers sees it: everybody, and each insider with what they know beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tracker.disclosure.auditor.table import AuditTable, Insider

KNOWS = " vet: "
"""Between an insider's name and a figure's, in findings and in the incidents that editions keep."""


def requirement_of(insider: str | None, figure: str) -> str:
    """A requirement by the figure, and by the insider who must not work it out; None for everybody."""
    return figure if insider is None else f"{insider}{KNOWS}{figure}"


Asked = Callable[[str], bool]
"""Whether a requirement is to be judged, by its name."""


def as_seen(table: AuditTable, asked: Asked) -> Iterator[tuple[str | None, AuditTable]]:
    """The table for every reader: None for those who know what is printed, then the insiders by name.

    What an insider knows is as good as printed for them, and nobody is protected from what they know themselves.
    """
    yield None, _judged(table, frozenset(), lambda cell: asked(requirement_of(None, cell)))
    for insider in table.insiders:
        known = _follows(table, insider)
        spared = known.union(insider.not_protected)

        def judged(cell: str, name: str = insider.name, spared: frozenset[str] = spared) -> bool:
            return cell not in spared and asked(requirement_of(name, cell))

        yield insider.name, _judged(table, known, judged)


def _judged(table: AuditTable, known: frozenset[str], asked: Asked) -> AuditTable:
    """The table with what is known as good as printed, and only what is asked for sensitive."""
    cells = tuple(
        cell.model_copy(
            update={
                "printed": cell.printed or cell.id in known,
                "hidden": cell.hidden and cell.id not in known,
                "sensitive": cell.sensitive and asked(cell.id),
            }
        )
        if cell.id in known or cell.sensitive
        else cell
        for cell in table.cells
    )
    return table.model_copy(update={"cells": cells})


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
