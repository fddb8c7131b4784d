"""The report as JSON, and the JSON Schema that documents it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tracker.definitions.city import City
from tracker.definitions.earlier import lacking
from tracker.report.city import shown_city
from tracker.report.model import SCHEMA, Report, Schema

FIRST: Schema = "tracker-report-1"


_ADDED: Mapping[str, Any] = {
    "about": {
        "city": True,
        "judgements": {"__all__": {"counts_as", "begun", "closed"}},
        "statuses": {"__all__": {"counts_as", "begun", "closed"}},
    }
}
"""What ``tracker-report-2`` has that ``tracker-report-1`` had not."""


def to_json(report: Report, schema: Schema = SCHEMA) -> str:
    """The promised JSON: keys in the model's order, two spaces, Swedish letters as they are, a final newline.

    ``schema``: the form in which it is written; an edition keeps the form in which it was published.
    """
    written = report.model_copy(update={"schema_": schema})
    added = None if schema == SCHEMA else _ADDED
    return written.model_dump_json(by_alias=True, indent=2, exclude=added) + "\n"


def from_json(text: str) -> Report:
    """Read a report back, e.g. from an edition, whatever its schema. Raises pydantic.ValidationError for anything else.

    What the first schema did not say is supplied: there was one city then, and its codes had one meaning.
    """
    report: Report = Report.model_validate(_supplied(json.loads(text)))
    return report


def _supplied(document: Any) -> Any:
    if not isinstance(document, dict) or document.get("schema") != FIRST or not isinstance(document.get("about"), dict):
        return document
    about, lacked = document["about"], lacking()
    words = {
        key: [{**word, **lacked[key].get(word.get("code"), {})} for word in about.get(key, [])]
        for key in ("judgements", "statuses")
    }
    city = shown_city(City.model_validate(lacked["city"]))
    return {**document, "about": {**about, **words, "city": city}}


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the report; every key that the model always writes is required."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
