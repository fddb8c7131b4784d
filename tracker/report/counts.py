"""Counts of bodies by what they said, in the program's own codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from tracker.report.frozen import Frozen

NOT_REPORTED = "not_reported"


class JudgementUnit(Frozen):
    code: str
    name: str
    status: str
    text: str | None = None


class Counts(Frozen):
    """How many bodies gave each code; the codes stand beside the other fields, in the program's order."""

    counts: dict[str, int] = Field(default_factory=dict)
    not_reported: int = 0

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, data: Any) -> Any:
        """Read the codes from beside the fields."""
        if not isinstance(data, Mapping) or isinstance(data.get("counts"), Mapping):
            return data
        fields = {key: value for key, value in data.items() if key in cls.model_fields and key != "counts"}
        return {"counts": {key: value for key, value in data.items() if key not in fields}, **fields}

    @model_serializer
    def flat(self) -> dict[str, Any]:
        """The codes beside the other fields, as the report promises."""
        rest = {name: getattr(self, name) for name in type(self).model_fields if name != "counts"}
        return {**self.counts, **rest}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        fields = [name for name in cls.model_fields if name != "counts"]
        number: JsonSchemaValue = {"type": "integer"}
        units: JsonSchemaValue = {"type": "array", "items": handler(JudgementUnit.__pydantic_core_schema__)}
        return {
            "type": "object",
            "description": cls.__doc__ or "",
            "properties": {name: units if name == "units" else number for name in fields},
            "required": fields,
            "additionalProperties": number,
        }

    def of(self, code: str) -> int:
        """How many gave the code, or did not report."""
        return self.not_reported if code == NOT_REPORTED else self.counts.get(code, 0)

    def total(self, codes: Iterable[str]) -> int:
        return sum(self.of(code) for code in codes)

    @property
    def given(self) -> int:
        """How many gave any code."""
        return sum(self.counts.values())


class Statuses(Counts):
    """How many bodies gave each status. ``delayed`` is counted beside them, not among them."""

    delayed: int = 0


class Judgements(Counts):
    """How many bodies gave each judgement, of those that answer for anything under the goal."""

    units: tuple[JudgementUnit, ...] = ()


def summed(counted: Iterable[Statuses]) -> Statuses:
    """All of them together."""
    everything = list(counted)
    codes = dict.fromkeys(code for each in everything for code in each.counts)
    return Statuses(
        counts={code: sum(each.of(code) for each in everything) for code in codes},
        not_reported=sum(each.not_reported for each in everything),
        delayed=sum(each.delayed for each in everything),
    )
