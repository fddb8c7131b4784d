"""Cuts that need no multipliers: when fractions would be safe but whole persons are not.

If a requirement fails under a pattern it fails under every smaller one. So enlarge the pattern while the
requirement still fails; every safe pattern must then dot something outside the enlarged one. (With the
cells beside the unsafe component as the outside this is the classic repair cut; enlarging makes it sharper.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tracker.disclosure.optimiser.cuts import Cut
from tracker.disclosure.optimiser.tableau import Requirement, Tableau

_TRIALS = 80


def outside_cut(
    tableau: Tableau, owner: Requirement, chosen: frozenset[int], fails: Callable[[frozenset[int]], bool]
) -> Cut | None:
    """``sum of y outside >= 1`` for optional columns under which the owner's requirement ``fails``.

    ``fails`` takes all open columns. None when it fails even with every optional column dotted: it is impossible.
    """
    if fails(tableau.opened(tableau.optional)):
        return None
    unsafe, outside, trials = chosen, [], _TRIALS
    waiting = [_far_first(tableau, owner.column, tableau.optional - chosen)]
    while waiting:
        group = waiting.pop()
        trials -= 1
        if trials >= 0 and fails(tableau.opened(unsafe.union(group))):
            unsafe = unsafe.union(group)
        elif len(group) == 1 or trials < 0:
            outside += group
        else:
            middle = len(group) // 2
            waiting += [group[middle:], group[:middle]]
    return Cut(owner, tuple((column, 1.0) for column in sorted(outside)), 1.0)


def _far_first(tableau: Tableau, owner: int, columns: Iterable[int]) -> list[int]:
    """Columns by how many equations away from the owner they are, farthest first."""
    distance, edge = {owner: 0}, [owner]
    while edge:
        reached: list[int] = []
        for column in edge:
            for row in tableau.rows_of[column]:
                for other, _ in tableau.rows[row]:
                    if other not in distance:
                        distance[other] = distance[column] + 1
                        reached.append(other)
        edge = reached

    return sorted(columns, key=lambda column: (-distance.get(column, len(distance)), column))
