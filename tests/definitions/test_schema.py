"""The editors' schemas are those of the models, and accept what the loader accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.definitions.conftest import PROGRAM
from tracker.definitions.located import read
from tracker.definitions.schema import json_schema

DOCS = PROGRAM.parent / "docs/definitions"
FILES = sorted(PROGRAM.rglob("*.yaml"))
SCHEMAS = json_schema()


def kind_of(file: Path) -> str:
    return "goal" if file.parent.name == "goals" else file.stem


def test_committed_schemas_are_the_generated_ones() -> None:
    """To renew them: ``python -m tracker.definitions.schema``."""
    committed = {file.name: json.loads(file.read_text()) for file in DOCS.glob("*.json")}
    assert committed == {f"{kind}.schema.json": schema for kind, schema in SCHEMAS.items()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_fits_its_schema_and_points_to_it(file: Path) -> None:
    content = json.loads(json.dumps(read(file)))
    jsonschema.Draft202012Validator(SCHEMAS[kind_of(file)]).validate(content)
    first = file.read_text().splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (file.parent / first.partition("=")[2]).resolve() == DOCS / f"{kind_of(file)}.schema.json"


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_every_schema_is_one_and_refuses_unknown_keys(kind: str) -> None:
    validator = jsonschema.Draft202012Validator
    validator.check_schema(SCHEMAS[kind])
    file = next(file for file in FILES if kind_of(file) == kind)
    content: dict[str, Any] = {**json.loads(json.dumps(read(file))), "unknown": 1}
    assert [error.validator for error in validator(SCHEMAS[kind]).iter_errors(content)] == ["additionalProperties"]


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_every_property_is_described(kind: str) -> None:
    schema = SCHEMAS[kind]
    models = {kind: schema, **schema["$defs"]}
    silent = [
        f"{name}.{key}"
        for name, model in models.items()
        for key, value in model.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []
