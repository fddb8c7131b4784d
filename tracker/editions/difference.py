"""What differs between two reports, figure by figure: what a correction lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tracker.report.counts import Judgements, JudgementUnit, Statuses
from tracker.report.model import ActivityUnit, Body, Cell, Coverage, PrintedThread, Report

_NOT_CONTENT = frozenset({"schema_", "edition", "generated_from", "audience", "existed"})
"""What says nothing of its own. Which bodies were formed and ended explains figures that are compared themselves; an
edition of a form that did not say so is no reason for a new one."""
_WHOLE = (Cell, Coverage, Statuses, Judgements, ActivityUnit, JudgementUnit, Body, PrintedThread)
"""What a reader takes in at once: told as it was and as it is, not part by part."""


@dataclass(frozen=True)
class Difference:
    """One place where the reports differ: the steps that lead to it by field, code and period, as ``("M5", "I5.1",
    "units", "bromma", "total")``; what stood there and what stands there now, None where there was nothing."""

    place: tuple[str, ...]
    before: Any
    after: Any


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """Every printed cell, text, status and coverage that differs, in the order of the report."""
    return tuple(_compare(before, after, ()))


def value_at(report: Report, place: tuple[str, ...]) -> Any:
    """What a report has at the place of a difference; None where it has no such place."""
    value: Any = report
    for step in place:
        value = (_parts(value) or {}).get(step)
    return value


def _compare(before: Any, after: Any, place: tuple[str, ...]) -> Iterator[Difference]:
    if before == after:
        return
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        yield Difference(place, before, after)
        return
    for step in {**old, **new}:
        yield from _compare(old.get(step), new.get(step), (*place, step))


def _parts(value: Any) -> dict[str, Any] | None:
    """What a value is made of, by the step that leads there; None for what is told as one."""
    if isinstance(value, Report):
        content = {name: getattr(value, name) for name in type(value).model_fields if name not in _NOT_CONTENT}
        # The goals come first in every rendering; their codes say that they are goals.
        return {**_coded(content.pop("goals")), **content}
    if isinstance(value, dict):
        return value
    if isinstance(value, Judgements) and value.units:
        return {"counts": value.model_copy(update={"units": ()}), **_coded(value.units)}
    if isinstance(value, BaseModel) and not isinstance(value, _WHOLE):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, tuple) and all(_code(each) for each in value):
        return _coded(value)
    return None


def _coded(values: tuple[Any, ...]) -> dict[str, Any]:
    return {_code(value): value for value in values}


def _code(value: Any) -> str:
    """What names a thing among its likes, or nothing."""
    return str(getattr(value, "code", None) or getattr(value, "period", None) or "")
