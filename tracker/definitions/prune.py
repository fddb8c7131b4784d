"""Take out what the models refused, so that the rules can still judge the rest: every fault at once.

What must be there, and is not or was refused, is stood in for where the rest can be judged without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from tracker.definitions.faults import Loc
from tracker.definitions.located import LocatedDict, LocatedList, along, children, copied

ELEMENTS = {
    *("units", "groups", "regions", "population"),
    *("programs", "goals", "conditions", "indicators", "activities"),
    *("parts", "judgements", "statuses", "regional_goals", "kf_goals"),
    *("kinds", "contacts"),
    *("target_groups", "kinds_of_violence", "perspectives", "matrices"),
}
"""Lists whose elements stand on their own: one of them can be left out without making another faulty."""

_CITY: Loc = ("organisation", "city")
_VITAL = ("code", "from", "to", "calendar", "goals")
"""Keys of a program without which nothing in it can be judged. Any other is left out alone."""

_APART = ("note", "about", "targets", "comparison", "breaks", "matrix", "decided_by")
"""Keys of any element that nothing else in it is judged by: they too are left out alone."""

_NO_WORDS = {"one": "", "many": ""}
_CITY_STANDS_IN = {
    "name": "", "whole": "", "bodies": _NO_WORDS, "language": "sv", "timezone": "UTC",
    "compiles": "", "reviews": "",
}
_PROGRAM_STANDS_IN = {"title": "", "short_title": "", "vision": ""}


class AnyCode(frozenset[str]):
    """The codes that may exist where what defines some could not be read: every code, for all that is known."""

    def __contains__(self, code: object) -> bool:
        return True

    def union(self, *others: Iterable[Any]) -> frozenset[Any]:
        return self


def pruned(tree: LocatedDict, errors: Iterable[ErrorDetails]) -> tuple[LocatedDict, frozenset[str]]:
    """A copy without the refused elements, and their codes, which other definitions may still refer to."""
    copy = copied(tree)
    codes: set[str] = set()
    refused = {_refused(error) for error in errors}
    for loc in sorted(refused, key=_order, reverse=True):
        parent = _parent(copy, loc)
        if isinstance(parent, LocatedList) and isinstance(loc[-1], int) and loc[-1] < len(parent):
            codes.update(_codes(parent[loc[-1]]))
            parent.drop(loc[-1])
        elif isinstance(parent, LocatedDict) and loc[-1] in parent:
            codes.update(_codes(parent.pop(str(loc[-1]))))
    return copy, _stood_in(copy, refused, codes)


def _refused(error: ErrorDetails) -> Loc:
    """An unknown key goes alone; any other fault takes the element it stands in."""
    return error["loc"] if error["type"] == "extra_forbidden" else _element(error["loc"])


def _element(loc: Loc) -> Loc:
    """The way to the innermost element that stands on its own; failing that, to the top-level key."""
    if loc[:2] == _CITY and "kinds" not in loc[:-1]:
        return loc[:3]
    for end in range(len(loc), 1, -1):
        if isinstance(loc[end - 1], int) and loc[end - 2] in ELEMENTS:
            key = loc[end] if len(loc) > end else None
            alone = key in _APART or (loc[end - 2] == "programs" and key is not None and key not in _VITAL)
            return loc[: end + alone]
    return loc[:2]


def _stood_in(tree: LocatedDict, refused: set[Loc], codes: set[str]) -> frozenset[str]:
    """Put what must be there, and return the codes that may be referred to."""
    organisation = tree["organisation"]
    city = organisation.get("city")
    if not isinstance(city, LocatedDict):
        organisation.put("city", city := LocatedDict(organisation.place))
    if not city or (*_CITY, "region") in refused:
        city.put("region", _NO_WORDS)
    units = organisation.get("units", ())
    _fill(city, _CITY_STANDS_IN)
    # Every kind that is named may be one that serves an area.
    kinds = {str(unit.get("kind")): None for unit in units if isinstance(unit, LocatedDict)}
    _fill(city, {"kinds": [{"code": kind, **_NO_WORDS, "area": True} for kind in kinds]})
    for program in tree["programs"]:
        if isinstance(program, LocatedDict):
            _fill(program, _PROGRAM_STANDS_IN)
    if "units" in organisation:
        return frozenset(codes | {""})
    organisation.put("units", [])
    return AnyCode()


def _fill(whole: LocatedDict, standing_in: dict[str, Any]) -> None:
    for key, value in standing_in.items():
        if key not in whole:
            whole.put(key, value)


def _order(loc: Loc) -> tuple[tuple[bool, int | str], ...]:
    return tuple((isinstance(step, int), step) for step in loc)


def _parent(tree: LocatedDict, loc: Loc) -> Any:
    """What holds the value at ``loc``, if that was written."""
    steps = [tree, *(value for value, _place in along(tree, loc))]
    return steps[-2] if len(steps) == len(loc) + 1 else None


def _codes(value: Any) -> set[str]:
    """Every code written in the value and below."""
    own = {value["code"]} if isinstance(value, LocatedDict) and isinstance(value.get("code"), str) else set()
    return own.union(*(_codes(child) for _key, child, _place in children(value)))
