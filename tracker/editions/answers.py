"""What a person can answer of a number in a text that is about to be published, and what is kept of the answer."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words import lazy

ANSWERS: Mapping[str, str] = {
    "other": lazy("Det är ett annat tal och säger inget om enskilda"),
    "public": lazy("Det är redan offentligt på annat sätt"),
    "allowed": lazy("Det får sägas"),
}
"""The answers by code: the number is something else; readers know it already; it may be said all the same."""
