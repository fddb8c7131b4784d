"""Tables of others, with those who know figures beforehand, and as a reader who knows the rules sees them."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from tests.disclosure.stated import audit_table
from tests.disclosure.systems import small
from tests.disclosure.test_insiders import told_to
from tracker.disclosure.auditor.audit import audit
from tracker.disclosure.auditor.reading import parse
from tracker.disclosure.auditor.table import AuditFormatError, AuditTable
from tracker.disclosure.table_rules import rules_tell_of


def cell(name: str, value: int, *, printed: bool = False, sensitive: bool = False, **more: Any) -> dict[str, Any]:
    return {"id": name, "value": value, "printed": printed, "sensitive": sensitive, **more}


def table(**more: Any) -> AuditTable:
    """bromma 3 + farsta 9 + enskede 8 = 20, of which the total is printed, and nobody's complement is known."""
    cells = [
        cell("city", 20, printed=True),
        cell("bromma", 3, sensitive=True),
        cell("farsta", 9, protected=True),
        cell("enskede", 8, printed=True, protected=True),
    ]
    terms = [{"cell": "city", "factor": -1}, *({"cell": name} for name in ("bromma", "farsta", "enskede"))]
    equations = [{"terms": terms, "relation": "="}]
    content = {"schema": "tracker-audit-1", "threshold": 5, "cells": cells, "equations": equations, **more}
    return parse(json.dumps(content))


def verdicts(given: AuditTable) -> dict[str, str]:
    return {found.requirement: found.verdict for found in audit(given).cells}


@pytest.mark.parametrize("seed", range(25))
def test_tables_found_for_one_reader_tell_no_other_more_or_less(seed: int) -> None:
    """Each insider alone is judged as among the others, whose tables answer most questions."""
    draw = random.Random(seed)
    system = told_to(small(seed, 3), draw)
    dots = {each.key for each in system.statistics if draw.random() < 0.7}
    given = audit_table(system, dotted=dots, threshold=3)
    alone = [audit(given.model_copy(update={"insiders": (insider,)})).cells for insider in given.insiders]
    together = audit(given).cells
    assert {*together} == {*audit(given.model_copy(update={"insiders": ()})).cells}.union(*alone)


def test_who_knows_the_companion_knows_the_small_count() -> None:
    assert verdicts(table()) == {"bromma": "ok"}
    insiders = [{"name": "Farsta", "knows": ["farsta"]}, {"name": "Bromma", "knows": ["bromma"]}]
    # Bromma is protected from all but itself.
    assert verdicts(table(insiders=insiders)) == {"bromma": "ok", "Farsta vet: bromma": "exact"}


def test_what_an_insider_may_learn_is_not_judged() -> None:
    insiders = [{"name": "Farsta", "knows": ["farsta"], "not_protected": ["bromma"]}]
    assert verdicts(table(insiders=insiders)) == {"bromma": "ok"}


@pytest.mark.parametrize(
    ("insiders", "told"),
    [
        ([{"name": "x", "knows": ["nowhere"]}], "nowhere"),
        ([{"name": "x", "knows": []}, {"name": "x", "knows": []}], "insiders[0]"),
    ],
)
def test_an_insider_who_cannot_be_is_a_fault(insiders: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(AuditFormatError, match="insiders") as raised:
        table(insiders=insiders)
    assert told in str(raised.value)


def test_the_rules_tell_nothing_of_two_dots_that_each_can_be_any_number() -> None:
    told = rules_tell_of(table())
    assert (told.inferences, told.tried, told.partly, told.unsettled) == ((), 0, 1, 0)


def test_what_is_known_from_elsewhere_has_one_value() -> None:
    content = json.loads(table().model_dump_json(by_alias=True))
    content["cells"][2] |= {"lower": 9, "upper": 9}
    assert verdicts(parse(json.dumps(content))) == {"bromma": "exact"}
