"""JSON Schema of the definition files, so that an editor completes and checks while one writes.

Generated from the same models that read the files. ``docs/definitions/`` holds a copy of each, renewed by
``python -m tracker.definitions.schema``; a test fails when a copy differs. What only rules across files can
judge is left to ``tracker check``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracker.definitions.city import City
from tracker.definitions.ils import Ils
from tracker.definitions.organisation import Organisation
from tracker.definitions.program import Goal, Program
from tracker.periods import Calendar

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ORGANISATION_FILES = ("units", "groups", "regions", "population")


def json_schema() -> dict[str, Schema]:
    """One schema per kind of file: city, units, groups, regions, population, program, calendar, ils, goal."""
    schemas = {key: _organisation_file(key) for key in _ORGANISATION_FILES}
    schemas["city"] = City.model_json_schema(by_alias=True)
    schemas["program"] = _program_file()
    schemas["calendar"] = Calendar.model_json_schema(by_alias=True)
    schemas["ils"] = Ils.model_json_schema(by_alias=True)
    schemas["goal"] = _goal_file()
    return {kind: {"$schema": _DIALECT, **schema, "title": kind} for kind, schema in schemas.items()}


def _organisation_file(key: str) -> Schema:
    """Each file of the organisation holds one of its lists."""
    schema = Organisation.model_json_schema(by_alias=True)
    schema["properties"] = {key: schema["properties"][key]}
    schema["required"] = [key]
    if key == "population":
        items = schema["properties"][key]["items"]
        schema["properties"][key]["items"] = {"anyOf": [items, _block(schema["$defs"]["Population"])]}
    return _reachable(schema)


def _block(row: Schema) -> Schema:
    """The population of many districts on one day: ``values`` in place of ``unit`` and ``value``."""
    block = {key: dict(value) if isinstance(value, dict) else value for key, value in row.items()}
    value = block["properties"].pop("value")
    del block["properties"]["unit"]
    block["properties"]["values"] = {"type": "object", "additionalProperties": value}
    block["required"] = [*(key for key in row["required"] if key not in ("unit", "value")), "values"]
    return block


def _program_file() -> Schema:
    """The head of a program; its calendar, goals and names elsewhere are files of their own."""
    schema = Program.model_json_schema(by_alias=True)
    for key in ("calendar", "goals", "ils"):
        del schema["properties"][key]
    schema["required"] = [key for key in schema["required"] if key in schema["properties"]]
    return _reachable(schema)


def _goal_file() -> Schema:
    schema = Goal.model_json_schema(by_alias=True)
    _allow_shorthand(schema, schema["$defs"])
    for model in schema["$defs"].values():
        _allow_shorthand(model, schema["$defs"])
    return schema


def _allow_shorthand(model: Schema, models: dict[str, Schema]) -> None:
    """What may be written shortly where one version applies as long as the program does."""
    short: dict[str, list[Schema]] = {
        "wording": [{"type": "string"}, {"$ref": "#/$defs/Text"}],
        "responsible": [models["Responsibility"]["properties"]["bodies"], {"$ref": "#/$defs/Responsibility"}],
        "measure": [{"$ref": "#/$defs/Measure"}],
    }
    properties = model.get("properties", {})
    for key, forms in short.items():
        if key in properties:
            described = {"description": properties[key]["description"]}
            properties[key] = {**described, "anyOf": [*forms, properties[key]]}
    if "wording" in properties:
        properties["short_title"] = models["Text"]["properties"]["short_title"]
    if "dimensions" in properties:
        whole = properties["dimensions"]
        properties["dimensions"] = {**whole, "items": {"anyOf": [{"type": "string"}, whole["items"]]}}


def _reachable(schema: Schema) -> Schema:
    """The schema without the models that nothing in it refers to."""
    wanted: set[str] = set()
    open_ends = [{key: value for key, value in schema.items() if key != "$defs"}]
    while open_ends:
        for name in _references(open_ends.pop()):
            if name not in wanted:
                wanted.add(name)
                open_ends.append(schema["$defs"][name])
    return {**schema, "$defs": {name: model for name, model in schema["$defs"].items() if name in wanted}}


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"].rpartition("/")[2]] if isinstance(value.get("$ref"), str) else []
        return own + [name for child in value.values() for name in _references(child)]
    if isinstance(value, list):
        return [name for child in value for name in _references(child)]
    return []


def _write(folder: Path) -> None:
    for kind, schema in json_schema().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        (folder / f"{kind}.schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write(Path("docs/definitions"))
