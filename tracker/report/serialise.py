"""The report as JSON, and the JSON Schema that documents it."""

from __future__ import annotations

from typing import Any

from tracker.report.model import Report


def to_json(report: Report) -> str:
    """The promised JSON: keys in the model's order, two spaces, Swedish letters as they are, a final newline."""
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def from_json(text: str) -> Report:
    """Read a report back, e.g. from an edition. Raises pydantic.ValidationError for anything else."""
    return Report.model_validate_json(text)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the report; every key that the model always writes is required."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
