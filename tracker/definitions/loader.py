"""``program/`` → the definitions, or every fault in it at once.

The folder holds ``organisation/`` and one folder per program: ``program.yaml``, ``calendar.yaml`` and
``goals/*.yaml``. Another program is another folder, and no code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tracker.definitions.catalogue import Definitions
from tracker.definitions.checks import findings
from tracker.definitions.explain import explain
from tracker.definitions.faults import DefinitionFaults, Fault, Finding
from tracker.definitions.located import LocatedDict, children, place_of
from tracker.definitions.prune import AnyCode, pruned
from tracker.definitions.source import ORGANISATION, Source
from tracker.definitions.standing_in import TRIES, holds_unknown_code, tried
from tracker.words import gettext as _

_PRUNINGS = 3
"""Leaving out what is refused may leave something empty, which is then left out too; no deeper than this."""


def load(folder: Path) -> Definitions:
    """The definitions in the folder. Raises DefinitionFaults with every fault if there is any."""
    source = Source(folder)
    definitions, faults = _judge(source)
    if faults or definitions is None:
        raise DefinitionFaults(faults)
    return definitions.model_copy(update={"letterhead": source.letterhead})


def check(folder: Path) -> list[Fault]:
    """Every fault in the folder, in the order of files and lines; empty if the definitions can be used."""
    return _judge(Source(folder))[1]


def _judge(source: Source) -> tuple[Definitions | None, list[Fault]]:
    tree = source.tree()
    faults = set(source.faults)
    if tree is None:
        return None, sorted(faults)
    definitions, spared, refused = _validate(tree)
    faults |= {fault for fault in refused if fault.file not in source.unreadable}
    faults |= set(_blanks(tree))
    if definitions is not None:
        found = findings(definitions, AnyCode() if source.unreadable else spared.codes)
        broken = {place_of(spared.tree, finding.loc).fault(finding.message) for finding in found}
        faults |= {fault for fault in broken if fault.file not in source.unreadable}
    if refused or source.unreadable:
        beside = {place_of(tree, finding.loc).fault(finding.message) for finding in _beside(tree, source, spared)}
        faults |= {fault for fault in beside if fault.file not in source.unreadable}
    return definitions, sorted(faults)


def _beside(tree: LocatedDict, source: Source, spared: _Spared) -> set[Finding]:
    """What is wrong whatever the refused values should have been; nothing where values cannot be put in for all."""
    sure: list[set[Finding]] = []
    unread = {file.stem for file in source.unreadable if file.parent.name == ORGANISATION and file.stem != "city"}
    elsewhere = any(file.parent.name != ORGANISATION for file in source.unreadable)
    for definitions, put_in in tried(tree, unread - {"population"}):
        any_code = elsewhere or holds_unknown_code(definitions)
        found = findings(definitions, AnyCode() if any_code else spared.codes)
        sure.append({each for each in found if not any(each.loc[: len(loc)] == loc for loc in put_in)})
    return set.intersection(*sure) if len(sure) == TRIES else set()


class _Spared:
    """What is left to judge, and the codes of what was left out."""

    def __init__(self, tree: LocatedDict) -> None:
        self.tree = tree
        self.codes: frozenset[str] = frozenset()


def _validate(tree: LocatedDict) -> tuple[Definitions | None, _Spared, set[Fault]]:
    """The models of what they accept, and the faults of what they refuse."""
    spared, faults = _Spared(tree), set[Fault]()
    for attempt in range(_PRUNINGS):
        try:
            # As JSON, because that is where pydantic is strict about types and still reads dates.
            return Definitions.model_validate_json(json.dumps(spared.tree), strict=True), spared, faults
        except ValidationError as refusal:
            errors = refusal.errors(include_url=False)
        if attempt == 0:
            faults = {place_of(tree, error["loc"]).fault(explain(tree, error)) for error in errors}
        spared.tree, codes = pruned(spared.tree, errors)
        # Where any code may exist, any code it stays.
        spared.codes = codes.union(spared.codes)
    return None, spared, faults


def _blanks(value: Any) -> list[Fault]:
    """Texts that are there but say nothing."""
    faults: list[Fault] = []
    for key, child, place in children(value):
        if isinstance(child, str) and not child.strip():
            faults.append(place.fault(_("”{key}” är tomt.").format(key=key)))
        faults += _blanks(child)
    return faults
