"""Judge what stands beside a refused value, by putting several values in its place, one after another.

What the rules find wrong whichever value stands there is wrong whatever was meant. What they find with some of them
only may be of our making, and is not told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.definitions.catalogue import Definitions
from tracker.definitions.faults import Loc
from tracker.definitions.located import LocatedDict, LocatedList, along, children, copied

TRIES = 5
"""As many as an indicator has kinds: the longest list of words that a key can be one of and others depend on."""

_ROUNDS = 4
"""A value that was put in may be refused for another reason; then what holds it is put in instead."""

_UNKNOWN = "?"
"""How a code or a text begins that is put in: no definition begins so."""

_CODE = re.compile(r"[a-z0-9-]{1,80}")

Schema = Mapping[str, Any]


def tried(tree: LocatedDict, unread: Iterable[str]) -> Iterator[tuple[Definitions, frozenset[Loc]]]:
    """The definitions with one value after another in place of what is refused, and where values were put in.

    ``unread``: lists of the organisation whose file cannot be read. They hold nothing, or every code that is used
    anywhere. The same goes for whatever a program's file may say that cannot be read.
    """
    for number in range(TRIES):
        copy = copied(tree)
        put_in: set[Loc] = {("organisation", key) for key in unread}
        if number % 2:
            _define(copy, [loc[1] for loc in put_in], number)
            _say_all(copy, number)
        for _round in range(_ROUNDS):
            try:
                definitions = Definitions.model_validate_json(json.dumps(copy), strict=True)
            except ValidationError as refusal:
                put_in |= set(_put_in(copy, refusal.errors(include_url=False), number, put_in))
            else:
                yield definitions, frozenset(put_in)
                break


def holds_unknown_code(definitions: Definitions) -> bool:
    """Whether something got a code of ours, so that what refers to its own cannot be judged."""
    return f'"code":"{_UNKNOWN}' in definitions.model_dump_json()


def _define(tree: LocatedDict, lists: Iterable[Any], number: int) -> None:
    codes = sorted({text for text in _texts(tree) if _CODE.fullmatch(text)})
    for key in lists:
        schema, _optional = _at(("organisation", key, 0))
        each = [{**_value(schema or {}, number), "code": code} for code in codes]
        tree["organisation"].put(key, _located(each, tree))


def _say_all(tree: LocatedDict, number: int) -> None:
    """Everything that a program could say whose own file says nothing."""
    schema, _optional = _at(("programs", 0))
    for program in tree["programs"]:
        if isinstance(program, LocatedDict) and not program.keys() - {"calendar", "goals", "ils"}:
            for key, said in _resolved(schema or {})["properties"].items():
                if key not in program:
                    program.put(key, _located(_value(said, number), program))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for _key, child, _place in children(value):
        yield from _texts(child)


def _put_in(tree: LocatedDict, errors: Iterable[ErrorDetails], number: int, before: set[Loc]) -> Iterator[Loc]:
    for error in errors:
        loc = _written(tree, error)
        while loc in before and len(loc) > 1:
            loc = loc[:-1]
        schema, optional = _at(loc)
        above = [tree, *(value for value, _place in along(tree, loc[:-1]))][-1]
        if isinstance(above, LocatedDict) and (schema is None or (optional and number % 2 == 0)):
            above.pop(str(loc[-1]), None)
        elif isinstance(above, LocatedDict):
            above.put(str(loc[-1]), _located(_value(schema or {}, number), above))
        elif isinstance(above, LocatedList) and schema is not None:
            above[int(loc[-1])] = _located(_value(schema, number), above)
        yield loc


def _written(tree: LocatedDict, error: ErrorDetails) -> Loc:
    """The way to what was refused, without the names that pydantic gives to alternatives; to a key that is missing."""
    depth = len(list(along(tree, error["loc"])))
    return error["loc"][: depth + 1] if error["type"] == "missing" else error["loc"][: max(depth, 1)]


@cache
def _whole() -> Schema:
    return Definitions.model_json_schema(by_alias=True)


def _at(loc: Loc) -> tuple[Schema | None, bool]:
    """The schema of the value at ``loc``, None where no such key is known; whether it may be left out."""
    schema, optional = _whole(), False
    for step in loc:
        schema = _resolved(schema)
        if isinstance(step, int):
            schema, optional = schema.get("items", {}), False
        elif step in schema.get("properties", {}):
            schema, optional = schema["properties"][step], step not in schema.get("required", ())
        else:
            return None, True
    return schema, optional


def _resolved(schema: Schema) -> Schema:
    """Without references, and without the possibility that there is nothing."""
    if "$ref" in schema:
        return _resolved(_whole()["$defs"][schema["$ref"].rpartition("/")[2]])
    some = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    return _resolved(some[0]) if some else schema


def _value(schema: Schema, number: int) -> Any:
    """One of the values that the schema allows; another number gives another one where there are several."""
    schema = _resolved(schema)
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    kind = schema.get("type")
    if kind == "object":
        wanted = schema.get("properties", {}) if number % 2 else schema.get("required", ())
        return {key: _value(schema["properties"][key], number) for key in wanted}
    if kind == "array":
        return [_value(schema.get("items", {}), number)] if number % 2 else []
    return schema.get("const", _single(schema, number))


def _single(schema: Schema, number: int) -> Any:
    if schema.get("type") == "boolean":
        return bool(number % 2)
    if schema.get("type") in ("integer", "number"):
        return min(schema.get("minimum", 0) + number, schema.get("maximum", TRIES + 2))
    if "examples" in schema:
        return schema["examples"][number % len(schema["examples"])]
    return f"{1990 + 10 * number}-01-01" if schema.get("format") == "date" else f"{_UNKNOWN}{number}"


def _located(value: Any, above: LocatedDict | LocatedList) -> Any:
    """The value as if it had been written where what holds it begins."""
    place = above.place
    if isinstance(value, dict):
        whole = LocatedDict(place)
        for key, child in value.items():
            whole.put(key, _located(child, whole))
        return whole
    if isinstance(value, list):
        return LocatedList(place, [(_located(child, above), place) for child in value])
    return value
