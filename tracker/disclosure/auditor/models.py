"""One component as standing HiGHS models."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from tracker.disclosure.auditor.components import Component
from tracker.disclosure.auditor.rows import Domain, Row

Limits = tuple[float, float]


def limits(domain: Domain) -> Limits:
    """A domain as HiGHS writes it."""
    low, high = domain
    return -highspy.kHighsInf if low is None else low, highspy.kHighsInf if high is None else high


def model(component: Component, whole: bool) -> highspy.Highs:
    """One column per cell, its value; ``whole``: integers only. No objective."""
    columns = [limits(domain) for domain in component.domains]
    return _load(columns, component.rows, [limits((row.low, row.high)) for row in component.rows], 0, whole)


def moves(component: Component) -> highspy.Highs:
    """How far each cell rises (columns 0..n-1) and falls (n..2n-1) from the truth; the sum is minimised.

    Few cells move, so a corner of this program is a short chain of equal steps, and whole far more often.
    """
    count = len(component.cells)
    truth = [cell.value for cell in component.cells]
    ends = [limits(domain) for domain in component.domains]
    rises = [(0.0, high - value) for (_, high), value in zip(ends, truth, strict=True)]
    falls = [(0.0, value - low) for (low, _), value in zip(ends, truth, strict=True)]
    rows, sides = [], []
    for row in component.rows:
        negated = [-factor for factor in row.factors]
        shifted = tuple(count + column for column in row.columns)
        rows.append(Row(row.columns + shifted, row.factors + tuple(negated), row.low, row.high))
        now = sum(factor * truth[column] for column, factor in zip(row.columns, row.factors, strict=True))
        low, high = limits((row.low, row.high))
        sides.append((low - now, high - now))
    return _load(rises + falls, rows, sides, 1, whole=False)


def _load(
    columns: Sequence[Limits], rows: Sequence[Row], sides: Sequence[Limits], cost: int, whole: bool
) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), len(rows)
    lp.col_cost_ = np.full(len(columns), float(cost))
    lp.col_lower_ = np.array([low for low, _ in columns])
    lp.col_upper_ = np.array([high for _, high in columns])
    lp.row_lower_ = np.array([low for low, _ in sides])
    lp.row_upper_ = np.array([high for _, high in sides])
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(columns), len(rows)
    matrix.start_ = np.cumsum([0, *(len(row.columns) for row in rows)])
    matrix.index_ = np.array([column for row in rows for column in row.columns], dtype=np.int32)
    matrix.value_ = np.array([factor for row in rows for factor in row.factors], dtype=float)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    program = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
        program.setOptionValue(option, value)
    program.passModel(lp)
    return program
