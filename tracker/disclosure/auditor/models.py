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
    return load(columns, component.rows, [limits((row.low, row.high)) for row in component.rows], 0, whole)


def load(
    columns: Sequence[Limits], rows: Sequence[Row], sides: Sequence[Limits], cost: int, whole: bool
) -> highspy.Highs:
    """A standing model: limits of its columns, its rows and their sides; every column costs the same."""
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
