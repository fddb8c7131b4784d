"""``generated_from``: a SHA-256 over what a report was computed from.

The inputs are the definitions as they applied in each period of the report and the observations in it, so a
definition that changes later leaves the fingerprint of an earlier report as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from tracker.definitions.view import View
from tracker.observations import Observation


def fingerprint(views: Iterable[View], inputs: Iterable[Observation | BaseModel], scope: str) -> str:
    """Hash the resolved definitions and the inputs; the order of the inputs does not matter."""
    program = [
        {
            "program": [view.program.code, view.program.title, view.program.judgements, view.program.statuses],
            "period": view.period.code,
            "goals": view.goals,
            "units": view.units,
            "regions": view.regions,
        }
        for view in views
    ]
    rows = sorted(canonical(row) for row in inputs)
    text = canonical({"scope": scope, "program": program, "inputs": rows})
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals without trailing zeros."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """One step towards plain values; the encoder takes the next. Rows are many: what they hold is asked for first."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if is_dataclass(value):
        return value.__dict__
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    raise TypeError(f"no canonical form for {type(value).__name__}")


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
