"""Take out what the models refused, so that the rules can still judge the rest: every fault at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from tracker.definitions.faults import Loc
from tracker.definitions.located import LocatedDict, LocatedList, along, children

ELEMENTS = {
    *("units", "groups", "regions", "population"),
    *("programs", "goals", "conditions", "indicators", "activities"),
    *("parts", "judgements", "statuses", "regional_goals", "kf_goals"),
    *("kinds", "contacts"),
    *("target_groups", "kinds_of_violence", "perspectives", "matrices"),
}
"""Lists whose elements stand on their own: one of them can be left out without making another faulty."""


class AnyCode(frozenset[str]):
    """The codes that may exist where a file that defines some could not be read: every code, for all that is known."""

    def __contains__(self, code: object) -> bool:
        return True

    def union(self, *others: Iterable[Any]) -> frozenset[Any]:
        return self


def pruned(tree: LocatedDict, errors: Iterable[ErrorDetails]) -> tuple[LocatedDict, frozenset[str]]:
    """A copy without the refused elements, and their codes, which other definitions may still refer to."""
    copy = _copy(tree)
    codes: set[str] = set()
    for loc in sorted({_refused(error) for error in errors}, key=_order, reverse=True):
        parent = _parent(copy, loc)
        if isinstance(parent, LocatedList) and isinstance(loc[-1], int) and loc[-1] < len(parent):
            codes.update(_codes(parent[loc[-1]]))
            parent.drop(loc[-1])
        elif isinstance(parent, LocatedDict) and loc[-1] in parent:
            codes.update(_codes(parent.pop(str(loc[-1]))))
    return copy, frozenset(codes)


def _refused(error: ErrorDetails) -> Loc:
    """An unknown key goes alone; any other fault takes the element it stands in."""
    return error["loc"] if error["type"] == "extra_forbidden" else _element(error["loc"])


def _element(loc: Loc) -> Loc:
    """The way to the innermost element that stands on its own; failing that, to the top-level key."""
    for end in range(len(loc), 1, -1):
        if isinstance(loc[end - 1], int) and loc[end - 2] in ELEMENTS:
            return loc[:end]
    return loc[:2]


def _order(loc: Loc) -> tuple[tuple[bool, int | str], ...]:
    return tuple((isinstance(step, int), step) for step in loc)


def _parent(tree: LocatedDict, loc: Loc) -> Any:
    """What holds the value at ``loc``, if that was written."""
    steps = [tree, *(value for value, _place in along(tree, loc))]
    return steps[-2] if len(steps) == len(loc) + 1 else None


def _copy(value: Any) -> Any:
    parts = [(key, _copy(child), place) for key, child, place in children(value)]
    if isinstance(value, LocatedDict):
        return LocatedDict(value.place, {str(key): (child, place) for key, child, place in parts})
    if isinstance(value, LocatedList):
        return LocatedList(value.place, [(child, place) for _position, child, place in parts])
    return value


def _codes(value: Any) -> set[str]:
    """Every code written in the value and below."""
    own = {value["code"]} if isinstance(value, LocatedDict) and isinstance(value.get("code"), str) else set()
    return own.union(*(_codes(child) for _key, child, _place in children(value)))
