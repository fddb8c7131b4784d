"""The language in which the texts of the definitions are written."""

from __future__ import annotations

DEFINITIONS_LANGUAGE = "sv"
