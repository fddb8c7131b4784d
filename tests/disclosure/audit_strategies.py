"""Random small tables, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.disclosure.audit_tables import adds_up, cell, equation, table
from tracker.disclosure.auditor.table import AuditTable

CEILING = 7


@st.composite
def bounded_tables(draw: st.DrawFn) -> AuditTable:
    """Up to six cells of 0..7 with upper bounds, up to four random equations and inequalities."""
    names = [f"c{number}" for number in range(draw(st.integers(2, 6)))]
    cells = []
    for number, name in enumerate(names):
        value = draw(st.integers(0, CEILING))
        printed = number > 4 or draw(st.sampled_from([False, False, False, True]))
        lower, upper = draw(st.integers(0, value)), draw(st.integers(value, CEILING))
        known = {} if printed else {"lower": draw(st.sampled_from([0, lower])), "upper": upper}
        cells.append(cell(name, value, printed=printed, sensitive=draw(st.booleans()), **known))
    truth = {one.id: one.value for one in cells}
    equations = []
    for _ in range(draw(st.integers(0, 4))):
        used = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        factors = {name: draw(st.sampled_from([-3, -2, -1, 1, 1, 2])) for name in used}
        relation = draw(st.sampled_from(["=", "=", "<=", ">="]))
        total = sum(factor * truth[name] for name, factor in factors.items())
        slack = {"=": 0, "<=": 1, ">=": -1}[relation] * draw(st.integers(0, 3))
        equations.append(equation(factors, relation, total + slack))
    return table(cells, equations, threshold=draw(st.integers(2, 5)))


@st.composite
def crossed_tables(draw: st.DrawFn) -> AuditTable:
    """Two areas by two sexes with all margins, no upper bounds; only the grand total is surely printed."""
    inner = {(area, sex): draw(st.integers(0, 2)) for area in "xy" for sex in "wm"}
    sums = {area: inner[area, "w"] + inner[area, "m"] for area in "xy"}
    sums |= {sex: inner["x", sex] + inner["y", sex] for sex in "wm"}
    values = {area + sex: value for (area, sex), value in inner.items()} | sums
    cells = [cell("all", sum(inner.values()), printed=True, sensitive=False)]
    for name, value in values.items():
        dotted = draw(st.sampled_from([True, True, True, False]))
        cells.append(cell(name, value, printed=not dotted, sensitive=dotted and 0 < value < 3))
    equations = [adds_up("all", "xy"), adds_up("all", "wm")]
    equations += [adds_up(area, [area + "w", area + "m"]) for area in "xy"]
    equations += [adds_up(sex, ["x" + sex, "y" + sex]) for sex in "wm"]
    return table(cells, equations, threshold=3)
