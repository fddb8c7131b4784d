"""``generated_from``: a SHA-256 over what a report was computed from.

The inputs are the definitions as they applied in each period of the report and the observations in it, so a
definition that changes later leaves the fingerprint of an earlier report as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
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


def of_rows(views: Iterable[View], rows: Iterable[Observation], scope: str) -> str:
    """Hash the resolved definitions and the observations; their order does not matter."""
    return _fingerprint(views, _rows(rows), scope)


def of_printed(views: Iterable[View], printed: Iterable[BaseModel], scope: str) -> str:
    """Hash the resolved definitions and the parts of a report as they are printed."""
    return _fingerprint(views, map(canonical, printed), scope)


def _fingerprint(views: Iterable[View], inputs: Iterable[str], scope: str) -> str:
    program = ",".join(_view(Same(view)) for view in views)
    given = ",".join(map(_quoted, sorted(inputs)))
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


class _Texts(dict[object, str]):
    """Value → its canonical text, made once: rows are many, and hold few different values."""

    def __missing__(self, value: object) -> str:
        text = self[value] = canonical(value._asdict() if isinstance(value, Period) else value)
        return text


def _rows(rows: Iterable[Observation]) -> Iterator[str]:
    """What ``canonical`` makes of each row as a dictionary, written out; a test holds the two together."""
    # Two, since 1 and Decimal(1) are the same key: a decimal is written as text.
    number, text = _Texts(), _Texts()
    for row in rows:
        yield (
            f'{{"category":{text[row.category]},"comment":{text[row.comment]},"d":{number[row.d]},'
            f'"dimension":{text[row.dimension]},"empty":{text[row.empty]},"end":{text[row.end]},'
            f'"fictional":{"true" if row.fictional else "false"},"forecast":{text[row.forecast]},'
            f'"item":{text[row.item]},"n":{number[row.n]},"period":{text[row.period]},'
            f'"program":{text[row.program]},"start":{text[row.start]},"status":{text[row.status]},'
            f'"target":{text[row.target]},"text":{text[row.text]},"unit":{text[row.unit]}}}'
        )


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, decimals without trailing zeros."""
    return _ENCODER.encode(value)


def _plain(value: Any) -> Any:
    """One step towards plain values; the encoder takes the next.

    What definitions have got since reports are fingerprinted is left out where it says nothing: a field that is not
    written then, and a field of a view that holds its default.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
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
