"""What the rules tell of editions that came one after the other: true of the figures, and in words that hold."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.editions.test_any_order import DEFINITIONS, PERIODS, PROGRAM, RULES, figures
from tracker.disclosure.model.connected import groups
from tracker.disclosure.optimiser.work import Work
from tracker.disclosure.rule_reader.edition_stages import Stage
from tracker.disclosure.rule_reader.pattern_conditions import conditions
from tracker.disclosure.rule_reader.reading import read_with_rules
from tracker.editions.number_words import remaining
from tracker.editions.origins import origins
from tracker.editions.protection import GroupVerdict, protect
from tracker.editions.rule_reading import stages_of
from tracker.editions.statistics import period_lines
from tracker.rows import Line


def truth(stage: Stage) -> Mapping[str, int]:
    return {key: each.value for key, each in stage.statistics.items()}


def decided(data: st.DataObject) -> tuple[list[Line], tuple[GroupVerdict, ...]]:
    """The year's periods in any order, and one of them again with other figures."""
    ledger: list[Line] = []
    order = data.draw(st.permutations(PERIODS))
    for number, period in enumerate((*order, order[0])):
        code = f"{period.code}-{1 + number // len(order)}"
        protection = protect(
            period_lines(DEFINITIONS, PROGRAM, period, data.draw(figures(period)), code), ledger, RULES
        )
        ledger += protection.lines
    return ledger, protection.verdicts


# Shrinking these would take minutes and tell no more.
@settings(max_examples=2, phases=[Phase.explicit, Phase.generate])
@given(st.data())
def test_nothing_that_is_told_is_untrue(data: st.DataObject) -> None:
    ledger, verdicts = decided(data)
    applied = dict.fromkeys((line.edition for line in ledger), RULES)
    for verdict in verdicts:
        lines = groups(ledger, RULES)[verdict.family, verdict.year]
        stages, joint = stages_of(lines, applied, verdict)
        known = truth(stages[-1])
        for stage in stages:
            assert truth(stage).items() <= known.items()
            assert stage.dotted <= stages[-1].dotted
            for group in stage.groups:
                for condition in conditions(stage, group, Work(math.inf)):
                    assert any(low <= known[key] <= high for key, (low, high) in condition.choices), condition
        reading = read_with_rules(stages)
        assert reading.unsettled == 0
        of = origins(joint, lines)
        for told in reading.inferences:
            assert known[told.key] in told.small
            line, part = of[told.key].line, of[told.key].part
            assert (part == "itself") == (known[told.key] == line.value and told.key in joint.names.values())


@pytest.mark.parametrize(
    ("small", "above", "words"),
    [
        ((3,), False, "bara 3"),
        ((1, 2, 3, 4), False, "1–4"),
        ((2, 3), False, "2 eller 3"),
        ((0, 2, 3), False, "0, 2 eller 3"),
        ((0, 2, 4), True, "0, 2, 4 eller minst 5"),
        ((3,), True, "3 eller minst 5"),
    ],
)
def test_what_remains_is_said_in_few_words(small: tuple[int, ...], above: bool, words: str) -> None:
    assert remaining(small, above, 5) == words
