"""A small invented program: one goal with every kind of item, two districts that merge on 2023-07-01."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from tests.invented_city import CITY
from tracker.definitions.organisation import Group, Organisation, Unit
from tracker.definitions.program import Program
from tracker.definitions.view import View, view
from tracker.entry.build import build
from tracker.entry.earlier import Past
from tracker.entry.model import Form
from tracker.entry.rules import Checked, check
from tracker.observations import Observation, Observations
from tracker.periods import Period
from tracker.rows import RowKey, Value

ORGANISATION = Organisation.model_validate(
    {
        "city": CITY,
        "units": [
            {"code": "norr", "name": "Norr", "kind": "stadsdelsnamnd", "to": "2023-06-30", "merged_into": "jarva"},
            {"code": "soder", "name": "Söder", "kind": "stadsdelsnamnd", "to": "2023-06-30", "merged_into": "jarva"},
            {"code": "jarva", "name": "Järva", "kind": "stadsdelsnamnd", "from": "2023-07-01"},
            {"code": "bromma", "name": "Bromma", "kind": "stadsdelsnamnd"},
        ],
        "groups": [{"code": "alla", "name": "Alla", "members": [{"units": ["norr", "soder", "jarva", "bromma"]}]}],
        "population": [
            {"unit": "bromma", "date": f"{year}-12-31", "value": 8000, "quality": "official", "source": "påhittad"}
            for year in range(2020, 2026)
        ],
    }
)

_SEX = {
    "code": "sex",
    "name": "Kön",
    "categories": [
        {"code": "women", "name": "kvinnor"},
        {"code": "men", "name": "män"},
        {"code": "unknown", "name": "okänt", "required": False},
    ],
}


def _indicator(code: str, kind: str, **more: object) -> dict[str, object]:
    labels = {"n": "fått stöd", "d": "alla berörda" if kind in ("share", "ratio") else None}
    measure = {
        "kind": kind, "labels": labels, "accumulates": False, "asked": ["T1", "T2", "VB"],
        "decimals": 1, "source": "count", **more,
    }  # fmt: skip
    return {"code": code, "wording": [{"text": f"Text {code}"}], "responsible": [{"bodies": ["alla"]}],
            "measure": [measure]}  # fmt: skip


def _activity(code: str, **more: object) -> dict[str, object]:
    return {"code": code, "wording": [{"text": f"Text {code}"}], "responsible": [{"bodies": ["alla"]}], **more}


def _part(code: str, ends: str, asks: list[str], **more: object) -> dict[str, object]:
    return {"code": code, "name": code, "starts": "01-01", "ends": ends, "due": "05-15", "asks": asks, **more}


_FIGURES = ["figures", "statuses", "judgements"]
_DISTINCT = {**_SEX, "total": "distinct"}

PROGRAM = Program.model_validate({
    "code": "prov", "title": "Prov", "short_title": "Prov", "vision": "En vision",
    "from": "2021-01-01", "to": "2025-12-31",
    "perspectives": [{"code": "barn", "title": "Barnrätt"}],
    "calendar": {"parts": [
        _part("VP", "12-31", ["plans"], existing="any_day"),
        _part("T1", "04-30", [*_FIGURES, "forecasts"]),
        _part("T2", "08-31", [*_FIGURES, "forecasts"]),
        _part("VB", "12-31", _FIGURES, due_year=1),
    ]},
    "judgements": [
        {"code": "met", "word": "uppfylls helt", "forecast": "bedöms uppfyllas helt", "counts_as": "met"},
        {"code": "partly", "word": "uppfylls delvis", "forecast": "bedöms uppfyllas delvis", "counts_as": "partly"},
        {"code": "not_met", "word": "uppfylls inte", "forecast": "bedöms inte uppfyllas", "counts_as": "not_met"},
    ],
    "statuses": [
        {"code": "not_started", "word": "Ej påbörjad", "begun": False, "closed": False},
        {"code": "ongoing", "word": "Pågår", "begun": True, "closed": False},
        {"code": "done", "word": "Genomförd", "begun": True, "closed": True},
        {"code": "cancelled", "word": "Avbruten", "begun": False, "closed": True},
    ],
    "goals": [{
        "code": "M1", "wording": [{"text": "Mål ett"}], "conditions": [],
        "indicators": [
            _indicator("I1.1", "share", protects=["n", "d"], dimensions=[_SEX], accumulates=True),
            _indicator("I1.2", "share"),
            _indicator("I1.3", "count", protects=["n"], dimensions=[_DISTINCT]),
            _indicator("I1.4", "yes_no"),
        ],
        "activities": [_activity("A1.1"), _activity("A1.2"), _activity("A1.3", same_as="A1.1")],
    }],
})  # fmt: skip

WOMEN, MEN = RowKey("I1.1", "sex", "women"), RowKey("I1.1", "sex", "men")
UNKNOWN = RowKey("I1.1", "sex", "unknown")


def row(item: str, unit: str, period: str, n: int | None = None, d: int | None = None, **more: object) -> Observation:
    """An observation; ``category`` given alone means the dimension sex."""
    dimension = "sex" if "category" in more else ""
    values = {"dimension": dimension, **more}
    # Keyword values come from the tests, which are typed by their use.
    return Observation("prov", unit, PROGRAM.calendar.parse(period), item, n=n, d=d, **values)


def seen(period: str) -> View:
    return view(ORGANISATION, PROGRAM, PROGRAM.calendar.parse(period))


def past(unit: str, period: str, rows: Iterable[Observation] = ()) -> Past:
    return Past(ORGANISATION, PROGRAM, unit, PROGRAM.calendar.parse(period), Observations(rows))


def form(
    unit: str = "bromma",
    period: str = "2024-T2",
    values: Mapping[RowKey, Value] | None = None,
    rows: Iterable[Observation] = (),
    typed: Mapping[str, str] | None = None,
    own_targets: Mapping[str, Decimal] | None = None,
) -> Form:
    return build(seen(period), unit, values or {}, past(unit, period, rows), typed, own_targets)


def checked(
    values: Mapping[RowKey, Value], rows: Iterable[Observation] = (), unit: str = "bromma", period: str = "2024-T2"
) -> Checked:
    kept = tuple(rows)
    return check(form(unit, period, values, kept), values, past(unit, period, kept))


def figure(found: Checked) -> list[tuple[str, str]]:
    """Rule code and field of every finding, for comparing."""
    return [(finding.rule.code, finding.field) for finding in found.findings]


__all__ = ["MEN", "ORGANISATION", "PROGRAM", "UNKNOWN", "WOMEN", "Group", "Period", "Unit", "date"]
