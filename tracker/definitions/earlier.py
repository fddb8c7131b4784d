"""Definitions as an earlier version of the program wrote them: frozen in editions, which are never rewritten.

``migrations/definitions/0007.json`` holds what the documents of that version lack. There was one city then, and its
words stood in the code.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tracker.definitions.catalogue import Definitions
from tracker.resources import MIGRATIONS


def read_frozen(document: str) -> Definitions:
    """The definitions that a JSON document of any version holds.

    Raises pydantic.ValidationError, or ValueError for what is no JSON.
    """
    return Definitions.model_validate(supplied(json.loads(document)))


def supplied(definitions: dict[str, Any]) -> dict[str, Any]:
    """The document with what it lacks, if it was written before the city described itself. Others stay as they are."""
    organisation = definitions.get("organisation") if isinstance(definitions, dict) else None
    if not isinstance(organisation, dict) or "city" in organisation:
        return definitions
    programs = [{**program, "judgements": _judgements(program)} for program in definitions.get("programs", [])]
    city: dict[str, Any] = lacking()["city"]
    return {**definitions, "organisation": {"city": city, **organisation}, "programs": programs}


def _judgements(program: dict[str, Any]) -> list[dict[str, Any]]:
    counts_as = lacking()["judgements"]
    return [{**word, **counts_as.get(word.get("code"), {})} for word in program.get("judgements", [])]


@cache
def lacking() -> dict[str, Any]:
    """What the version before cities described themselves took for granted: its city, and what each code meant."""
    supplied_then: dict[str, Any] = json.loads((MIGRATIONS / "definitions" / "0007.json").read_text(encoding="utf-8"))
    return supplied_then
