"""A large system in pieces that can be decided one by one.

Figures of the whole are the dearest to dot, and they alone tie regions to each other. A reader who knows nothing of the
equations that they stand in knows less; so what must be dotted against that reader must be dotted in any case, and the
pieces into which the system then falls give together a lower bound. Their patterns together are mostly safe in the
whole, too, since dear figures are seldom dotted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.tableau import Reader, Requirement, Tableau, rows_of_columns


@dataclass(frozen=True)
class Piece:
    """``tableau``: a system of its own. ``columns``: the number that each of its columns has in the whole."""

    tableau: Tableau
    columns: tuple[int, ...]

    def in_whole(self, columns: Iterable[int]) -> frozenset[int]:
        return frozenset(self.columns[column] for column in columns)

    def cut_in_whole(self, cut: Cut) -> Cut:
        owner = None if cut.owner is None else Requirement(cut.owner.reader, self.columns[cut.owner.column])
        return Cut(owner, tuple((self.columns[column], weight) for column, weight in cut.coefficients), cut.need)


def pieces(tableau: Tableau, most: int) -> list[Piece]:
    """What a system falls into without the equations of its dearest figures, as few of them as make every piece small:
    of ``most`` decisions. A piece without requirements is left out. None if nothing makes them so small."""
    prices = sorted({tableau.cost[column] for column in tableau.optional}, reverse=True)

    def is_small(number: int) -> bool:
        groups = _apart(tableau, prices[number])
        return all(len(tableau.optional.intersection(columns)) <= most for columns, _rows in groups)

    place = bisect_right(range(len(prices)), False, key=is_small)
    if place == len(prices):
        return []
    asked = set(tableau.sensitive)
    return [
        Piece(_part(tableau, columns, rows), tuple(columns))
        for columns, rows in _apart(tableau, prices[place])
        if not asked.isdisjoint(columns)
    ]


def _apart(tableau: Tableau, price: int) -> list[tuple[list[int], list[int]]]:
    """Columns and rows of each piece, without the rows that hold a figure of this price or a dearer one, or a
    difference that such figures make."""
    dear = {column for column in tableau.optional if tableau.cost[column] >= price}
    for row in tableau.rows:
        hidden = [column for column, _ in row if column in tableau.hidden]
        if len(hidden) == 1 and any(column in dear for column, _ in row):
            dear.add(hidden[0])
    rows = [number for number, row in enumerate(tableau.rows) if row and not any(column in dear for column, _ in row)]
    groups = _Groups(len(tableau.keys))
    for number in rows:
        groups.join([column for column, _ in tableau.rows[number]])
    for pair in tableau.implied:
        groups.join(pair)
    columns_of: dict[int, list[int]] = {}
    for column in range(len(tableau.keys)):
        columns_of.setdefault(groups.leader(column), []).append(column)
    rows_of: dict[int, list[int]] = {}
    for number in rows:
        rows_of.setdefault(groups.leader(tableau.rows[number][0][0]), []).append(number)
    return [(columns, rows_of.get(leader, [])) for leader, columns in columns_of.items()]


class _Groups:
    """Columns that hang together."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def leader(self, column: int) -> int:
        while self._above[column] != column:
            self._above[column] = self._above[self._above[column]]
            column = self._above[column]
        return column

    def join(self, columns: Sequence[int]) -> None:
        for column in columns[1:]:
            self._above[self.leader(column)] = self.leader(columns[0])


def _part(tableau: Tableau, columns: Sequence[int], rows: Sequence[int]) -> Tableau:
    """The tableau of some columns, numbered anew, and the rows that stand between them."""
    place = {column: number for number, column in enumerate(columns)}
    renumbered = partial(_renumbered, place)
    written = tuple(tuple((place[column], weight) for column, weight in tableau.rows[number]) for number in rows)
    leads = (tableau.leads[number] for number in rows)
    return Tableau(
        keys=tuple(tableau.keys[column] for column in columns),
        values=tuple(tableau.values[column] for column in columns),
        cost=tuple(tableau.cost[column] for column in columns),
        down=tuple(tableau.down[column] for column in columns),
        up=tuple(tableau.up[column] for column in columns),
        rows=written,
        leads=tuple(None if lead is None else (place[lead[0]], lead[1]) for lead in leads),
        rows_of=rows_of_columns(len(columns), written),
        dotted=frozenset(renumbered(tableau.dotted)),
        hidden=frozenset(renumbered(tableau.hidden)),
        printed=frozenset(renumbered(tableau.printed)),
        optional=frozenset(renumbered(tableau.optional)),
        sensitive=tuple(renumbered(tableau.sensitive)),
        implied=tuple((place[first], place[second]) for first, second in tableau.implied if first in place),
        readers=tuple(Reader(reader.name, frozenset(renumbered(reader.knows))) for reader in tableau.readers),
        requirements=tuple(
            Requirement(reader, place[column]) for reader, column in tableau.requirements if column in place
        ),
    )


def _renumbered(place: dict[int, int], columns: Iterable[int]) -> Iterator[int]:
    return (place[column] for column in columns if column in place)
