"""The city of the tests' invented organisations, as its file would say it."""

from __future__ import annotations

from typing import Any

CITY: dict[str, Any] = {
    "name": "Provstad",
    "whole": "Hela staden",
    "language": "sv",
    "timezone": "Europe/Stockholm",
    "kinds": [
        {"code": "stadsdelsnamnd", "one": "stadsdelsnämnd", "many": "stadsdelsnämnder", "area": True},
        {"code": "facknamnd", "one": "nämnd", "many": "nämnder"},
        {"code": "kommunstyrelse", "one": "kommunstyrelsen", "many": "kommunstyrelsen"},
        {"code": "bolag", "one": "bolag", "many": "bolag"},
    ],
    "bodies": {"one": "nämnd eller bolag", "many": "nämnder och bolag"},
    "region": {"one": "region", "many": "regioner"},
    "compiles": "socialnamnden",
    "reviews": "kommunstyrelsen",
    "common_items": {"kept_by": "socialnamnden", "asked_of": "stadsdelsnamnderna"},
}
