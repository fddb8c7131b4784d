"""What the page's script is told after saving: what is kept, what was found, who else changed what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.accounts.account import shown_name
from tracker.clock import moment
from tracker.entry.build import show
from tracker.entry.field import Field
from tracker.entry.findings import Finding
from tracker.entry.model import Entry, IndicatorEntry
from tracker.entry.rules import lacking_beside
from tracker.followups.errors import Clash
from tracker.followups.typed import Outcome
from tracker.followups.work import Work
from tracker.rows import BLANK
from tracker.web.access import current_account


def saved_answer(outcome: Outcome) -> dict[str, Any]:
    """Plain values for JSON. ``findings`` are those of every item, so that the page shows what is true now."""
    form = outcome.form
    faulty = {finding.item for finding in outcome.checked.open()}
    return {
        "saved": sorted(outcome.saved),
        "refused": sorted(outcome.refused),
        "tokens": {item: token for item, token in outcome.work.tokens.items() if item in outcome.saved},
        "values": _values(outcome),
        "findings": [_finding(finding) for finding in outcome.checked.findings],
        "progress": {"filled": form.progress.filled, "owed": form.progress.owed},
        "goals": {goal.code: [goal.progress.filled, goal.progress.owed] for goal in form.goals},
        "to_fix": {goal.code: sum(entry.code in faulty for entry in goal.entries()) for goal in form.goals},
        "kinds": {"tomma": sum(e.owed and not e.filled for e in form.entries()), "ratta": len(faulty)},
        "begins": {item: field for item, field in form.begins.items() if item in outcome.saved},
        "faults": list(dict.fromkeys(finding.field for finding in outcome.checked.open())),
        "partly": {e.code: lacking_beside(e) for e in form.entries() if isinstance(e, IndicatorEntry) and not e.filled},
        "clashes": [clash_answer(outcome.work, clash, outcome.typed) for clash in outcome.clashes],
    }


def _values(outcome: Outcome) -> dict[str, str]:
    """What the fields of the saved items hold now, as it is written."""
    entries = (entry for entry in outcome.form.entries() if entry.code in outcome.saved)
    return {field.name: field.value for entry in entries for field in entry.fields()}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "item": finding.item,
        "field": finding.field,
        "rule": f"{finding.rule.label}.",
        "message": finding.message,
        "blocks": finding.rule.blocks,
        "answer": finding.rule.answer,
        "settled": finding.settled,
    }


def clash_answer(work: Work, clash: Clash, typed: Mapping[str, str]) -> dict[str, Any]:
    """Both versions of an item, field by field, where they differ. ``own``: made by the person, in another tab."""
    entry = work.form.entry(clash.item)
    fields = [] if entry is None else [_versions(entry, field, clash, typed) for field in entry.fields()]
    return {
        "item": clash.item,
        "by": shown_name(clash.by),
        "own": clash.by == current_account().name,
        "at": moment(clash.at),
        "token": clash.token,
        "fields": [versions for versions in fields if versions["mine"] != versions["theirs"]],
    }


def _versions(entry: Entry, field: Field, clash: Clash, typed: Mapping[str, str]) -> dict[str, str]:
    theirs = _held(field, clash)
    mine = typed.get(field.name, theirs).strip()
    return {
        "name": field.name,
        "label": _label(entry, field),
        "mine": mine,
        "theirs": theirs,
        "mine_word": _word(field, mine),
        "theirs_word": _word(field, theirs),
    }


def _held(field: Field, clash: Clash) -> str:
    """The other version's text in the field."""
    for key, value in clash.theirs.items():
        name, attribute = field.name.rsplit("/", 1)
        if key.name == name:
            return show(getattr(value, attribute))
    return show(getattr(BLANK, field.name.rsplit("/", 1)[1]))


def _word(field: Field, text: str) -> str:
    """A choice's word; other text as it is."""
    return next((choice.word for choice in field.choices if choice.code == text), text)


def _label(entry: Entry, field: Field) -> str:
    """What a field is called outside its table: the row's name before the column's."""
    if isinstance(entry, IndicatorEntry) and len(entry.rows) > 1:
        for row in entry.rows:
            if field.name.startswith(f"{row.key.name}/") and row.key.dimension:
                return f"{row.label}: {field.label}"
    return field.label
