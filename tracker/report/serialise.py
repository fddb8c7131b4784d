"""The report as JSON, and the JSON Schema that documents it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.report.model import SCHEMA, Report, Schema

_GOAL: Mapping[str, Any] = {
    "short_title": True,
    "judgements_before": True,
    "indicators": {
        "__all__": {"short_title", "variation", "margin", "caution", "matrix", "decided_by", "smallest_base"},
    },
    "activities": {"__all__": {"short_title"}},
}
_BASES: Mapping[str, Any] = {"__all__": {"indicators": {"__all__": {"smallest_base"}}}}
_FIFTH: Mapping[str, Any] = {"existed": True, "goals": _BASES, "own": {"__all__": {"goals": _BASES}}}
_FOURTH: Mapping[str, Any] = {**_FIFTH, "threads": True}
_THIRD: Mapping[str, Any] = {
    **_FOURTH,
    "about": {"caution": True},
    "bodies": {"__all__": {"handed_in"}},
    "own": {"__all__": {"goals": _BASES, "body": {"handed_in"}}},
}
_SECOND: Mapping[str, Any] = {
    "threads": True,
    "existed": True,
    "about": {
        "city": True,
        "judgements": {"__all__": {"counts_as", "begun", "closed"}},
        "statuses": {"__all__": {"counts_as", "begun", "closed"}},
        "matrices": True,
        "caution": True,
    },
    "goals": {"__all__": _GOAL},
    "bodies": {"__all__": {"handed_in"}},
    "own": {"__all__": {"goals": {"__all__": _GOAL}, "body": {"handed_in"}}},
}
_LACKING: Mapping[Schema, Mapping[str, Any]] = {
    "tracker-report-1": _SECOND,
    "tracker-report-2": _THIRD,
    "tracker-report-3": _FOURTH,
    "tracker-report-4": _FIFTH,
}
"""What an earlier form has not, of what the model has now."""


def to_json(report: Report, schema: Schema = SCHEMA) -> str:
    """The promised JSON: keys in the model's order, two spaces, Swedish letters as they are, a final newline.

    ``schema``: the form in which it is written; an edition keeps the form in which it was published.
    """
    written = report.model_copy(update={"schema_": schema})
    return written.model_dump_json(by_alias=True, indent=2, exclude=_LACKING.get(schema)) + "\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the report; every key that the model always writes is required."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
