"""The report's JSON read back, of this version and of those before it."""

from __future__ import annotations

import json
from typing import Any

from tracker.definitions.city import City
from tracker.definitions.earlier import lacking
from tracker.report.city_words import shown_city
from tracker.report.model import FIRST, Report


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
