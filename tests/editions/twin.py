"""A twin of a published database: what readers cannot know differs, everything that they can know is the same.

Every dotted count takes another value that the joint system allows, as do all comments and all follow-ups of periods
that are not published. What is then published from the twin, with the same dots, must be the same to the last byte.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import highspy
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests.editions.publishing import YEAR, correct, published
from tests.programs import VALD
from tracker.disclosure.model.connected import groups
from tracker.disclosure.model.joint import joint_system
from tracker.disclosure.model.rules import Rules
from tracker.disclosure.model.system import System
from tracker.editions import publishing
from tracker.editions.protection import Protection
from tracker.editions.publishing import Order
from tracker.editions.steps import Tell
from tracker.observations import Observation
from tracker.rows import TOTAL, Key, Line
from tracker.store.database import read_session, write_session
from tracker.store.editions import editions, ledger
from tracker.store.threads import add_entry, threads

SECRET = "hemlig anmärkning"


def other_values(lines: Sequence[Line], rules: Rules) -> dict[tuple[str, Key], int]:
    """A value for every line, other than the truth for as many dotted ones as the printed ones allow."""
    found: dict[tuple[str, Key], int] = {(line.edition, line.key): line.value for line in lines}
    for group in groups(lines, rules).values():
        joint = joint_system(group, rules)
        printed = {joint.names[(line.edition, line.key)] for line in group if line.printed}
        solved = _solve(joint.system, printed)
        found.update({place: solved[name] for place, name in joint.names.items()})
    return found


def _solve(system: System, printed: set[str]) -> dict[str, int]:
    """Whole numbers that satisfy every equation, pulled away from the truth at random."""
    chance = random.Random(1)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", 20.0)
    number = {statistic.key: place for place, statistic in enumerate(system.statistics)}
    for statistic in system.statistics:
        fixed = statistic.key in printed
        lower = statistic.value if fixed else max(statistic.lower, statistic.value - 9)
        upper = statistic.value if fixed else statistic.value + 9
        solver.addVar(lower, upper)
        solver.changeColCost(number[statistic.key], 0.0 if fixed else chance.choice((-1.0, 1.0)))
        solver.changeColIntegrality(number[statistic.key], highspy.HighsVarType.kInteger)
    for constraint in system.constraints:
        columns = [number[key] for key, _ in constraint.terms]
        factors = [float(factor) for _, factor in constraint.terms]
        top = float(constraint.rhs) if constraint.sense != ">=" else highspy.kHighsInf
        bottom = float(constraint.rhs) if constraint.sense != "<=" else -highspy.kHighsInf
        solver.addRow(bottom, top, len(columns), columns, factors)
    solver.run()
    values = solver.getSolution().col_value
    solved = {key: round(values[place]) for key, place in number.items()}
    assert all(constraint.holds(solved) for constraint in system.constraints)
    return solved


def change_what_is_hidden(engine: Engine, values: Mapping[tuple[str, Key], int]) -> int:
    """Write the values into the bodies' histories, of which editions are made; other comments and texts; other figures
    where nothing is published. Returns how many figures differ."""
    changed = 0
    with write_session(engine) as session:
        for (_edition, key), value in values.items():
            if len(key.bodies) == 1:
                done = session.execute(
                    text(
                        "UPDATE change SET after = :value WHERE dimension = :dimension AND category = :category"
                        " AND field = :field AND after <> :value"
                        " AND followup = (SELECT id FROM followup WHERE unit = :unit AND year = :year AND part = :part)"
                        " AND item = (SELECT id FROM item WHERE code = :code)"
                    ),
                    {
                        "value": str(value),
                        "field": key.measured,
                        "unit": next(iter(key.bodies)),
                        "year": key.period.year,
                        "part": key.period.part,
                        "code": key.indicator,
                        "dimension": key.category[0],
                        "category": key.category[1],
                    },
                )
                changed += done.rowcount  # type: ignore[attr-defined]  # an UPDATE has a count
        session.execute(text(f"UPDATE change SET after = '{SECRET}' WHERE field IN ('comment', 'text')"))
        session.execute(text(f"UPDATE value SET comment = '{SECRET}' WHERE comment IS NOT NULL"))
        session.execute(text("UPDATE change SET after = '77' WHERE field = 'forecast'"))
        session.execute(
            text(
                "UPDATE change SET after = after + 3 WHERE field = 'd' AND followup IN"
                " (SELECT id FROM followup WHERE year <> 2023)"
            )
        )
        _answer_in_secret(session)
    return changed


def _answer_in_secret(session: Session) -> None:
    """A body's answer to a question that is published, which the compilers have not passed on."""
    public = next(each for each in threads(session, VALD) if each.published)
    add_entry(session, public.id, "answered", account=None, by=SECRET, text=SECRET, unit="bromma")


def publish_with_the_dots_of(engine: Engine, lines: Sequence[Line], monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish the year again, and its correction, dotting exactly what was dotted."""
    printed = {(line.edition, line.key): line.printed for line in lines}

    def protect(new: Sequence[Line], _earlier: Sequence[Line], _rules: Rules, _tell: Tell) -> Protection:
        decided = tuple(replace(line, printed=printed[(line.edition, line.key)]) for line in new)
        return Protection(decided, frozenset(), ())

    monkeypatch.setattr(publishing, "protect", protect)
    for period in YEAR:
        assert published(engine, period) is not None
    publish_a_correction(engine)


CORRECTED = "2023-VB"


def publish_a_correction(engine: Engine) -> None:
    """One more in a figure that is dotted, whatever it is, and a printed one that is another: the totals move."""
    hidden = _first_hidden(engine)
    key = hidden.key

    def wrong(row: Observation) -> bool:
        return (row.item, row.unit, (row.dimension, row.category)) == (key.indicator, *key.bodies, key.category)

    # By the ledger: what the twin's follow-ups show now is not what its editions were made of.
    correct(engine, CORRECTED, wrong, d=hidden.value + 1)
    correct(engine, CORRECTED, lambda row: (row.item, row.unit) == ("I3.1", "bromma"), n=1, d=33)
    assert published(engine, CORRECTED, Order("Rättad", "Fel i underlaget")) is not None


def _first_hidden(engine: Engine) -> Line:
    """A dotted d of one category of one body, of which every sum is printed: the same in both cities. A sum that is
    dotted might be printed once it is corrected, and a printed figure is no twin's own."""
    with read_session(engine) as session:
        lines = ledger(session, [editions(session, VALD)[-1]])
    hidden = (line for line in lines if not line.printed and line.key.measured == "d" and line.key.category != TOTAL)
    return next(line for line in hidden if line.level == "unit" and all(sum_.printed for sum_ in _sums(lines, line)))


def _sums(lines: Sequence[Line], part: Line) -> Iterator[Line]:
    """The sums that a figure is part of, over bodies and over categories."""
    of = part.key
    for line in lines:
        same = (line.key.indicator, line.key.measured) == (of.indicator, of.measured)
        if same and line.key.category in (of.category, TOTAL) and line.key.bodies >= of.bodies and line != part:
            yield line
