"""What a person has accepted on the page is what the job publishes: nothing else has the same fingerprint."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from tests.exports import sample
from tests.world import DEFINITIONS, PROGRAM, period
from tracker.disclosure.optimiser.outcome import Incident
from tracker.editions.ordered import seen_of
from tracker.editions.prepared import Prepared
from tracker.editions.protection import GroupVerdict, Protection
from tracker.editions.sources import EditionSources
from tracker.rows import TOTAL, Key, Line
from tracker.store.editions import Edition
from tracker.store.past import Moment

T2 = period("2024-T2")


def line(value: int, *bodies: str) -> Line:
    return Line("2024-T2-1", Key("I5.1", T2, TOTAL, "n", frozenset(bodies)), value, "unit", printed=False)


def prepared(*lines: Line, incidents: tuple[str, ...] = (), sequence: int = 1) -> Prepared:
    impossible = tuple(Incident(key, "known") for key in incidents)
    verdict = cast("GroupVerdict", SimpleNamespace(suppression=SimpleNamespace(impossible=impossible)))
    last = cast("Edition", SimpleNamespace(sequence=sequence, code=f"2024-T1-{sequence}"))
    program, moment = DEFINITIONS.program(PROGRAM), cast("Moment", None)
    sources = EditionSources(DEFINITIONS, program, T2, moment, rows=(), earlier=(last,), ledger=())
    return Prepared(sources, "2024-T2-1", sample.report(), Protection(lines, frozenset(), (verdict,)), {}, {}, None)


def test_nothing_that_is_accepted_appears_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "CONTROL", "rad ett")
    a, b = line(2, "bromma"), line(3, "farsta", "bromma")
    found = [
        prepared(a, b),
        prepared(a, b, incidents=("x",)),
        prepared(a, b, incidents=("x", "y")),
        prepared(a, replace(b, value=4)),  # dotted, so the report is the same; what the rules tell may be another
        prepared(a, b, sequence=2),
    ]
    assert len({seen_of(each) for each in found}) == len(found)
    assert seen_of(prepared(a, b, incidents=("x", "y"))) == seen_of(prepared(b, a, incidents=("y", "x")))
