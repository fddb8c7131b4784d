"""Shorthand → the full form of the models.

Definitions are written for human readers, who say a thing once. A wording, a list of bodies or a measure
without dates applies as long as the program does, by the decision that adopted it; a breakdown is named by
its code; the population of one day is one block. Anything of another shape is left as it is, for the models
to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.definitions.faults import Fault
from tracker.definitions.located import LocatedDict, LocatedList, Place
from tracker.words import gettext as _

DECIDED = ("wording", "responsible")
"""What the program itself decides; how an indicator is measured is not in the program's text."""


def organisation(files: Iterable[LocatedDict], place: Place) -> LocatedDict:
    """The organisation's files as one mapping, with a row per district and day of population."""
    whole = LocatedDict(place)
    for content in files:
        for key, value in content.items():
            whole.put(key, _population(value) if key == "population" else value, content.places[key])
    return whole


def city(content: LocatedDict) -> LocatedDict:
    """The city's file as one key of the organisation."""
    return LocatedDict(content.place, {"city": (content, content.place)})


def _population(blocks: Any) -> Any:
    if not isinstance(blocks, LocatedList):
        return blocks
    rows = LocatedList(blocks.place)
    for block, place in zip(blocks, blocks.places, strict=True):
        values = block.get("values") if isinstance(block, LocatedDict) else None
        if not isinstance(values, LocatedDict):
            rows.add(block, place)
            continue
        for unit, value in values.items():
            row = block.copy()
            del row["values"], row.places["values"]
            row.put("unit", unit, values.places[unit])
            row.put("value", value, values.places[unit])
            rows.add(row, place)
    return rows


def program(
    head: LocatedDict, calendar: LocatedDict, goals: list[LocatedDict], ils: LocatedDict | None = None
) -> tuple[LocatedDict, list[Fault]]:
    """A program's files as one mapping, and the faults that only the shorthand can have."""
    shorthand = _Shorthand(head)
    whole = head.copy()
    whole.put("calendar", calendar, calendar.place)
    if ils:
        whole.put("ils", ils, ils.place)
    full = [(shorthand.goal(goal), goal.place) for goal in goals]
    whole.put("goals", LocatedList(head.place, full), goals[0].place if goals else head.place)
    return whole, shorthand.faults


class _Shorthand:
    """Knows the program's dates, its adoption and its named breakdowns."""

    def __init__(self, head: LocatedDict) -> None:
        self.head = head
        self.faults: list[Fault] = []
        named = head.get("dimensions")
        written = [d for d in named if isinstance(d, LocatedDict)] if isinstance(named, LocatedList) else []
        self.dimensions = {dimension.get("code"): dimension for dimension in written}

    def goal(self, goal: LocatedDict) -> LocatedDict:
        full = self.item(goal)
        for key in ("conditions", "indicators", "activities"):
            items = goal.get(key)
            if isinstance(items, LocatedList):
                pairs = zip(items, items.places, strict=True)
                full.put(key, LocatedList(items.place, [(self.item(item), place) for item, place in pairs]))
        return full

    def item(self, item: Any) -> Any:
        if not isinstance(item, LocatedDict):
            return item
        full = item.copy()
        for key in ("wording", "responsible", "measure"):
            if key in full:
                full.put(key, self.versions(key, full[key], full.places[key]))
        return _short_title(full)

    def versions(self, key: str, value: Any, place: Place) -> Any:
        """A list of versions with dates, whatever shorthand was written."""
        if key == "wording" and isinstance(value, str):
            value = LocatedDict(place, {"text": (value, place)})
        elif key == "responsible" and isinstance(value, LocatedList) and not _mappings(value):
            value = LocatedDict(place, {"bodies": (value, place)})
        if isinstance(value, LocatedDict):
            value = LocatedList(place, [(value, place)])
        if not isinstance(value, LocatedList):
            return value
        pairs = zip(value, value.places, strict=True)
        return LocatedList(value.place, [(self.version(key, version), at) for version, at in pairs])

    def version(self, key: str, version: Any) -> Any:
        if not isinstance(version, LocatedDict):
            return version
        full = version.copy()
        for end in ("from", "to"):
            if full.get(end) is None and isinstance(self.head.get(end), str):
                full.put(end, self.head[end])
        adopted = self.head.get("adopted")
        if key in DECIDED and "decision" not in full and adopted and full.get("from") == self.head.get("from"):
            full.put("decision", adopted)
        if isinstance(full.get("dimensions"), LocatedList):
            full.put("dimensions", self.named(full["dimensions"]))
        return full

    def named(self, dimensions: LocatedList) -> LocatedList:
        full = LocatedList(dimensions.place)
        for dimension, place in zip(dimensions, dimensions.places, strict=True):
            if not isinstance(dimension, str):
                full.add(dimension, place)
            elif dimension in self.dimensions:
                full.add(self.dimensions[dimension], place)
            else:
                known = ", ".join(str(code) for code in self.dimensions) or _("inga")
                message = _("Indelningen ”{code}” finns inte. Programmets indelningar: {known}.")
                self.faults.append(place.fault(message.format(code=dimension, known=known)))
        return full


def _short_title(item: LocatedDict) -> LocatedDict:
    """A short title beside the wording is that of each of its versions which has none of its own."""
    wording = item.get("wording")
    if "short_title" in item and isinstance(wording, LocatedList):
        place = item.places["short_title"]
        for version in wording:
            if isinstance(version, LocatedDict) and "short_title" not in version:
                version.put("short_title", item["short_title"], place)
        del item["short_title"], item.places["short_title"]
    return item


def _mappings(values: LocatedList) -> bool:
    return any(isinstance(value, LocatedDict) for value in values)
