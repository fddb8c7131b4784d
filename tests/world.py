"""A small city for tests: three districts, one merged away, two other bodies, and one item of every kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.invented_city import CITY
from tracker.definitions.catalogue import Definitions
from tracker.definitions.view import View, view
from tracker.periods import Period

PROGRAM = "prov"
SEX = {
    "code": "sex",
    "name": "kön",
    "categories": [
        {"code": "women", "name": "kvinnor"},
        {"code": "men", "name": "män"},
        {"code": "unknown", "name": "okänt", "required": False},
    ],
}
FORM = {
    "code": "form",
    "name": "form",
    "total": "distinct",
    "categories": [{"code": "talk", "name": "samtal"}, {"code": "home", "name": "boende"}],
}
ALL = [{"bodies": ["stadsdelsnamnderna", "socialnamnden"]}]
DISTRICTS = [{"bodies": ["stadsdelsnamnderna"]}]


def indicator(code: str, kind: str, *, d: str | None = None, dimensions: list[Any] | None = None) -> dict[str, Any]:
    measure = {
        "kind": kind,
        "labels": {"n": "antal", "d": d},
        "accumulates": kind == "count",
        "asked": ["T1", "T2", "VB"],
        "decimals": 1 if kind in ("share", "ratio") else 0,
        "dimensions": dimensions or [],
        "source": "count",
    }
    return {"code": code, "wording": [{"text": f"Indikator {code}"}], "responsible": DISTRICTS, "measure": [measure]}


def activity(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "wording": [{"text": f"Aktivitet {code}"}], "responsible": ALL, **more}


CALENDAR = {
    "parts": [
        {"code": "VP", "name": "Plan", "starts": "01-01", "ends": "12-31", "due": "01-31", "asks": ["plans"],
         "existing": "any_day"},
        {"code": "T1", "name": "Tertial 1", "starts": "01-01", "ends": "04-30", "due": "05-15",
         "asks": ["figures", "statuses", "judgements", "forecasts"]},
        {"code": "T2", "name": "Tertial 2", "starts": "01-01", "ends": "08-31", "due": "09-15",
         "asks": ["figures", "statuses", "judgements", "forecasts"]},
        {"code": "VB", "name": "Året", "starts": "01-01", "ends": "12-31", "due": "01-31", "due_year": 1,
         "asks": ["figures", "statuses", "judgements"]},
    ]
}  # fmt: skip

GOALS: list[dict[str, Any]] = [
    {
        "code": "M1",
        "wording": [{"text": "Mål 1"}],
        "conditions": [{"code": "V1.1", "wording": [{"text": "Kunskap finns"}]}],
        "indicators": [
            indicator("I1.1", "share", d="alla", dimensions=[SEX]),
            indicator("I1.2", "count"),
            indicator("I1.3", "yes_no"),
        ],
        "activities": [activity("A1.1"), activity("A1.2")],
    },
    {
        "code": "M2",
        "wording": [{"text": "Mål 2"}],
        "indicators": [
            indicator("I2.1", "ratio", d="placeringar"),
            indicator("I2.2", "rate"),
            indicator("I2.3", "count", dimensions=[FORM]),
        ],
        "activities": [activity("A2.1", same_as="A1.1")],
    },
]

UNITS = [
    {"code": "bromma", "name": "Bromma", "kind": "stadsdelsnamnd"},
    {"code": "farsta", "name": "Farsta", "kind": "stadsdelsnamnd", "region": "rvc"},
    {"code": "kista", "name": "Kista", "kind": "stadsdelsnamnd", "to": "2023-06-30", "merged_into": "jarva"},
    {"code": "jarva", "name": "Järva", "kind": "stadsdelsnamnd", "from": "2023-07-01"},
    {"code": "socialnamnden", "name": "Socialnämnden", "kind": "facknamnd"},
    {"code": "valnamnden", "name": "Valnämnden", "kind": "facknamnd"},
]

GROUP = {
    "code": "stadsdelsnamnderna",
    "name": "stadsdelsnämnderna",
    "members": [
        {"to": "2023-06-30", "units": ["bromma", "farsta", "kista"]},
        {"from": "2023-07-01", "units": ["bromma", "farsta", "jarva"]},
    ],
}

JUDGEMENTS = [
    {"code": "met", "word": "uppfylls helt", "forecast": "bedöms uppfyllas helt"},
    {"code": "partly", "word": "uppfylls delvis", "forecast": "bedöms uppfyllas delvis"},
    {"code": "not_met", "word": "uppfylls inte", "forecast": "bedöms inte uppfyllas"},
]

DOCUMENT: dict[str, Any] = {
    "organisation": {
        "city": CITY,
        "units": UNITS,
        "groups": [GROUP],
        "regions": [{"code": "rvc", "name": "RVC"}],
        "population": [
            {"unit": "farsta", "date": "2023-12-31", "value": 62000, "quality": "estimate", "source": "prov"}
        ],
    },
    "programs": [
        {
            "code": PROGRAM,
            "title": "Provprogram",
            "short_title": "Prov",
            "vision": "Allt fungerar",
            "from": "2021-01-01",
            "to": "2025-12-31",
            "perspectives": [{"code": "barnratt", "title": "Barnrätt"}],
            "calendar": CALENDAR,
            "judgements": [{**word, "counts_as": word["code"]} for word in JUDGEMENTS],
            "statuses": [
                {"code": "not_started", "word": "ej påbörjad", "begun": False, "closed": False},
                {"code": "ongoing", "word": "pågår", "begun": True, "closed": False},
                {"code": "done", "word": "genomförd", "begun": True, "closed": True},
                {"code": "cancelled", "word": "avbruten", "begun": False, "closed": True},
            ],
            "goals": GOALS,
        }
    ],
}

DEFINITIONS = Definitions.model_validate(DOCUMENT)
TODAY = date(2024, 9, 10)


def period(code: str) -> Period:
    return DEFINITIONS.program(PROGRAM).calendar.parse(code)


def view_of(code: str) -> View:
    return view(DEFINITIONS.organisation, DEFINITIONS.program(PROGRAM), period(code))
