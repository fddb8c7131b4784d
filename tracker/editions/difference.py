"""What differs between two reports, cell by cell: what a correction lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.report.model import Report

_NOT_CONTENT = frozenset({"edition", "generated_from", "audience"})


@dataclass(frozen=True)
class Difference:
    """One place where the reports differ, ``M5/I5.1/units/bromma/total``; values as they are printed, None: absent."""

    place: str
    before: Any
    after: Any


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """Every printed cell, text, status and coverage that differs, in the order of the report."""
    return tuple(_compare(_content(before), _content(after), ""))


def _content(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = report.model_dump(mode="json", by_alias=True, exclude=set(_NOT_CONTENT))
    return content


def _compare(before: Any, after: Any, place: str) -> Iterator[Difference]:
    if before == after:
        return
    if _is_cell(before) or _is_cell(after):
        yield Difference(place, before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _compare(before.get(key), after.get(key), _join(place, key))
    elif isinstance(before, list) and isinstance(after, list) and _coded(before) and _coded(after):
        old, new = _by_code(before), _by_code(after)
        for code in {**old, **new}:
            yield from _compare(old.get(code), new.get(code), _join(place, code))
    else:
        yield Difference(place, before, after)


def _is_cell(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"state", "n", "d", "value"}


def _coded(values: list[Any]) -> bool:
    return all(isinstance(value, dict) and ("code" in value or "period" in value) for value in values)


def _by_code(values: list[Any]) -> dict[str, Any]:
    return {str(value.get("code", value.get("period"))): value for value in values}


def _join(place: str, step: str) -> str:
    # Lists of things with codes name their things; the list's own name adds nothing.
    return step if not place or place == "goals" else f"{place}/{step}"
