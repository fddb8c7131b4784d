"""What patterns must satisfy, as weights by column and what these must add up to; and as a 0-1 program."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tracker.disclosure.optimiser.linear_programs import Program

Inequality = tuple[tuple[tuple[int, float], ...], float]
"""Coefficients by column, and what their sum over the dotted ones must at least be."""

_SAME = 1e-9


def undominated(block: list[Inequality], columns: list[int]) -> list[Inequality]:
    """The inequalities without those that follow from another one: what a proof says of one reader it mostly says
    again, weaker, of others."""
    place = {column: number for number, column in enumerate(columns)}
    needs = [inequality for inequality in block if inequality[1] > 0]
    weights = np.zeros((len(needs), len(columns)))
    for number, (coefficients, need) in enumerate(needs):
        for column, weight in coefficients:
            weights[number, place[column]] = min(weight / need, 1.0)
    kept = np.ones(len(needs), dtype=bool)
    for number in range(len(needs)):
        stronger = kept & (weights <= weights[number] + _SAME).all(axis=1)
        stronger[number] = False
        kept[number] = not stronger.any()
    return [*(each for each, keep in zip(needs, kept, strict=True) if keep), *(each for each in block if each[1] <= 0)]


def blocks(inequalities: Iterable[Inequality]) -> list[list[Inequality]]:
    """The inequalities in groups that share no column; groups that ask for nothing are left out."""
    everything = list(inequalities)
    leader: dict[int, int] = {}

    def find(column: int) -> int:
        root = column
        while leader.setdefault(root, root) != root:
            root = leader[root]
        while leader[column] != root:
            leader[column], column = root, leader[column]
        return root

    for coefficients, _ in everything:
        first = find(coefficients[0][0])
        for column, _ in coefficients[1:]:
            leader[find(column)] = first
    found: dict[int, list[Inequality]] = {}
    for inequality in everything:
        found.setdefault(find(inequality[0][0][0]), []).append(inequality)
    return [block for block in found.values() if any(need > 0 for _, need in block)]


def zero_one(block: list[Inequality], columns: list[int], cost: list[int]) -> Program:
    """The cheapest choice of columns that satisfies the inequalities."""
    place = {column: number for number, column in enumerate(columns)}
    start, index, value = [0], [], []
    for coefficients, _ in block:
        for column, weight in coefficients:
            index.append(place[column])
            value.append(weight)
        start.append(len(index))
    needs = np.array([need for _, need in block])
    return Program(
        cost=np.array(cost, dtype=np.float64),
        lower=np.zeros(len(columns)),
        upper=np.ones(len(columns)),
        row_lower=needs,
        row_upper=np.full(len(block), np.inf),
        start=start,
        index=index,
        value=value,
        integer=True,
    )
