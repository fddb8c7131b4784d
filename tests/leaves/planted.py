"""Take a kind of relation from the optimiser, and see who notices: the auditor, and the oracle without the auditor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pytest

from tracker.disclosure.auditor.audit import Audit
from tracker.disclosure.model.builder import Relation, SystemBuilder, Term
from tracker.editions import protection


def without(relation: Relation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The optimiser forms no such relation from now on."""
    add = SystemBuilder._add

    def some(build: SystemBuilder, why: Relation, terms: Sequence[Term], sense: Literal["==", ">="]) -> None:
        if why != relation:
            add(build, why, terms, sense)

    monkeypatch.setattr(SystemBuilder, "_add", some)


def unaudited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the optimiser decides is published."""
    nothing = Audit(passed=True, threshold=5, cover="small_and_threshold", cells=(), components=0, runs=0)
    monkeypatch.setattr(protection, "audit", lambda table, asked: nothing)
