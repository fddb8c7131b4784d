"""``generated_from``: a SHA-256 over what a report was computed from.

The inputs are the definitions as they applied in each period of the report and the observations in it, so a
definition that changes later leaves the fingerprint of an earlier report as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from pydantic import BaseModel

from tracker.definitions.same import Same
from tracker.definitions.settings import JudgementWord
from tracker.definitions.view import View
from tracker.observations import Observation
from tracker.periods import Period
from tracker.report.counts import Counts


def fingerprint(views: Iterable[View], inputs: Iterable[Observation | BaseModel], scope: str) -> str:
    """Hash the resolved definitions and the inputs; the order of the inputs does not matter."""
    program = ",".join(_view(Same(view)) for view in views)
    rows = sorted(_row(row) if isinstance(row, Observation) else canonical(row) for row in inputs)
    given = ",".join(map(_quoted, rows))
    text = f'{{"inputs":[{given}],"program":[{program}],"scope":{_quoted(scope)}}}'
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=256)
def _view(seen: Same[View]) -> str:
    """The canonical text of the definitions in one period, which is the same for every report that shows it."""
    view = seen.held
    return canonical(
        {
            "program": [view.program.code, view.program.title, view.program.judgements, view.program.statuses],
            "period": view.period.code,
            "goals": view.goals,
            "units": view.units,
            "regions": view.regions,
        }
    )


def _row(row: Observation) -> str:
    """What ``canonical`` makes of a row. Rows are many, so it is written out; a test holds the two together."""
    return (
        f'{{"category":{_text(row.category)},"comment":{_text(row.comment)},"d":{_whole(row.d)},'
        f'"dimension":{_text(row.dimension)},"empty":{_text(row.empty)},"end":{_other(row.end)},'
        f'"fictional":{"true" if row.fictional else "false"},"forecast":{_other(row.forecast)},'
        f'"item":{_text(row.item)},"n":{_whole(row.n)},"period":{_other(row.period)},'
        f'"program":{_text(row.program)},"start":{_other(row.start)},"status":{_text(row.status)},'
        f'"target":{_other(row.target)},"text":{_text(row.text)},"unit":{_text(row.unit)}}}'
    )


def _text(value: str | None) -> str:
    return "null" if value is None else _quoted(value)


def _whole(value: int | None) -> str:
    return "null" if value is None else str(value)


def _other(value: Decimal | date | Period | None) -> str:
    return "null" if value is None else _encoded(value)


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals without trailing zeros."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """One step towards plain values; the encoder takes the next. Rows are many: what they hold is asked for first.

    What definitions have got since reports are fingerprinted is left out where it says nothing: a field that is not
    written then, and a field of a view that holds its default.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Observation):
        return value.__dict__
    if isinstance(value, Counts):
        return value.flat()
    if isinstance(value, BaseModel):
        return _written(value)
    if is_dataclass(value):
        held = ((name, getattr(value, name), default) for name, default in _defaults(value.__class__))
        return {name: each for name, each, default in held if each != default}
    raise TypeError(f"no canonical form for {type(value).__name__}")


def _written(value: BaseModel) -> dict[str, Any]:
    written = {name: getattr(value, name) for name in type(value).model_fields}
    for name, says_nothing in _omitted(type(value)):
        if says_nothing(written[name]):
            del written[name]
    # A judgement that counts as what its code says did not say so before codes were free.
    if isinstance(value, JudgementWord) and value.counts_as == value.code:
        del written["counts_as"]
    return written


@cache
def _omitted(model: type[BaseModel]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    """The fields of a model that are not always written, and when they are not."""
    return tuple((name, field.exclude_if) for name, field in model.model_fields.items() if field.exclude_if)


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, each.default) for each in fields(kind))


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_encoded = lru_cache(maxsize=4096)(canonical)
